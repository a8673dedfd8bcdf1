/**
 * What stands before ` from cloudfront` in the header X-Cache.
 *
 * `Error` is on errors of origins, on those that CloudFront makes, and on custom error pages, also with status 200. The
 * values of functions are seen on recorded responses; LambdaValidationError, LambdaExecutionError and
 * LambdaLimitExceeded were also in AWS's pages (checked 2026-11-20).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-tutorial.html
 */
export const X_CACHE_VALUES = [
  'Hit', 'RefreshHit', 'Miss', 'Error', 'Redirect', 'LimitExceeded', 'CapacityExceeded',
  'FunctionGeneratedResponse', 'FunctionExecutionError', 'FunctionValidationError', 'FunctionThrottledError',
  'LambdaGeneratedResponse', 'LambdaExecutionError', 'LambdaValidationError', 'LambdaLimitExceeded',
] as const;

export type XCacheValue = (typeof X_CACHE_VALUES)[number];
