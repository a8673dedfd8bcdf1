import type { XCacheValue } from './x-cache';

/**
 * Values of x-edge-detailed-result-type that x-edge-result-type does not have, and what AWS's page says of them. It was
 * compared with public copies on 2026-11-28. All others are those of X-Cache.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
export const DETAILED_RESULT_TYPES = {
  OriginShieldHit: 'served from the cache of Origin Shield',
  MissGeneratedResponse: 'a Lambda@Edge function on origin-request answered',
  AbortedOrigin: 'a problem with the origin',
  ClientCommError: 'the response was interrupted, because the connection to the viewer failed',
  ClientGeoBlocked: 'the distribution refuses requests from the country of the viewer',
  ClientHungUpRequest: 'the viewer ended the connection while it sent the request',
  InternalError: 'CloudFront failed unexpectedly',
  InvalidRequest: 'CloudFront received an invalid request',
  InvalidRequestBlocked: 'access to the requested resource is blocked',
  InvalidRequestCertificate: 'the distribution does not match the certificate of the connection',
  InvalidRequestHeader: 'the request has an invalid header',
  InvalidRequestMethod: 'the distribution is not configured for the method of the request',
  OriginCommError: 'connecting to the origin or reading from it took too long',
  OriginConnectError: 'CloudFront could not connect to the origin',
  OriginContentRangeLengthError: 'Content-Length of the origin does not match its Content-Range',
  OriginDnsError: "the origin's domain name could not be resolved",
  OriginError: 'the origin returned an incorrect response',
  OriginHeaderTooBigError: 'a header of the origin is too big',
  OriginInvalidResponseError: 'the origin returned an invalid response',
  OriginReadError: 'CloudFront could not read from the origin',
  OriginWriteError: 'CloudFront could not write to the origin',
  OriginZeroSizeObjectError: 'an empty object of the origin led to an error',
  SlowReaderOriginError: 'the viewer read the message of an origin error too slowly',
} as const;

/** Values of x-edge-result-type and x-edge-detailed-result-type. */
export type ResultType = keyof typeof DETAILED_RESULT_TYPES | XCacheValue;
