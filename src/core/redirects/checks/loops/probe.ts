import { ANY_HOST } from './follow';
import { RedirectRule } from '../../rule/model';
import type { RedirectRequest } from '../../rule/types';
import { token } from '../../traits/sample';

/** The first request of a viewer, of which the search for loops makes others that differ in one respect. */
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
  /** What the origin answers at a URL: each page has a status of its own. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** Segments of which no start has a capture. */
const SEVERAL = [29, 30, 31].map(token);

/**
 * Requests for what a rule is for, whatever its conditions: with different texts for its wildcards, with equal ones,
 * and with none or several segments for a `*`.
 */
export function probesOf({ source }: RedirectRule, now: number): Probe[] {
  const paths = [
    pathWith(source, token),
    pathWith(source, () => token(0)),
    ...['', `${SEVERAL[0]}/`, SEVERAL.slice(0, 2).join('/'), `${SEVERAL.slice(0, 2).join('/')}/`, SEVERAL.join('/')].map((text) => pathWith(source, (capture, open) => (open ? text : token(capture)))),
  ];
  const host = source.host?.replace('*', 'any') ?? ANY_HOST;
  return [...new Set(paths)].map((path) => ({ method: 'GET', host, path, query: '', now, headers: {}, cookies: {}, statuses: {} }));
}

function pathWith({ segments, slash }: RedirectRule['source'], value: (capture: number, open: boolean) => string): string {
  let capture = 0;
  const path = segments.map((segment) => {
    switch (segment.kind) {
      case 'literal': return `/${segment.text}`;
      case 'splat': return `/${value(capture++, true)}`;
      default: return `/${segment.pieces.map((piece) => (typeof piece === 'string' ? piece : value(capture++, piece.name === '*'))).join('')}`;
    }
  }).join('').replace(/\/{2,}/g, '/');
  return path === '' || (slash && !path.endsWith('/') && segments[segments.length - 1]?.kind !== 'splat') ? `${path}/` : path;
}

export function requestOf({ headers, cookies, statuses, ...probe }: Probe): RedirectRequest {
  const cookie = [...Object.entries(cookies).map(([name, value]) => `${name}=${value}`), ...(headers.cookie === undefined ? [] : [headers.cookie])].join('; ');
  const header = (name: string): string | undefined => (name === 'cookie' ? cookie || undefined : headers[name]);
  return { ...probe, header, originStatus: statuses[urlOf(probe)] };
}

export function urlOf({ host, path, query }: Pick<RedirectRequest, 'host' | 'path' | 'query'>): string {
  return `${host}${path}?${query}`;
}

/** A probe as an example in a message; undefined where any request for the address will do. */
export function describeProbe({ method, country, now, headers, cookies, statuses, query }: Probe, dated: boolean): string | undefined {
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`).join('; ');
  const all = [
    ...(method === 'GET' ? [] : [method]),
    ...(query === '' ? [] : [`?${query}`]),
    ...(country === undefined ? [] : [`country ${country}`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(cookie === '' ? [] : [`cookie: ${cookie}`]),
    ...[...new Set(Object.values(statuses))].map((status) => `origin status ${status}`),
    ...(dated && now > 0 ? [new Date(now).toISOString()] : []),
  ];
  return all.length === 0 ? undefined : all.join(', ');
}
