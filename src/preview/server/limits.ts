/**
 * Maximum size of the head of a request or response. It is far above CloudFront's limits, so that a request which is
 * too large gets CloudFront's answer and not that of Node.js.
 */
export const MESSAGE_HEAD_MAX_BYTES = 4 * 1024 * 1024;
