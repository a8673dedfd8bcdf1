import { error, type Problem } from '../core/problem';

/** Selects cache behaviors. Evaluated at synth, so that behaviors added later are included. */
export interface BehaviorSelector {
  readonly kind: 'default' | 'all' | 'paths' | 'all-except';
  readonly patterns: readonly string[];
}

/** CloudFront's own name for the default behavior. */
export const DEFAULT_PATTERN = '*';

export function selects(selector: BehaviorSelector, pattern: string): boolean {
  switch (selector.kind) {
    case 'default': return pattern === DEFAULT_PATTERN;
    case 'all': return true;
    case 'paths': return listed(selector, pattern);
    case 'all-except': return !listed(selector, pattern);
  }
}

/** The selector without some of the behaviors that it selects. */
export function without(selector: BehaviorSelector, patterns: readonly string[]): BehaviorSelector {
  const left = (list: readonly string[]) => list.filter((pattern) => !listed({ kind: 'paths', patterns }, pattern));
  switch (selector.kind) {
    case 'default': return { kind: 'paths', patterns: left([DEFAULT_PATTERN]) };
    case 'paths': return { ...selector, patterns: left(selector.patterns) };
    case 'all': case 'all-except': return { kind: 'all-except', patterns: [...selector.patterns, ...patterns] };
  }
}

/** A selected pattern without a behavior is a typo or a removed behavior; both leave a part of the site unprotected. */
export function unknownPatterns(selector: BehaviorSelector, patterns: readonly string[]): Problem[] {
  const all = patterns.map((k) => JSON.stringify(k)).join(', ');
  return missingPatterns(selector, patterns).map((p) => error('EDGE_BEHAVIOR_UNKNOWN',
    `names no behavior of the distribution, got ${JSON.stringify(p)}; there are ${all}`, 'behaviors'));
}

export function missingPatterns(selector: BehaviorSelector, patterns: readonly string[]): string[] {
  const known = patterns.map(comparable);
  return selector.patterns.filter((p) => !known.includes(comparable(p)));
}

function listed(selector: BehaviorSelector, pattern: string): boolean {
  return selector.patterns.some((p) => comparable(p) === comparable(pattern));
}

/**
 * CloudFront implies the leading slash: `api/*` and `/api/*` are the same behavior. `/*` is not the default behavior
 * but another one, which takes precedence over it.
 */
export function comparable(pattern: string): string {
  return pattern === DEFAULT_PATTERN || pattern.startsWith('/') ? pattern : `/${pattern}`;
}
