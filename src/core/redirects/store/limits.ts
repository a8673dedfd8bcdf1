/**
 * What one key of a CloudFront KeyValueStore can hold.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html (checked 2026-11-28)
 */
export const VALUE_MAX_BYTES = 1_024;

/** Keys and values of a store. A megabyte is taken as the smaller one, of a million bytes. */
export const STORE_MAX_BYTES = 5_000_000;

/** Reads of the store for one request, a key that is not there included. They are awaited one after the other. */
export const MOST_READS = 4;

/** The length of a text in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Each half of a surrogate pair has two of its four bytes.
    if (code > 0x7f) bytes += code > 0x7ff && !(code >= 0xd800 && code < 0xe000) ? 2 : 1;
  }
  return bytes;
}
