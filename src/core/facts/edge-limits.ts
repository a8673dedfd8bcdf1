import { isViewerEvent, type EdgeEvent } from './edge-events';

/**
 * Limits of edge functions.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html (checked 2026-11-20)
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 * (checked 2026-11-20)
 */

/** The statuses of generated responses: a string in Lambda@Edge, a number in CloudFront Functions. */
export const GENERATED_STATUS = { min: 200, max: 599 } as const;

/** Headers and body of a response that a Lambda@Edge function generates or replaces. */
export function generatedResponseMaxBytes(event: EdgeEvent): number {
  return isViewerEvent(event) ? 40 * 1024 : 1024 * 1024;
}

/** The part of a request body that a function with IncludeBody sees; a longer one is truncated (`inputTruncated`). */
export function exposedBodyMaxBytes(event: EdgeEvent): number {
  return isViewerEvent(event) ? 40 * 1024 : 1024 * 1024;
}

/** Path and query string together, also after a function has changed them. */
export const URL_MAX_LENGTH = 8192;

/** All request headers together; above it CloudFront responds with 494. */
export const REQUEST_HEADERS_MAX_BYTES = 32_768;

/** Of a Lambda@Edge function, on every event. */
export const LAMBDA_EDGE_TIMEOUT_MAX_SEC = 30;

/** Source text of a CloudFront Function. */
export const CLOUDFRONT_FUNCTION_CODE_MAX_BYTES = 10_240;
