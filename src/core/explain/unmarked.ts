import type { Signs } from './signs';

/** Values of X-Cache that are on answers of all origins and of CloudFront itself. */
export const PLAIN_X_CACHE = ['', 'Error', 'Miss', 'Hit', 'RefreshHit'];

/**
 * Whether an error shows nothing of who made it: not CloudFront's page, not an error document of S3, not the Server
 * header of an origin. So are custom error pages, custom responses of AWS WAF, answers of functions on origin events,
 * and origins that send no Server header.
 */
export function isUnmarked(signs: Signs): boolean {
  const { isError, isPage, message, errorCode, server, isCloudFront, xCache, seen: { log } } = signs;
  if (!isError || log !== undefined) return false;
  return isCloudFront && !isPage && message === undefined && errorCode === undefined
    && (server === '' || server === 'cloudfront') && PLAIN_X_CACHE.includes(xCache);
}

/** Whether a log says nothing more than that there was an error. */
export function isPlainLogError({ isError, seen: { log }, result }: Signs): boolean {
  return log !== undefined && isError && result === 'Error';
}

/** Whether the body may be CloudFront's page, because the input does not have it. */
export function mayBePage(signs: Signs): boolean {
  const { seen: { body }, contentType } = signs;
  return (
    isUnmarked(signs) && (body === undefined || body === '') && (contentType === 'text/html' || contentType === '')
  );
}
