/**
 * The event on which redirects are decided, by the names that CloudFront gives them.
 *
 * There is no viewer-response: CloudFront runs no function there for errors of the origin, and the request has been
 * answered.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-cloudfront-trigger-events.html
 */
export enum RedirectEventType {
  /**
   * On each request, before the cache. Sees the whole query string and every header of the viewer, and nothing is
   * cached for the wrong one. Billed per request.
   */
  VIEWER_REQUEST = 'viewer-request',

  /**
   * Where the cache has no answer, before the origin is asked. The redirect is cached, and billed only when it is not
   * in the cache. A rule that reads a part of the request which is not in the cache key is refused.
   */
  ORIGIN_REQUEST = 'origin-request',

  /**
   * Where the cache has no answer, after the origin was asked. As `ORIGIN_REQUEST`, and shares the function of error
   * pages and headers; the only event where a rule can say "only if the origin has nothing". Lines of `_redirects`
   * without `!` say so by themselves there, as at Netlify.
   */
  ORIGIN_RESPONSE = 'origin-response',
}
