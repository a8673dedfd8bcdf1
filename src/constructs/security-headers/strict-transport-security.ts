import type { Duration } from 'aws-cdk-lib';

/** How long browsers are to use https only. */
export interface StrictTransportSecurity {
  /**
   * How long a browser remembers, counted from each response.
   *
   * @default Duration.days(365)
   */
  readonly maxAge?: Duration;

  /**
   * Also for all subdomains. Breaks those that answer by http only.
   *
   * @default false
   */
  readonly includeSubdomains?: boolean;

  /**
   * Ask to be built into browsers. It takes months to get out again, and needs `includeSubdomains` and at least a year.
   *
   * @default false
   */
  readonly preload?: boolean;
}
