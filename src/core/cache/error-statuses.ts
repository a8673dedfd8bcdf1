/**
 * Which errors of an origin CloudFront caches.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html (checked 2026-11-28)
 */

/**
 * Always. 410 is missing from the table of statuses, but named among those whose `no-store` is respected, which only
 * makes sense for a status that is cached.
 */
export const ALWAYS_CACHED_ERRORS: readonly number[] = [404, 410, 414, 500, 501, 502, 503, 504];

/** Only with `max-age` or `s-maxage` in Cache-Control. */
export const ERRORS_CACHED_ON_REQUEST: readonly number[] = [400, 403, 405, 412, 415];

/** `no-store`, `no-cache` and `private` of all other errors are ignored. */
export const ERRORS_THAT_RESPECT_NO_STORE: readonly number[] = [404, 410, 414, 501];

/** `says`: the origin sent `max-age` or `s-maxage`. */
export function cachesError(status: number, says: boolean): boolean {
  return ALWAYS_CACHED_ERRORS.includes(status) || (says && ERRORS_CACHED_ON_REQUEST.includes(status));
}
