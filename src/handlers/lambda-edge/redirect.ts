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
  config: RedirectConfig, { headerValue, ourResponse, logRule }: SlotTools, rewritten: Rewriter,
): (exchange: EdgeExchange, matcher: RedirectMatcher) => EdgeAnswer {
  return (exchange, matcher) => {
    const { request, response, freshness } = exchange;
    const header = (name: string): string | undefined => headerValue(request.headers, name);
    // A redirect may depend on, e.g., the Referer of another request to the same URL.
    const seen = <T>(value: T): T => {
      freshness.varies = true;
      return value;
    };
    const decision = matcher.match({
      path: request.uri,
      query: request.querystring,
      host: header('host'),
      header: (name) => seen(header(name)),
      headerNames: () => seen(Object.keys(request.headers)),
      get method() { return seen(request.method); },
      get country() { return seen(header('cloudfront-viewer-country')); },
      now: Date.now(),
      until: (time) => { freshness.until = Math.min(freshness.until, time); },
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
    const answer = rewrite ? rewritten(exchange, rewrite) : ourResponse(status, {
      location,
      'cache-control': freshness.limit(config.cacheControl, timing?.ttl),
      'retry-after': timing?.after || undefined,
    }, response);
    if (answer) logRule?.(decision.rule, request.uri);
    return answer;
  };
}
