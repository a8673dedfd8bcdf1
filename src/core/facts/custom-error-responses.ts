/**
 * The statuses that a distribution's custom error responses can speak about.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-response-code.html (checked 2026-11-20)
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html (checked 2026-11-20)
 */

/** Statuses that can have a page of their own: 410 and 429, for example, cannot. */
export const REPLACEABLE_STATUSES: readonly number[] = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** Statuses that the page can be served with: no redirect is among them. */
export const REPLACEMENT_STATUSES: readonly number[] = [200, ...REPLACEABLE_STATUSES];

/** How long an error is kept when the distribution does not say. */
export const ERROR_CACHING_MIN_TTL_DEFAULT_SEC = 10;
