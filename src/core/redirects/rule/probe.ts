import type { RedirectRequest } from './types';

/** The first request of a viewer, from which variants are made that differ in one respect. */
export interface Probe {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly country?: string;
  readonly now: number;
  /** All but `cookie`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** The status of the origin for each URL. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** A mutable probe. */
export type Draft = {
  -readonly [Key in keyof Probe]: Probe[Key] extends Readonly<Record<string, infer Value>>
    ? Record<string, Value>
    : Probe[Key];
};

/** The URL of a later request of a probe. */
export type RequestUrl = Pick<RedirectRequest, 'host' | 'path' | 'query'>;

export function draftOf(probe: Probe): Draft {
  return {
    ...probe,
    headers: dictionary(probe.headers),
    cookies: dictionary(probe.cookies),
    statuses: dictionary(probe.statuses),
  };
}

/** A copy without a prototype: a header may be called `constructor`. */
function dictionary<T>(from: Readonly<Record<string, T>>): Record<string, T> {
  return Object.assign(Object.create(null), from);
}

export function without<T>(all: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
}

export function requestOf({ headers, cookies, statuses, ...probe }: Probe): RedirectRequest {
  const sent = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  const cookie = [...sent, ...(headers.cookie === undefined ? [] : [headers.cookie])].join('; ');
  const sentAs = (name: string): string | undefined => (Object.hasOwn(headers, name) ? headers[name] : undefined);
  const header = (name: string): string | undefined => (name === 'cookie' ? cookie || undefined : sentAs(name));
  return { ...probe, header, originStatus: statuses[urlOf(probe)] };
}

export function urlOf({ host, path, query }: RequestUrl): string {
  return `${host}${path}?${query}`;
}
