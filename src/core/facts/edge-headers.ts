import type { EdgeEvent, EdgeHost } from './edge-events';

/**
 * The headers that an edge function may not change. If a function changes one of them, CloudFront responds with 502.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html (checked
 * 2026-11-20)
 */

/** Never shown to a function, never accepted from one. A trailing `*` is a wildcard. */
export const DISALLOWED_HEADERS: readonly string[] = [
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'trailer',
  'upgrade',
  'x-accel-buffering',
  'x-accel-charset',
  'x-accel-limit-rate',
  'x-accel-redirect',
  'x-amz-cf-*',
  'x-amzn-auth',
  'x-amzn-cf-billing',
  'x-amzn-cf-id',
  'x-amzn-cf-xff',
  'x-amzn-errortype',
  'x-amzn-fle-profile',
  'x-amzn-header-count',
  'x-amzn-header-order',
  'x-amzn-lambda-integration-tag',
  'x-amzn-requestid',
  'x-cache',
  'x-edge-*',
  'x-forwarded-proto',
  'x-real-ip',
  // Since viewer certificates (mutual TLS):
  'cloudfront-viewer-cert-pem',
  'client-cert',
  'client-cert-chain',
];

/** Read-only, by event: a function sees them, but may not add, change or delete them. */
export const READ_ONLY_HEADERS: Readonly<Record<EdgeEvent, readonly string[]>> = {
  'viewer-request': ['cdn-loop', 'content-length', 'host', 'transfer-encoding', 'via'],
  // Not `host`: it is writable on this event.
  'origin-request': [
    'accept-encoding',
    'cdn-loop',
    'content-length',
    'if-modified-since',
    'if-none-match',
    'if-range',
    'if-unmodified-since',
    'transfer-encoding',
    'via',
  ],
  'origin-response': ['transfer-encoding', 'via'],
  'viewer-response': ['warning', 'via'],
};

/** Read-only at viewer-response for Lambda@Edge; a CloudFront Function may change them. */
export const READ_ONLY_FOR_LAMBDA_AT_VIEWER_RESPONSE: readonly string[] = [
  'content-length',
  'content-encoding',
  'transfer-encoding',
];

/** Whether the header is disallowed on every event. The name may be in any case. */
export function isDisallowed(name: string): boolean {
  const lower = name.toLowerCase();
  return DISALLOWED_HEADERS.some((entry) =>
    entry.endsWith('*') ? lower.startsWith(entry.slice(0, -1)) : lower === entry,
  );
}

/** Whether the header is read-only on the event. The name may be in any case. */
export function isReadOnly(event: EdgeEvent, name: string, host: EdgeHost = 'lambda-edge'): boolean {
  const lower = name.toLowerCase();
  if (READ_ONLY_HEADERS[event].includes(lower)) return true;
  return (
    event === 'viewer-response' && host === 'lambda-edge' && READ_ONLY_FOR_LAMBDA_AT_VIEWER_RESPONSE.includes(lower)
  );
}
