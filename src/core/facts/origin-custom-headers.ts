import { isDisallowed } from './edge-headers';

/**
 * Headers that CloudFront does not add to requests for an origin, besides those that no function may have.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html (checked
 * 2026-11-28)
 */
const NEVER_ADDED = new RegExp('^(?:cache-control|connection|content-length|cookie|host|if-.*|max-forwards|pragma'
  + '|proxy-.*|range|request-range|te|trailer|transfer-encoding|upgrade|via|x-amz-.*|x-edge-.*|x-real-ip)$');

export function isAddedToOrigins(name: string): boolean {
  const lower = name.toLowerCase();
  return !NEVER_ADDED.test(lower) && !isDisallowed(lower);
}
