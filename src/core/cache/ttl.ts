import type { CacheControl } from './cache-control';
import { cachesError, ERRORS_THAT_RESPECT_NO_STORE } from './error-statuses';
import type { CachePolicySettings } from '../facts/policy-settings';

/** How long errors are cached if the distribution does not say. */
export const DEFAULT_ERROR_TTL_SEC = 10;

/** The TTLs of a cache policy, or of the legacy cache settings. */
export type Ttls = Pick<CachePolicySettings, 'minTtlSec' | 'defaultTtlSec' | 'maxTtlSec'>;

/** A response of an origin, as far as its caching depends on it. */
export interface Cacheable {
  readonly status: number;
  readonly control: CacheControl;
  /** From the bucket of S3, whose errors are cached for a second at least. */
  readonly fromBucket: boolean;
  /** ErrorCachingMinTTL of the distribution for this status. */
  readonly errorTtlSec?: number;
}

/** How long a response stays in the cache, and why. */
export interface Freshness {
  /** Whether it is kept. With a TTL of 0, it is kept, and each request asks the origin whether it is still valid. */
  readonly stored: boolean;
  readonly ttlSec: number;
  /** What decided, in the words of headers and settings. */
  readonly why: string;
}

/**
 * The documented table: what the origin says, within the limits of the policy.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html (checked 2026-11-28)
 */
export function freshnessOf(response: Cacheable, ttls: Ttls, now: number): Freshness {
  if (ttls.maxTtlSec <= 0) return notStored('the maximum TTL is 0');
  const { status, control } = response;
  if (status >= 400) return errorFreshness(response, ttls, now);
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-3xx-status-codes.html (checked 2026-11-29)
  if ((status === 307 || status === 308) && !control.isGiven) return notStored(`${status} without Cache-Control`);
  return objectFreshness(control, ttls, now);
}

function objectFreshness(control: CacheControl, { minTtlSec, defaultTtlSec, maxTtlSec }: Ttls, now: number): Freshness {
  const forbidden = forbids(control);
  if (forbidden !== undefined) {
    if (minTtlSec > 0) return stored(minTtlSec, `the minimum TTL overrides ${forbidden}`);
    // `no-cache` allows to keep the object, if the origin is asked before it is used.
    return forbidden === 'no-cache' ? stored(0, forbidden) : notStored(forbidden);
  }
  const said = saidBy(control, now);
  if (said === undefined) {
    return defaultTtlSec < minTtlSec ? stored(minTtlSec, 'the minimum TTL') : stored(defaultTtlSec, 'the default TTL');
  }
  if (said.seconds > maxTtlSec) return stored(maxTtlSec, `the maximum TTL is below ${said.by}`);
  if (said.seconds < minTtlSec) return stored(minTtlSec, `the minimum TTL is above ${said.by}`);
  return stored(said.seconds, said.by);
}

/**
 * Errors are cached for the longer of ErrorCachingMinTTL and what the origin says, which the maximum TTL limits.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html (checked
 * 2026-11-28)
 */
function errorFreshness({ status, control, fromBucket, errorTtlSec }: Cacheable, ttls: Ttls, now: number): Freshness {
  const says = control.maxAgeSec !== undefined || control.sMaxAgeSec !== undefined;
  if (!cachesError(status, says)) return notStored(`${status} is not cached`);
  const forbidden = forbids(control);
  if (forbidden !== undefined && ERRORS_THAT_RESPECT_NO_STORE.includes(status)) return notStored(forbidden);
  const least = Math.max(errorTtlSec ?? DEFAULT_ERROR_TTL_SEC, fromBucket ? 1 : 0);
  const said = saidBy(control, now);
  const given = Math.min(said?.seconds ?? 0, ttls.maxTtlSec);
  if (given > least) return stored(given, said!.by);
  return stored(least, errorTtlSec === undefined ? 'the error caching minimum TTL (default)'
    : 'the error caching minimum TTL');
}

function forbids({ noStore, isPrivate, noCache }: CacheControl): 'no-store' | 'private' | 'no-cache' | undefined {
  if (noStore) return 'no-store';
  if (isPrivate) return 'private';
  return noCache ? 'no-cache' : undefined;
}

/** `s-maxage` is for shared caches; `max-age` takes precedence over Expires. */
function saidBy({ maxAgeSec, sMaxAgeSec, expiresMs }: CacheControl, now: number) {
  if (sMaxAgeSec !== undefined) return { seconds: sMaxAgeSec, by: `s-maxage=${sMaxAgeSec}` };
  if (maxAgeSec !== undefined) return { seconds: maxAgeSec, by: `max-age=${maxAgeSec}` };
  if (expiresMs === undefined) return undefined;
  return { seconds: Math.max(0, Math.floor((expiresMs - now) / 1_000)), by: 'Expires' };
}

function stored(ttlSec: number, why: string): Freshness {
  return { stored: true, ttlSec, why };
}

function notStored(why: string): Freshness {
  return { stored: false, ttlSec: 0, why };
}
