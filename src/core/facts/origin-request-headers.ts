/**
 * What CloudFront does with a viewer's headers that no policy names.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 * (checked 2026-11-20)
 */

/**
 * Forwarded to the origin by default. Headers that are in neither list are only forwarded by default with the legacy
 * ForwardedValues.
 */
export const FORWARDED_BY_DEFAULT: readonly string[] = [
  'cache-control',
  'content-length',
  'content-md5',
  'content-type',
  'date',
  'from',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'max-forwards',
  'origin',
  'pragma',
  'range',
  'request-range',
  'transfer-encoding',
  'via',
  'warning',
];

/** Only forwarded to the origin if a policy names them. */
export const REMOVED_BY_DEFAULT: readonly string[] = [
  'accept',
  'accept-charset',
  'accept-language',
  'authorization',
  'cookie',
  'expect',
  'host',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'referer',
  'te',
  'trailer',
  'upgrade',
  'user-agent',
  'x-forwarded-proto',
  'x-http-method-override',
  'x-real-ip',
];

/** Methods whose `Authorization` is forwarded by default; that of OPTIONS, too, unless its responses are cached. */
export const AUTHORIZATION_BY_DEFAULT: readonly string[] = ['DELETE', 'PATCH', 'POST', 'PUT'];

/** Headers that CloudFront adds where a policy names them. Those of viewers are not forwarded. */
export const ADDED_BY_CLOUDFRONT = /^cloudfront-(?:error|forwarded|is|viewer)-/;

/** Never forwarded, even if a policy names them: CloudFront sets them, or they belong to one connection. */
export const NEVER_FORWARDED: readonly string[] = [
  'accept-encoding',
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'x-amz-cf-id',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-real-ip',
];

/** The User-Agent that origins see if the viewer's is not forwarded. */
export const CLOUDFRONT_USER_AGENT = 'Amazon CloudFront';
