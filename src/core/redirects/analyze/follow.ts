import type { RedirectRule } from '../model';
import type { RedirectMatcher } from '../types';
import { sampleRequest } from './sample';

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

/** Browsers give up after twenty. */
const MOST_HOPS = 20;

/** Sends a sample visitor from the source of a rule through the rules, as a browser would go. */
export function follow(
  rules: readonly RedirectRule[], start: number, matcher: RedirectMatcher, hosts: ReadonlySet<string>, now: number,
): Journey | undefined {
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
    const [, origin, host, path, query, hash] = /^(https?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(decision.location)!;
    fragment = hash ?? fragment;
    location = `${origin ?? ''}${path}${query === undefined ? '' : `?${query}`}${fragment}`;
    const repeated = seen.indexOf(`${host ?? request.host}${path}?${query ?? ''}`);
    if (repeated >= 0) return { hops, location, loopsFrom: repeated };
    seen.push(`${host ?? request.host}${path}?${query ?? ''}`);
    if (hops.length > MOST_HOPS) return { hops, location, loopsFrom: hops.indexOf(hops[hops.length - 1]) };
    if (host !== undefined && !hosts.has(host)) return { hops, location };
    request = { ...request, host: host ?? request.host, path: path || '/', query: query ?? '' };
  }
}
