import type { Duration } from 'aws-cdk-lib';

/** Settings of the Strict-Transport-Security header (HSTS): how long browsers use https only. */
export interface StrictTransportSecurity {
  /**
   * How long browsers use https only, counted from the last response.
   *
   * @default - that of the preset: 365 days, or 730 days with STRICT and API
   */
  readonly maxAge?: Duration;

  /**
   * Whether it applies to all subdomains. Breaks subdomains that only support http.
   *
   * @default - that of the preset: false, or true with STRICT and API
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
