import type { SlotTools } from './slot';
import { errorPageTest } from '../../core/errors/page-test';
import { URL_MAX_LENGTH } from '../../core/facts/edge-limits';
import type { EdgeRequest } from '../../core/http/message';
import type { RedirectMatcher, Rewrite } from '../../core/redirects/rule/types';
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
    const header = (name: string): string | undefined => headerValue(request.headers, name);
    let { cacheControl } = config;
    // A read of anything but the URL and the time makes the decision uncacheable for browsers: they would reuse a
    // redirect that depends on, e.g., the Referer of another request to the same URL.
    const seen = <T>(value: T): T => {
      cacheControl = config.viewerCacheControl;
      return value;
    };
    const now = Date.now();
    let left = Infinity;
    const decision = matcher.match({
      path: request.uri,
      query: request.querystring,
      host: header('host'),
      header: (name) => seen(header(name)),
      headerNames: () => seen(Object.keys(request.headers)),
      get method() { return seen(request.method); },
      get country() { return seen(header('cloudfront-viewer-country')); },
      now,
      until: (time) => { left = Math.min(left, (time - now) / 1000); },
      get originStatus() { return seen(response && Number(response.status)); },
    });
    if (!decision) return undefined;
    const { status, location, rewrite, timing } = decision;
    if (location !== undefined && config.errorPages && isErrorPage(config.errorPages, request.uri)) return undefined;
    // `/x/* → /x/:splat/:splat` doubles the path. If the URL is too long, CloudFront responds with 414 to the
    // redirect and with 502 to the rewrite.
    if ((rewrite ? rewrite.path + rewrite.query : (location ?? '')).length >= URL_MAX_LENGTH) {
      throw new RangeError('the new URL is too long');
    }
    if (rewrite) return rewritten(exchange, rewrite);
    if (timing?.ttl === 0) cacheControl = 'no-store';
    // Nothing is cached beyond the time at which the decision may change.
    if (timing || left < Infinity) {
      cacheControl = cacheControl.replace(/\d+$/, (ttl) => `${Math.floor(Math.min(timing?.ttl ?? Number(ttl), left))}`);
    }
    return ourResponse(status, {
      location, 'cache-control': cacheControl, 'retry-after': timing?.after || undefined,
    }, response);
  };
}
