import type { EmbeddedPage, MaskAction, MaskConfig } from './config';
import { fillPlaceholders, shownPath } from './placeholders';
import { headerValue, setHeader, type EdgeHeaders } from '../http/headers';
import type { EdgeResponse } from '../http/message';
import type { EdgeExchange } from '../slots/step';

/** An exchange on origin-response, where there is a response to mask. */
export type OriginExchange = EdgeExchange & { readonly response: EdgeResponse };

/**
 * The response that replaces an error of the origin.
 *
 * It starts without headers: those that describe the origin's response (content, caching, validators, cookies, the
 * challenge of a 401, its software) would be wrong, or would reveal what is masked.
 */
export function maskedAnswer(
  config: MaskConfig,
  action: MaskAction,
  exchange: OriginExchange,
  page?: EmbeddedPage,
): EdgeResponse {
  const { request, requestId, response, freshness } = exchange;
  const status = String(action.status ?? response.status);
  const reason = config.reasons[Number(status)] ?? '';
  const headers: EdgeHeaders = {};
  for (const name of [...action.keep, ...((status === response.status && config.bound[Number(status)]) || [])]) {
    if (response.headers[name]) headers[name] = response.headers[name];
  }
  setHeader(headers, 'cache-control', freshness.limit(action.cacheControl ?? cacheControlFor(response)));
  if (action.location) {
    setHeader(headers, 'location', locationOf(action.location, action.keepQuery ? request.querystring : ''));
  }
  if (page) setHeader(headers, 'content-type', page.type);
  if (config.sourceHeader) setHeader(headers, config.sourceHeader, `origin error, masked, was ${response.status}`);
  const answer = { status, statusDescription: reason, headers };
  // A result without a body keeps that of the origin; an earlier step may have replaced it.
  if (action.keepBody) return { ...response, ...answer };
  if (!page) return { ...answer, body: '' };
  const body = fillPlaceholders(page.parts, [status, reason || 'Error', shownPath(request.uri), requestId]);
  return { ...answer, body, bodyEncoding: page.binary ? 'base64' : 'text' };
}

/**
 * Ten seconds, unless the origin's response is private. A 403 for a missing login depends on a cookie that may not be
 * in the cache key: with a `max-age`, viewers who are logged in would get it as well.
 */
function cacheControlFor({ headers }: EdgeResponse): string {
  return /private|no-(store|cache)/i.test(headerValue(headers, 'cache-control') ?? '') ? 'no-store' : 'max-age=10';
}

/**
 * Appends the query string, before the fragment. A query string with characters that a header cannot contain is
 * omitted.
 */
function locationOf(location: string, query: string): string {
  if (!/^[!-~]+$/.test(query)) return location;
  const [url, ...fragment] = location.split('#');
  return [`${url}${url.includes('?') ? '&' : '?'}${query}`, ...fragment].join('#');
}
