/**
 * Limits of a CloudFront KeyValueStore and of calls to it. A megabyte is taken as the smaller one, of a million bytes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html (checked 2026-11-20)
 */

/** A key, in UTF-8. */
export const STORE_KEY_MAX_BYTES = 512;

/** Keys that one call of UpdateKeys writes and deletes. */
export const STORE_UPDATE_MAX_KEYS = 50;

/** The body of one call of UpdateKeys. */
export const STORE_UPDATE_MAX_BYTES = 3_000_000;

/**
 * Keys that one call of ListKeys returns.
 *
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_kvs_ListKeys.html (checked 2026-11-28)
 */
export const STORE_PAGE_MAX_KEYS = 50;
