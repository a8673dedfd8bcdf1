/** The configuration of the step that lets an origin group see the errors of its primary origin. */
export interface FailoverConfig {
  /** One, unless a condition of the template decides which origin group the behavior has. */
  readonly groups: readonly FailoverGroup[];
}

/** An origin group: what tells its primary origin from the secondary one. Without any of it, both count as primary. */
export interface FailoverGroup {
  /** The statuses for which CloudFront asks the secondary origin. */
  readonly statuses: readonly number[];
  /** Domain name in lower case; the beginning of one if it ends with a dot. */
  readonly domainName?: string;
  /** Domain name of the secondary origin. */
  readonly otherThan?: string;
  readonly kind?: 's3' | 'custom';
  /** Origin path without a trailing slash. */
  readonly path?: string;
  /** A custom header of the origin, its name in lower case. */
  readonly header?: readonly [name: string, value: string];
}

/**
 * Statuses that an origin group may fail over on.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 * (checked 2026-11-20)
 */
export const FAILOVER_STATUSES: readonly number[] = [400, 403, 404, 416, 429, 500, 502, 503, 504];
