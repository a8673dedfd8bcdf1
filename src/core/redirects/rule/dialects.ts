import type { RuleFormat } from './types';

/** How a format differs from the others where a rule says nothing itself. */
export interface Dialect {
  readonly format: RuleFormat;
  readonly status: number;
  readonly statuses: readonly number[];
  readonly query: 'merge' | 'replace';
  /** Which of several fitting rules answers. */
  readonly order: 'most specific' | 'first';
  /** Whether `/a` and `/a/` are the same. */
  readonly slash: 'ignored' | 'strict';
  /** Whether a query parameter that a rule has looked for is used up. */
  readonly usesUpQuery: boolean;
  /** Whether `//` in a relative target becomes `/`. */
  readonly collapsesSlashes: boolean;
  /** Whether nothing between two slashes takes one of them with it: `/b/:splat/c` without a splat is `/b/c`. */
  readonly dropsEmptyParts: boolean;
  /** Whether `*` may stand inside a segment. */
  readonly stars: 'no' | 'at the end' | 'anywhere';
  /** How many placeholders a segment may hold. */
  readonly placeholders: 'one' | 'several';
  /** Placeholder names: a letter or `_` first, a letter first, or whatever stands between slashes. */
  readonly names: 'words' | 'letters first' | 'segments';
  /**
   * Whether the second rule for an address stops the build, answers where the first is left out, or is refused even
   * then.
   */
  readonly duplicates: 'error' | 'first wins' | 'refused';
  /** Whether a source may begin with `//`; elsewhere that is a host whose scheme was forgotten. */
  readonly doubleSlashes: boolean;
  /** Whether `http://` and `https://` before a source tell requests apart. */
  readonly schemes: boolean;
  /** Whether a line with a wildcard at its end leaves requests alone that are under its target already. */
  readonly leavesArrived: boolean;
  /** Whether a file goes before a line that does not say `!`. */
  readonly filesFirst: boolean;
  /** Whether a target may be http as well as https. */
  readonly plainTargets: boolean;
}

const REDIRECTS = [301, 302, 303, 307, 308];

const OWN: Dialect = {
  format: 'json',
  status: 301,
  statuses: [...REDIRECTS, 200, 404, 410, 451],
  query: 'merge',
  order: 'most specific',
  slash: 'ignored',
  usesUpQuery: true,
  collapsesSlashes: false,
  dropsEmptyParts: true,
  stars: 'no',
  placeholders: 'one',
  names: 'words',
  duplicates: 'error',
  doubleSlashes: false,
  schemes: false,
  leavesArrived: false,
  filesFirst: false,
  plainTargets: true,
};

const NETLIFY: Dialect = {
  ...OWN,
  format: 'netlify',
  query: 'replace',
  order: 'first',
  usesUpQuery: false,
  stars: 'at the end',
  placeholders: 'several',
  names: 'segments',
  duplicates: 'first wins',
  schemes: true,
  leavesArrived: true,
  filesFirst: true,
  dropsEmptyParts: false,
};

const CLOUDFLARE: Dialect = {
  ...OWN,
  format: 'cloudflare',
  status: 302,
  statuses: [...REDIRECTS, 200],
  query: 'replace',
  order: 'first',
  slash: 'strict',
  usesUpQuery: false,
  collapsesSlashes: true,
  stars: 'anywhere',
  placeholders: 'several',
  names: 'letters first',
  duplicates: 'refused',
  doubleSlashes: true,
  plainTargets: false,
};

export const DIALECTS: Readonly<Record<RuleFormat, Dialect>> = {
  json: OWN,
  csv: { ...OWN, format: 'csv' },
  netlify: NETLIFY,
  cloudflare: CLOUDFLARE,
};
