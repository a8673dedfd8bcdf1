/**
 * The four moments at which CloudFront runs code.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-cloudfront-trigger-events.html
 * (checked 2026-11-20)
 */
export type EdgeEvent = 'viewer-request' | 'origin-request' | 'origin-response' | 'viewer-response';

/** In the order in which they occur for a request. */
export const EDGE_EVENTS: readonly EdgeEvent[] = [
  'viewer-request',
  'origin-request',
  'origin-response',
  'viewer-response',
];

/** What runs a function. CloudFront Functions run on viewer events only. */
export type EdgeHost = 'lambda-edge' | 'cloudfront-function';

export function isViewerEvent(event: EdgeEvent): boolean {
  return event.startsWith('viewer-');
}

export function isRequestEvent(event: EdgeEvent): boolean {
  return event.endsWith('-request');
}
