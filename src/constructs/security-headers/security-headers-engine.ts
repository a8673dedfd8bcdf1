/** What sets the headers of a `SecurityHeaders`. */
export enum SecurityHeadersEngine {
  /**
   * A response headers policy alone, if the properties require nothing else. Otherwise `HYBRID`; for
   * `CspSource.distributionDomain()` alone, with a Lambda@Edge function on origin-response. A note says what was chosen
   * and why (`EDGE_HEADERS_ENGINE`).
   */
  AUTO = 'auto',

  /**
   * A response headers policy alone: costs nothing per request, and has all responses. What depends on the request is
   * an error (`EDGE_HEADERS_ENGINE_UNABLE`).
   */
  RESPONSE_HEADERS_POLICY = 'response-headers-policy',

  /**
   * A CloudFront Function on viewer-response alone, which CloudFront does not run for errors of the origin. Answers of
   * this library on other events have the headers as well.
   */
  CLOUDFRONT_FUNCTION = 'cloudfront-function',

  /**
   * A Lambda@Edge function on origin-response alone, also for errors of the origin; on viewer-response with
   * `CspSource.viewerHost()`. Answers of this library on other events have the headers as well.
   */
  LAMBDA_EDGE = 'lambda-edge',

  /**
   * A policy for all responses, and a function on viewer-response for what the policy cannot do: a CloudFront Function,
   * or one on Lambda@Edge where such a function is on a viewer event.
   */
  HYBRID = 'hybrid',
}
