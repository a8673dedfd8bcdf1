import { isViewerEvent, type EdgeEvent } from './edge-events';

/**
 * The numbers that bound what an edge function is, gets and gives.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html (checked 2026-11-20)
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 * (checked 2026-11-20)
 */

/** The statuses that a function may answer with, as a string in Lambda@Edge, as a number in CloudFront Functions. */
export const GENERATED_STATUS = { min: 200, max: 599 } as const;

/** Headers and body of an answer that a Lambda@Edge function makes or replaces. */
export function generatedResponseMaxBytes(event: EdgeEvent): number {
  return isViewerEvent(event) ? 40 * 1024 : 1024 * 1024;
}

/** As much of a request body as a function with IncludeBody sees; the rest is cut off and `inputTruncated` says so. */
export function exposedBodyMaxBytes(event: EdgeEvent): number {
  return isViewerEvent(event) ? 40 * 1024 : 1024 * 1024;
}

/** Path and query string together, also after a function changed them. */
export const URL_MAX_LENGTH = 8192;

/** All request headers together; beyond it CloudFront answers 494. */
export const REQUEST_HEADERS_MAX_BYTES = 32_768;

/** Of a Lambda@Edge function, at every event. */
export const LAMBDA_EDGE_TIMEOUT_MAX_SEC = 30;

/** Source text of a CloudFront Function. */
export const CLOUDFRONT_FUNCTION_CODE_MAX_BYTES = 10_240;
