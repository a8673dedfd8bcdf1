import { generatedResponseMaxBytes, REQUEST_HEADERS_MAX_BYTES } from '../facts/edge-limits';

/**
 * The most that a page may have: CloudFront counts headers with the body, and headers that are kept or added to the answer may be
 * as many as an origin may send.
 */
export const PAGE_MAX_BYTES = generatedResponseMaxBytes('origin-response') - REQUEST_HEADERS_MAX_BYTES;
