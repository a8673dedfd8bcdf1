import type { AtomTest } from './atoms';

/** A rule of a list: the tests that it must meet, and when it has to be matched whatever else holds. */
export interface Candidate {
  readonly rule: number;
  readonly tests: readonly AtomTest[];
  /**
   * Set if the rule exempts requests under its target, whatever its conditions: the atom that all of these have, or 0
   * if there is none.
   */
  readonly guard?: number;
  /** Its pattern, if captures decide whether it applies: the place and the flags. */
  readonly climbing?: { readonly pattern: number; readonly flags: number };
  /** When it applies, in milliseconds: from `start` on and before `end`. */
  readonly start?: number;
  readonly end?: number;
  /**
   * Set if it applies to all requests that meet its tests at its time: a number for its paths, equal for equal paths.
   */
  readonly closes?: number;
}
