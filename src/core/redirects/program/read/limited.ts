/* eslint-disable no-bitwise -- features of a program are bits */
import { openProgram } from './open';
import { isDeclared, refusedRules, type Refused } from './reads';
import type { RedirectMatcher, RedirectRequest } from '../../rule/types';
import { mergeQuery } from '../../url/query';
import { COOKIES_CHOOSE } from '../format';

/** What rules may read of a request besides its path. */
export interface ReadLimits {
  /** With both names of a part that has two; a `*` at the end stands for any rest. */
  readonly reads: readonly string[];
  /** The parameters among them, whole names and sorted prefixes; absent if rules may read the whole query. */
  readonly parameters?: readonly (readonly string[])[];
}

export interface LimitedMatcher extends RedirectMatcher {
  /** What rules read that are refused for it, such as `header:referer`. */
  readonly refused: readonly string[];
}

/**
 * Opens a program, which it may change. Its rules may read only what is declared, because only that is in the cache
 * key: requests that differ in anything else get the same decision.
 *
 * A rule that tests more is left out, as if no request met its conditions. One that would only need more for its answer
 * (it keeps the query, or compares the host) has none, and no other rule takes its place: without it, others could be a
 * redirect loop.
 */
export function openLimited(
  program: Uint8Array, rootObject: string | undefined, { reads, parameters }: ReadLimits,
): LimitedMatcher {
  let refused: Refused;
  const { match } = openProgram(program, rootObject, (c, words) => {
    // Not even to choose a country, as at Netlify, is a cookie read that is not declared.
    if (!isDeclared('cookie:nf_country', reads) || !isDeclared('cookie:nf_lang', reads)) words[6] &= ~COOKIES_CHOOSE;
    return (refused = refusedRules(c, reads)).untested;
  });
  const { unanswered, parts } = refused!;
  return {
    refused: parts,
    match: (request: { query: string } & RedirectRequest) => {
      // Rules that only compare the query are right without it, but not with one that is not in the cache key.
      if (parameters) request.query = mergeQuery('', request.query, { only: parameters });
      const decision = match(request);
      return decision && unanswered.has(decision.rule) ? undefined : decision;
    },
  };
}
