/**
 * How much of a request's or response's head is read at all. Far beyond CloudFront's limits, so that it is the preview
 * that answers a request that is too large, as CloudFront does, and not Node.js.
 */
export const MESSAGE_HEAD_MAX_BYTES = 4 * 1024 * 1024;
