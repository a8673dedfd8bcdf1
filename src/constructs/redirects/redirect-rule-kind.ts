/**
 * A kind of rules that a list in a key value store may have. A rule may be of several kinds, and needs all of them.
 *
 * Hosts, dates, all statuses and `cacheTtl` belong to none: they are always allowed.
 *
 * @example
 * const store = new cloudfront.KeyValueStore(this, 'Rules');
 * RedirectSource.fromKeyValueStore(store, {
 *   kinds: [RedirectRuleKind.PATHS, RedirectRuleKind.QUERY],
 * });
 */
export enum RedirectRuleKind {
  /** Rules for whole paths, which are always allowed: `/old` to `/new`. */
  PATHS = 'paths',
  /** Placeholders and wildcards, also those of parameters: `/blog/:year`, `/docs/*`, `/store?id=:id`. */
  PATTERNS = 'patterns',
  /** Parameters that a rule requires or selects, and targets with a query: `/store?page=2`, `/new?from=old`. */
  QUERY = 'query',
  /** Conditions on headers, cookies, the method, the language or the country. */
  CONDITIONS = 'conditions',
}
