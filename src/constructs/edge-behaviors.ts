import type { BehaviorSelector } from '../attach/behavior-selector';
import type { Problem } from '../core/problem';
import { kind as kindOf } from '../core/problem/kinds';

const PATTERN = kindOf('path patterns, one by one', (value) => typeof value === 'string',
  'write EdgeBehaviors.paths("/a/*", "/b/*"), say');

/**
 * Selects cache behaviors of a distribution.
 *
 * Evaluated when the app is synthesized, so that behaviors added after the construct are included. A path pattern that
 * matches no behavior is an error (`EDGE_BEHAVIOR_UNKNOWN`); the message lists the existing patterns. A selection
 * without any behavior is a warning (`EDGE_BEHAVIOR_NONE`).
 *
 * @example
 * new SecurityHeaders(this, 'Headers', { distribution, behaviors: EdgeBehaviors.allExcept('/api/*') });
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export class EdgeBehaviors {
  /** Every behavior, including the default one. */
  public static all(): EdgeBehaviors {
    return new EdgeBehaviors({ kind: 'all', patterns: [] });
  }

  /** The default behavior only: the requests that no path pattern matches. */
  public static defaultBehavior(): EdgeBehaviors {
    return new EdgeBehaviors({ kind: 'default', patterns: [] });
  }

  /**
   * The behaviors with these path patterns.
   *
   * @param patterns As the distribution declares them, e.g. `/docs/*`; the leading slash may be left out, and `*` is
   * the default behavior.
   */
  public static paths(...patterns: string[]): EdgeBehaviors {
    return new EdgeBehaviors({ kind: 'paths', patterns });
  }

  /**
   * Every behavior, including the default one, except those with these path patterns.
   *
   * @param patterns As the distribution declares them, e.g. `/api/*`.
   */
  public static allExcept(...patterns: string[]): EdgeBehaviors {
    return new EdgeBehaviors({ kind: 'all-except', patterns });
  }

  /** @internal */
  public readonly _selector: BehaviorSelector;

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor({ kind, patterns }: BehaviorSelector) {
    this._selector = { kind, patterns: patterns.filter((pattern) => typeof pattern === 'string') };
    this._problems = patterns.flatMap((pattern) => PATTERN(pattern, ''));
  }
}
