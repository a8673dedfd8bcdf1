import { generatedResponseMaxBytes, REQUEST_HEADERS_MAX_BYTES } from '../facts/edge-limits';

/**
 * The most that a page may have: CloudFront counts headers with the body. Those of the origin that are kept may be as
 * many as an origin may send, and there is as much room for those that other steps add.
 */
export const PAGE_MAX_BYTES = generatedResponseMaxBytes('origin-response') - 2 * REQUEST_HEADERS_MAX_BYTES;
