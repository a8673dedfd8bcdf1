import type { Placeholder } from '../../errors/config';
import type { FunctionTest } from '../rule/function-test';

/**
 * The rules of a redirect step in a CloudFront Function. They are data in its code, which may have 10 KB, so every byte
 * counts: lists instead of objects, and nothing at the end that has its default. The step is
 * `handlers/cloudfront-function/redirect.ts`.
 */

/**
 * Characters that no normalized path contains separate and mark. A source that begins with a space is a table of whole
 * paths, ` /a>/b /c>/d `, without the slash at their ends unless it counts; an empty target is a status alone, of
 * which 200 leaves the request to the site. In a
 * key value store, 0 is the path of the key. Any other source is a pattern: `?` is a placeholder, `|` a splat with the
 * slash before it, `^` a star. In a target, `{` and one character stand for a capture: its number from `0` on, plus 32
 * in a query, plus 64 where it is not changed.
 */
export type FunctionRule = readonly [
  source: string,
  status: number,
  flags?: number,
  /** Of a pattern; empty for a status alone. A 0 here and below is nothing. */
  target?: string | 0,
  tests?: readonly FunctionTest[] | 0,
  /** `www.example.com`, or `*.example.com`. */
  host?: string | 0,
  /** URLs that begin like this, after the host unless it begins with a slash, are exempt. */
  exempt?: string | 0,
  /** The parameters that are kept; `utm_*` is a prefix. */
  only?: readonly string[] | 0,
  /** For how many seconds the answer may be cached, or `no-store`. */
  ttl?: number | 'no-store' | 0,
  /** The header `Retry-After`. */
  after?: string,
];

/** The flags of a rule. The step has their numbers. */
export const FLAGS = {
  IGNORES_CASE: 1,
  /** The slash at the end of the path is a part of what the pattern matches. */
  SEES_SLASH: 2,
  NEEDS_SLASH: 4,
  NEEDS_NO_SLASH: 8,
  SLASH_COUNTS: 16,
  /** The query of the request is not kept as a whole. */
  FILTERS_QUERY: 32,
  COLLAPSES: 64,
  CHANGES_SCHEME: 128,
  DROPS_QUERY: 256,
  REPLACES_QUERY: 512,
  LENDS_HOST: 1024,
  /** Parameters that the rule requires are removed. */
  USES_UP_QUERY: 2048,
  /** A stray `%` at the end of a capture could become an escape with what follows it. */
  MAY_MAKE_ESCAPE: 4096,
} as const;

/** What a redirect step knows of its site. */
export interface FunctionSite {
  /** The Cache-Control of redirects that depend on the URL alone. */
  readonly ttl: string;
  /** The normalized path of the default root object; empty if there is none. */
  readonly root: string;
  /** The reason phrases of the statuses that rules have. */
  readonly phrases: Readonly<Record<number, string>>;
  /** Paths that are never redirected, in the form in which they are compared. */
  readonly pages?: readonly string[];
  /** The pages of answers with a status. */
  readonly bodies?: readonly FunctionBody[];
  /** Where rules are logged: for each of them, its numbers in the list, see `numberRuns`. */
  readonly log?: readonly (readonly number[])[];
}

/**
 * A page: the statuses that have it, its content type, and its text; a list if there are placeholders, which are
 * numbers (see `PLACEHOLDERS`).
 */
export type FunctionBody = readonly [
  statuses: readonly number[], type: string, text: string | readonly (string | Placeholder)[], encoding?: 'base64',
];
