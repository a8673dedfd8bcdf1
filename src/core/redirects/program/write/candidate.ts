import type { AtomTest } from './atoms';

/** A rule of a list: what must hold for it to apply, and what is enough for it to be looked at whatever else holds. */
export interface Candidate {
  readonly rule: number;
  readonly tests: readonly AtomTest[];
  /**
   * It exempts what is under its target, whatever its conditions: an atom without which nothing is, or 0 if there is
   * none.
   */
  readonly guard?: number;
  /** When it applies, in milliseconds: from the first on, until before the second. */
  readonly start?: number;
  readonly end?: number;
  /** It answers whatever meets its tests at its time: the paths that it is for, equal for equal ones. */
  readonly closes?: number;
}
