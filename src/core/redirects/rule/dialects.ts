import { ERROR_STATUSES, REDIRECT_STATUSES } from './statuses';
import type { RuleFormat } from './types';

/** The meaning of rules in one format, where formats differ. */
export interface Dialect {
  readonly format: RuleFormat;
  readonly status: number;
  readonly statuses: readonly number[];
  readonly query: 'merge' | 'replace';
  /** Which of several matching rules applies. */
  readonly order: 'most specific' | 'first';
  /** Whether `/a` and `/a/` are the same. */
  readonly slash: 'ignored' | 'strict';
  /** Whether a query parameter that a rule requires is removed from the query that is kept. */
  readonly usesUpQuery: boolean;
  /** Whether `//` in a relative target becomes `/`. */
  readonly collapsesSlashes: boolean;
  /** Whether an empty capture between two slashes removes one of them: `/b/:splat/c` becomes `/b/c`. */
  readonly dropsEmptyParts: boolean;
  /** Whether `*` may stand inside a segment. */
  readonly stars: 'no' | 'at the end' | 'anywhere';
  /** How many placeholders a segment may hold. */
  readonly placeholders: 'one' | 'several';
  /** Placeholder names: begin with a letter or `_`, begin with a letter, or whatever stands between slashes. */
  readonly names: 'words' | 'letters first' | 'segments';
  /** The second rule for a source: an error, ignored unless the first is left out, or an error even then. */
  readonly duplicates: 'error' | 'first wins' | 'refused';
  /** Whether a source may begin with `//`; elsewhere that is a URL whose scheme was forgotten. */
  readonly doubleSlashes: boolean;
  /** Whether a source with `http://` matches other requests than one with `https://`. */
  readonly schemes: boolean;
  /** Whether requests that are already under the target of a line with a final wildcard are exempt from it. */
  readonly leavesArrived: boolean;
  /** Whether a file takes precedence over a line without `!`. */
  readonly filesFirst: boolean;
  /** Whether a target may use http as well as https. */
  readonly plainTargets: boolean;
}

const OWN: Dialect = {
  format: 'json',
  status: 301,
  statuses: [...REDIRECT_STATUSES, 200, ...ERROR_STATUSES],
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
  statuses: [...REDIRECT_STATUSES, 200],
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
