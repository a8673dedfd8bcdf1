/**
 * What CloudFront's three kinds of policies say, in one form for managed policies and for those of a template.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html
 * (checked 2026-11-20)
 */

/**
 * Which of the viewer's headers, cookies or query parameters count. A `*` in names is a literal character to
 * CloudFront.
 */
export type Selection =
  | { readonly mode: 'none' }
  | { readonly mode: 'all' }
  | { readonly mode: 'only'; readonly names: readonly string[] }
  | { readonly mode: 'all-except'; readonly names: readonly string[] };

export const NONE: Selection = { mode: 'none' };
export const ALL: Selection = { mode: 'all' };
export const only = (...names: string[]): Selection => ({ mode: 'only', names });
export const allExcept = (...names: string[]): Selection => ({ mode: 'all-except', names });

/** Whether the selection takes the name in. Header names compare without case, cookies and query parameters with it. */
export function selects(selection: Selection, name: string, options: { ignoreCase: boolean }): boolean {
  if (selection.mode === 'all') return true;
  if (selection.mode === 'none') return false;
  const named = selection.names.some((n) => (options.ignoreCase ? n.toLowerCase() === name.toLowerCase() : n === name));
  return selection.mode === 'only' ? named : !named;
}

/** What two objects may not differ in to be one cache entry. All of it reaches the origin and its functions, too. */
export interface CachePolicySettings {
  readonly name: string;
  readonly minTtlSec: number;
  readonly defaultTtlSec: number;
  readonly maxTtlSec: number;
  /** With either of them, a normalized Accept-Encoding is part of the key. */
  readonly gzip: boolean;
  readonly brotli: boolean;
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

/** What reaches the origin beyond the cache key. */
export interface OriginRequestPolicySettings {
  readonly name: string;
  readonly headers: Selection;
  /** Headers that CloudFront writes itself, on top of the viewer's: `CloudFront-Viewer-Country` and friends. */
  readonly cloudFrontHeaders: readonly string[];
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

/** One header of a response headers policy; without `override` an origin's own value wins. */
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
  /** One switch for the whole group: false and any CORS header of the origin leaves all of the policy's out. */
  readonly override: boolean;
}

/** What is removed, then added, on every response of a behavior. */
export interface ResponseHeadersPolicySettings {
  readonly name: string;
  readonly remove: readonly string[];
  readonly cors?: CorsSettings;
  /** Security headers, rendered to their text, and custom headers. */
  readonly headers: readonly PolicyHeader[];
  /** Share of responses, 0 to 100, that carry Server-Timing; undefined when it is off. */
  readonly serverTimingRate?: number;
}
