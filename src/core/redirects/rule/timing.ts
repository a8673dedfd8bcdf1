import type { RedirectRule } from './model';
import type { Timing } from './types';

/** The status of maintenance, after which clients try again. */
export const UNAVAILABLE = 503;

/**
 * What a rule says about the time of its answer; undefined if nothing, as nearly all rules. A 503 is not cached unless the rule says so, and is
 * over at the end of the rule, which is a date as in RFC 9110 5.6.7: in a cache, seconds would be wrong.
 */
export function timingOf(
  { status, cacheTtl, retryAfter, end }: Pick<RedirectRule, 'status' | 'cacheTtl' | 'retryAfter' | 'end'>,
): Timing | undefined {
  const isUnavailable = status === UNAVAILABLE;
  const ttl = cacheTtl ?? (isUnavailable ? 0 : undefined);
  if (ttl === undefined) return undefined;
  if (!isUnavailable || (retryAfter === undefined && end === undefined)) return { ttl };
  return { ttl, after: retryAfter?.toString() ?? new Date(end!).toUTCString() };
}

