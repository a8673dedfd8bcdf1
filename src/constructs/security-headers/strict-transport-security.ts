import type { Duration } from 'aws-cdk-lib';

/** Settings of the Strict-Transport-Security header (HSTS): how long browsers use https only. */
export interface StrictTransportSecurity {
  /**
   * How long browsers use https only, counted from the last response.
   *
   * @default Duration.days(365)
   */
  readonly maxAge?: Duration;

  /**
   * Whether it applies to all subdomains. Breaks subdomains that only support http.
   *
   * @default false
   */
  readonly includeSubdomains?: boolean;

  /**
   * Whether the site may be added to the preload lists of browsers. Removal takes months. Requires `includeSubdomains`
   * and a `maxAge` of at least a year (`EDGE_HSTS_PRELOAD`).
   *
   * @default false
   */
  readonly preload?: boolean;
}
