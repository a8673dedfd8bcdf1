import type { CacheControl } from './cache-control';

/**
 * How long an expired object may still be served, in seconds from its expiry. The maximum TTL limits both.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html#stale-content (checked
 * 2026-11-28)
 */
export interface Staleness {
  /** While the origin is asked in the background. */
  readonly whileRevalidateSec: number;
  /** If the origin is unreachable or answers 5xx. Without a directive, CloudFront does so as long as it has it. */
  readonly ifErrorSec: number;
}

export function stalenessOf(control: CacheControl, maxTtlSec: number): Staleness {
  return {
    whileRevalidateSec: Math.min(control.staleWhileRevalidateSec ?? 0, maxTtlSec),
    ifErrorSec: Math.min(control.staleIfErrorSec ?? Infinity, maxTtlSec),
  };
}
