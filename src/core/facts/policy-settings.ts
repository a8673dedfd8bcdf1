import { matchesPathPattern } from './path-pattern';

/**
 * The settings of CloudFront's three kinds of policies, for managed policies and for those of a template.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html
 * (checked 2026-11-20)
 */

/**
 * A selection of headers, cookies or query parameters. A `*` in a name is a literal character, except in the cookies of
 * the legacy cache settings, which have the wildcards of path patterns.
 */
export type Selection =
  | { readonly mode: 'none' }
  | { readonly mode: 'all' }
  | { readonly mode: 'only'; readonly names: readonly string[]; readonly wildcards?: true }
  | { readonly mode: 'all-except'; readonly names: readonly string[] };

export const NONE: Selection = { mode: 'none' };
export const ALL: Selection = { mode: 'all' };
export const only = (...names: string[]): Selection => ({ mode: 'only', names });
export const allExcept = (...names: string[]): Selection => ({ mode: 'all-except', names });

/** Whether the selection includes the name. Header names are case-insensitive; cookies and query parameters are not. */
export function selects(selection: Selection, name: string, options: { ignoreCase: boolean }): boolean {
  if (selection.mode === 'all') return true;
  if (selection.mode === 'none') return false;
  if (selection.mode === 'only' && selection.wildcards) {
    return selection.names.some((pattern) => matchesPathPattern(`/${pattern}`, `/${name}`));
  }
  const named = selection.names.some((n) => (options.ignoreCase ? n.toLowerCase() === name.toLowerCase() : n === name));
  return selection.mode === 'only' ? named : !named;
}

/** A cache policy: the TTLs and the cache key, which is also forwarded to the origin and its functions. */
export interface CachePolicySettings {
  readonly name: string;
  readonly minTtlSec: number;
  readonly defaultTtlSec: number;
  readonly maxTtlSec: number;
  /** With `gzip` or `brotli`, a normalized Accept-Encoding is part of the key. */
  readonly gzip: boolean;
  readonly brotli: boolean;
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

/** An origin request policy: what is forwarded to the origin in addition to the cache key. */
export interface OriginRequestPolicySettings {
  readonly name: string;
  readonly headers: Selection;
  /** Headers that CloudFront adds, such as `CloudFront-Viewer-Country`. */
  readonly cloudFrontHeaders: readonly string[];
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

/** A header of a response headers policy; without `override` the origin's value takes precedence. */
export interface PolicyHeader {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}

export interface CorsSettings {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSec?: number;
  /** For all CORS headers: if false, one CORS header of the origin suppresses all those of the policy. */
  readonly override: boolean;
}

/** A response headers policy: headers that are removed from, then added to, every response of a behavior. */
export interface ResponseHeadersPolicySettings {
  readonly name: string;
  readonly remove: readonly string[];
  readonly cors?: CorsSettings;
  /** Security headers with their rendered values, and custom headers. */
  readonly headers: readonly PolicyHeader[];
  /** Percentage of responses with Server-Timing; undefined if it is disabled. */
  readonly serverTimingRate?: number;
}
