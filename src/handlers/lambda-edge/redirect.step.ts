import type { SlotTools } from './slot';
import { errorPageTest } from '../../core/errors/page-test';
import { URL_MAX_LENGTH } from '../../core/facts/edge-limits';
import { openProgram } from '../../core/redirects/program/read/open';
import type { RedirectMatcher, RedirectRequest } from '../../core/redirects/rule/types';
import type { RedirectConfig } from '../../core/redirects/step-config';
import { normalizePath } from '../../core/redirects/url/path';
import type { EdgeExchange, EdgeStep } from '../../core/slots/step';

const isErrorPage = errorPageTest((path) => normalizePath(path.replace(/\/{2,}/g, '/')));

/** `EdgeRedirector` on any slot: a redirect is an answer, a rewrite another request. */
export function create(config: RedirectConfig, { headerValue, ourResponse }: SlotTools, program: Uint8Array): EdgeStep {
  let matcher: RedirectMatcher | undefined;
  return {
    name: 'redirect',
    answer: (exchange) => {
      // Opened on first use, inside the isolation of a step: a fault while the module loads would fail every request.
      matcher ??= openProgram(program);
      let cacheControl = config.cacheControl;
      const decision = matcher.match(
        redirectRequest(
          exchange,
          (name) => headerValue(exchange.request.headers, name),
          (value) => {
            cacheControl = config.viewerCacheControl;
            return value;
          },
        ),
      );
      if (!decision) return undefined;
      const { status, location, rewrite } = decision;
      if (location !== undefined && config.errorPages && isErrorPage(config.errorPages, exchange.request.uri)) {
        return undefined;
      }
      // `/x/* → /x/:splat/:splat` doubles the address: CloudFront would answer 414 to the redirect and 502 to the
      // rewrite.
      if ((rewrite ? rewrite.path + rewrite.query : (location ?? '')).length >= URL_MAX_LENGTH) {
        throw new RangeError('the new address is too long');
      }
      if (rewrite) return { ...exchange.request, uri: rewrite.path, querystring: rewrite.query };
      return ourResponse(status, { location, 'cache-control': cacheControl }, exchange.response);
    },
  };
}

/**
 * The request as the matcher sees it. Whatever the address does not say is handed out through `told`, which hears so
 * that a rule has asked.
 *
 * Who follows a link to an address whose redirect depends on the Referer would otherwise keep the wrong one for
 * minutes.
 */
function redirectRequest(
  { request, response }: EdgeExchange, header: (name: string) => string | undefined, told: <T>(value: T) => T,
): RedirectRequest {
  return {
    path: request.uri,
    query: request.querystring,
    host: header('host'),
    header: (name) => told(header(name)),
    headerNames: () => told(Object.keys(request.headers)),
    get method() { return told(request.method); },
    get country() { return told(header('cloudfront-viewer-country')); },
    get now() { return told(Date.now()); },
    get originStatus() { return told(response && Number(response.status)); },
  };
}
