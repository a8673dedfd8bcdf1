import type { Selection } from '../facts/policy-settings';

/** What an origin-facing function sees of the viewer's request, or what tells two cache entries apart. */
export interface Visible {
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
  /**
   * Headers that CloudFront writes itself, where `headers` does not name them: "all of the viewer's" are none of these.
   * Absent where any may be among them.
   */
  readonly cloudFrontHeaders?: readonly string[];
}

/**
 * How a behavior caches. Undefined parts are not known at synth: an imported policy, or one whose values are tokens.
 */
export interface BehaviorCaching {
  /** What makes two cache entries differ. */
  readonly key?: Visible;
  /** What reaches the origin-facing functions beyond the key. */
  readonly forwarded?: Visible;
  /**
   * False if nothing is ever cached, so that a result cannot be served to another viewer: a maximum of 0 seconds,
   * wherever it is said.
   */
  readonly cached: boolean;
}
