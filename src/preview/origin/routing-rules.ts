/** A rule of the website of a bucket, which redirects requests by their key, or by the error that they would get. */
export interface RoutingRule {
  readonly keyPrefix?: string;
  readonly errorCode?: number;
  readonly host?: string;
  readonly protocol?: string;
  readonly status: number;
  readonly replacePrefixWith?: string;
  readonly replaceKeyWith?: string;
}

/** The first rule for a key: before it is looked up, or with the status of the error if that fails. */
export function routingRuleFor(
  rules: readonly RoutingRule[], key: string, error: number | undefined,
): RoutingRule | undefined {
  return rules.find(({ keyPrefix = '', errorCode }) => errorCode === error && key.startsWith(keyPrefix));
}

/**
 * Where a rule leads. Without a host, that is the website itself, which speaks HTTP only.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html (checked 2026-11-29)
 */
export function routedTo(rule: RoutingRule, key: string, website: string): string {
  const { keyPrefix = '', replaceKeyWith, replacePrefixWith } = rule;
  const replaced = replacePrefixWith === undefined ? key : replacePrefixWith + key.slice(keyPrefix.length);
  const path = (replaceKeyWith ?? replaced).split('/').map(encodeURIComponent).join('/');
  return `${rule.protocol ?? 'http'}://${rule.host ?? website}/${path}`;
}
