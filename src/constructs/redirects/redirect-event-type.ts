/**
 * The event on which redirects are decided, with CloudFront's names.
 *
 * There is no viewer-response: CloudFront does not run functions on that event for errors of the origin.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-cloudfront-trigger-events.html
 */
export enum RedirectEventType {
  /**
   * On each request, before the cache. Rules can use the whole query string and every viewer header; redirects are not
   * cached by CloudFront. Billed for each request.
   */
  VIEWER_REQUEST = 'viewer-request',

  /**
   * On a cache miss, before the request is sent to the origin. Redirects are cached, and only billed on a cache miss. A
   * rule that reads a part of the request which is not in the cache key is an error (`EDGE_NOT_IN_CACHE_KEY`). The only
   * event on which a rule with status 200 can show the page of another host.
   */
  ORIGIN_REQUEST = 'origin-request',

  /**
   * On a cache miss, after the response of the origin. Like `ORIGIN_REQUEST`, and shares the function with error pages
   * and headers. The only event on which rules can depend on the status of the origin, e.g. apply only to a 404. Lines
   * of `_redirects` without `!` do so by themselves there, as at Netlify.
   */
  ORIGIN_RESPONSE = 'origin-response',
}
