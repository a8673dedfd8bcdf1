/**
 * What CloudFront does with a viewer's headers when no policy speaks about them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 * (checked 2026-11-20)
 */

/**
 * Reach the origin without being asked for. Everything that is in neither list does so under the old ForwardedValues
 * only.
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
  'warning',
];

/** Reach the origin only when a policy names them. */
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

/** Never reach the origin, whatever a policy says: CloudFront writes them itself, or they belong to one connection. */
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
  'via',
  'x-amz-cf-id',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-real-ip',
];

/** What origins see in place of a viewer's User-Agent that nobody forwards. */
export const CLOUDFRONT_USER_AGENT = 'Amazon CloudFront';
