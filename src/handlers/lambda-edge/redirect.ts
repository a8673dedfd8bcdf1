import type { SlotTools } from './slot';
import { errorPageTest } from '../../core/errors/page-test';
import { URL_MAX_LENGTH } from '../../core/facts/edge-limits';
import type { EdgeRequest } from '../../core/http/message';
import type { RedirectMatcher, RedirectRequest, Rewrite } from '../../core/redirects/rule/types';
import type { RedirectConfig } from '../../core/redirects/step-config';
import { normalizePath } from '../../core/redirects/url/path';
import type { EdgeAnswer, EdgeExchange } from '../../core/slots/step';

const isErrorPage = errorPageTest((path) => normalizePath(path.replace(/\/{2,}/g, '/')));

/** Makes the request of a rewrite. */
export type Rewriter = (exchange: EdgeExchange, rewrite: Rewrite) => EdgeRequest | undefined;

/** What a redirector does about requests, whatever its rules: a redirect is a response, a rewrite another request. */
export function redirects(
  config: RedirectConfig, { headerValue, ourResponse }: SlotTools, rewritten: Rewriter,
): (exchange: EdgeExchange, matcher: RedirectMatcher) => EdgeAnswer {
  return (exchange, matcher) => {
    const { request, response } = exchange;
    let cacheControl = config.cacheControl;
    const decision = matcher.match(
      redirectRequest(
        exchange,
        (name) => headerValue(request.headers, name),
        (value) => {
          cacheControl = config.viewerCacheControl;
          return value;
        },
      ),
    );
    if (!decision) return undefined;
    const { status, location, rewrite } = decision;
    if (location !== undefined && config.errorPages && isErrorPage(config.errorPages, request.uri)) return undefined;
    // `/x/* → /x/:splat/:splat` doubles the path. If the URL is too long, CloudFront responds with 414 to the
    // redirect and with 502 to the rewrite.
    if ((rewrite ? rewrite.path + rewrite.query : (location ?? '')).length >= URL_MAX_LENGTH) {
      throw new RangeError('the new URL is too long');
    }
    if (rewrite) return rewritten(exchange, rewrite);
    return ourResponse(status, { location, 'cache-control': cacheControl }, response);
  };
}

/**
 * The request as the matcher sees it. Reads of anything but the URL are recorded with `trackRead`: they make the
 * decision uncacheable for browsers.
 *
 * Otherwise a browser would reuse a redirect that depends on, e.g., the Referer of another request to the same URL.
 */
function redirectRequest(
  { request, response }: EdgeExchange, header: (name: string) => string | undefined,
  trackRead: <T>(value: T) => T,
): RedirectRequest {
  return {
    path: request.uri,
    query: request.querystring,
    host: header('host'),
    header: (name) => trackRead(header(name)),
    headerNames: () => trackRead(Object.keys(request.headers)),
    get method() { return trackRead(request.method); },
    get country() { return trackRead(header('cloudfront-viewer-country')); },
    get now() { return trackRead(Date.now()); },
    get originStatus() { return trackRead(response && Number(response.status)); },
  };
}
