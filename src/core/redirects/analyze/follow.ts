import { RedirectRule, SCHEME_HEADER } from '../model';
import type { RedirectMatcher, RedirectRequest } from '../types';
import { sampleRequest } from './sample';
import { URL_MAX_LENGTH } from '../../facts/edge-limits';

/** The way of a visitor who starts at the source of a rule. */
export interface Journey {
  /** Rules in the order in which they answered. */
  readonly hops: readonly number[];
  /** Where the visitor is in the end, with the fragment that a browser carries along. */
  readonly location: string;
  /** The hops from here on would go round for ever. */
  readonly loopsFrom?: number;
  /** The rule that ends the journey with 404, 410 or 451. */
  readonly deadEnd?: number;
}

export interface FollowContext {
  readonly rules: readonly RedirectRule[];
  readonly matcher: RedirectMatcher;
  /** Hosts on which these rules answer. */
  readonly hosts: ReadonlySet<string>;
  readonly now: number;
}

/** Browsers give up after twenty. */
const MOST_HOPS = 20;

/** Sends a sample visitor from the source of a rule through the rules, as a browser would go. */
export function follow(start: number, { rules, matcher, hosts, now }: FollowContext): Journey | undefined {
  let request = sampleRequest(rules[start], 'site.invalid', now);
  const hops: number[] = [];
  const seen: string[] = [];
  let location = '';
  let fragment = '';
  for (;;) {
    const decision = matcher.match(request);
    if (hops.length === 0 && decision?.rule !== start) return undefined; // another rule takes its requests
    if (decision?.location === undefined) return { hops, location, ...(decision && decision.status >= 400 ? { deadEnd: decision.rule } : {}) };
    hops.push(decision.rule);
    const [, origin, scheme, host, path, query, hash] = /^((https?):\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(decision.location)!;
    fragment = hash ?? fragment;
    location = `${origin ?? ''}${path}${query === undefined ? '' : `?${query}`}${fragment}`;
    const repeated = seen.indexOf(`${host ?? request.host}${path}?${query ?? ''}`);
    if (repeated >= 0) return { hops, location, loopsFrom: repeated + 1 };
    seen.push(`${host ?? request.host}${path}?${query ?? ''}`);
    // `/* → /x/:splat/:splat` doubles at each hop and would soon take all memory.
    if (hops.length > MOST_HOPS || location.length > URL_MAX_LENGTH) return { hops, location, loopsFrom: hops.indexOf(hops[hops.length - 1]) };
    if (host !== undefined && !hosts.has(host)) return { hops, location };
    request = { ...request, method: methodAfter(decision.status, request.method), header: withScheme(request.header, scheme), host: host ?? request.host, path: path || '/', query: query ?? '' };
  }
}

/** Browsers ask for the page behind a form with GET, but where the status says that the method stays. */
function methodAfter(status: number, method: string): string {
  return status < 307 && method !== 'HEAD' && (status === 303 || method === 'POST') ? 'GET' : method;
}

/** The step from http to https ends the condition that asked for http. */
function withScheme(header: RedirectRequest['header'], scheme: string | undefined): RedirectRequest['header'] {
  return scheme === undefined ? header : (name) => (name === SCHEME_HEADER ? scheme : header(name));
}
