import type { StatusSet } from './config';

/**
 * Statuses that say something to the client program which a page would destroy: an authentication challenge (401, 407), a list of
 * allowed methods (405), a failed precondition or range (412, 416), a rate limit (429). They are masked only when listed by code.
 */
const NEVER_IN_A_RANGE = [401, 405, 407, 412, 416, 429];

/** Errors start at 400: redirects and 304 of the origin are answers, not errors. */
const FIRST_ERROR = 400;

export function includesStatus(set: StatusSet, status: number): boolean {
  return set.codes.includes(status) || inRange(set, status);
}

export function inRange(set: StatusSet, status: number): boolean {
  return status >= FIRST_ERROR && !NEVER_IN_A_RANGE.includes(status)
    && set.ranges.some(([from, to]) => status >= from && status <= to);
}
