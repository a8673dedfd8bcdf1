import type { Selection } from '../facts/policy-settings';

/** The parts of the viewer's request that an origin-facing function sees, or that are in the cache key. */
export interface Visible {
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
  /**
   * Headers that CloudFront adds, beyond those that `headers` names: "all viewer headers" does not include them.
   * Absent if any of them may be included.
   */
  readonly cloudFrontHeaders?: readonly string[];
}

/**
 * How a behavior caches. Undefined parts are unknown at synth: an imported policy, or one whose values are tokens.
 */
export interface BehaviorCaching {
  /** The cache key. */
  readonly key?: Visible;
  /** What origin-facing functions see in addition to the key. */
  readonly forwarded?: Visible;
  /**
   * False if nothing is ever cached (a maximum TTL of 0 seconds), so that no result is served to another viewer.
   */
  readonly cached: boolean;
}
