import { isViewerEvent, type EdgeEvent } from '../facts/edge-events';
import { generatedResponseMaxBytes, REQUEST_HEADERS_MAX_BYTES } from '../facts/edge-limits';

/**
 * The largest page: CloudFront's limit includes headers, so there is room for as many headers as an origin may send,
 * and for as many that other steps add.
 */
export const PAGE_MAX_BYTES = generatedResponseMaxBytes('origin-response') - 2 * REQUEST_HEADERS_MAX_BYTES;

/** Headers of an answer on a viewer event, where CloudFront allows 40 KB in all: ours, and those that steps add. */
const VIEWER_HEADERS_MAX_BYTES = 8 * 1024;

/** The largest page of an answer on an event. */
export function pageMaxBytes(event: EdgeEvent): number {
  return isViewerEvent(event) ? generatedResponseMaxBytes(event) - VIEWER_HEADERS_MAX_BYTES : PAGE_MAX_BYTES;
}
