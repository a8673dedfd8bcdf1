import { generatedResponseMaxBytes, REQUEST_HEADERS_MAX_BYTES } from '../facts/edge-limits';

/**
 * The largest page: CloudFront's limit includes headers, so there is room for as many headers as an origin may send,
 * and for as many that other steps add.
 */
export const PAGE_MAX_BYTES = generatedResponseMaxBytes('origin-response') - 2 * REQUEST_HEADERS_MAX_BYTES;
