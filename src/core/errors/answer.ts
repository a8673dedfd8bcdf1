import type { EmbeddedPage, MaskAction, MaskConfig } from './config';
import { fillPlaceholders, shownPath } from './placeholders';
import { headerValue, setHeader, type EdgeHeaders } from '../http/headers';
import type { EdgeResponse } from '../http/message';
import type { EdgeExchange } from '../slots/step';

/** An exchange on origin-response, where there is an answer to mask. */
export type OriginExchange = EdgeExchange & { readonly response: EdgeResponse };

/**
 * What the viewer gets in place of the origin's answer.
 *
 * It starts from an empty set of headers: whatever describes the origin's body (content, cache, validators, cookies,
 * the challenge of a 401, the software behind it) would be wrong or telling on ours.
 */
export function maskedAnswer(
  config: MaskConfig,
  action: MaskAction,
  exchange: OriginExchange,
  page?: EmbeddedPage,
): EdgeResponse {
  const { request, requestId, response } = exchange;
  const status = String(action.status ?? response.status);
  const reason = config.reasons[Number(status)] ?? '';
  const headers: EdgeHeaders = {};
  for (const name of [...action.keep, ...((status === response.status && config.bound[Number(status)]) || [])]) {
    if (response.headers[name]) headers[name] = response.headers[name];
  }
  setHeader(headers, 'cache-control', action.cacheControl ?? cacheControlFor(response));
  if (action.location) {
    setHeader(headers, 'location', locationOf(action.location, action.keepQuery ? request.querystring : ''));
  }
  if (page) setHeader(headers, 'content-type', page.type);
  if (config.sourceHeader) setHeader(headers, config.sourceHeader, `origin error, masked, was ${response.status}`);
  const answer = { status, statusDescription: reason, headers };
  // A result without a body leaves the origin's in place; a step before this one can have made another.
  if (action.keepBody) return { ...response, ...answer };
  if (!page) return { ...answer, body: '' };
  const body = fillPlaceholders(page.parts, [status, reason || 'Error', shownPath(request.uri), requestId]);
  return { ...answer, body, bodyEncoding: page.binary ? 'base64' : 'text' };
}

/**
 * Ten seconds, unless the origin's answer was for nobody else. A 403 for want of a login depends on a cookie that may
 * not be in the cache key: with a `max-age` of ours, those who are logged in would get it as well.
 */
function cacheControlFor({ headers }: EdgeResponse): string {
  return /private|no-(store|cache)/i.test(headerValue(headers, 'cache-control') ?? '') ? 'no-store' : 'max-age=10';
}

/**
 * The query goes before the fragment. One with odd characters is left out: it would have to be repaired to stand in a
 * header.
 */
function locationOf(location: string, query: string): string {
  if (!/^[!-~]+$/.test(query)) return location;
  const [address, ...fragment] = location.split('#');
  return [`${address}${address.includes('?') ? '&' : '?'}${query}`, ...fragment].join('#');
}
