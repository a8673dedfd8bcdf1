import type { SlotTools } from './slot';
import { errorPageTest } from '../../core/errors/page-test';
import { URL_MAX_LENGTH } from '../../core/facts/edge-limits';
import type { EdgeRequest } from '../../core/http/message';
import { openProgram } from '../../core/redirects/program/read/open';
import type { RedirectMatcher, RedirectRequest, Rewrite } from '../../core/redirects/rule/types';
import type { RedirectConfig } from '../../core/redirects/step-config';
import { normalizePath } from '../../core/redirects/url/path';
import type { EdgeExchange, SlotStep } from '../../core/slots/step';

const isErrorPage = errorPageTest((path) => normalizePath(path.replace(/\/{2,}/g, '/')));

/** The step of `EdgeRedirector`, on any event: a redirect is a response, a rewrite is another request. */
export function create(
  config: RedirectConfig, { headerValue, ourResponse, elsewhere }: SlotTools, program: Uint8Array,
): SlotStep {
  let matcher: RedirectMatcher | undefined;
  return {
    name: 'redirect',
    answer: (exchange) => {
      if (elsewhere.has(exchange.request)) return undefined;
      // Opened on first use, inside of the step: a failure while the module loads would fail every request.
      matcher ??= openProgram(program, config.rootObject);
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
      // `/x/* → /x/:splat/:splat` doubles the path. If the URL is too long, CloudFront responds with 414 to the
      // redirect and with 502 to the rewrite.
      if ((rewrite ? rewrite.path + rewrite.query : (location ?? '')).length >= URL_MAX_LENGTH) {
        throw new RangeError('the new URL is too long');
      }
      if (rewrite) return rewritten(exchange.request, rewrite, elsewhere);
      return ourResponse(status, { location, 'cache-control': cacheControl }, exchange.response);
    },
  };
}

function rewritten(
  request: EdgeRequest, { path, query, origin }: Rewrite, elsewhere: SlotTools['elsewhere'],
): EdgeRequest {
  const result = { ...request, uri: path, querystring: query, ...(origin && proxied(request, origin)) };
  if (origin) elsewhere.add(result);
  return result;
}

/**
 * The changes to a request that another host answers. That host gets the headers that the behavior forwards, with its
 * own name as Host, and none of the origin's custom headers, which may be secrets.
 */
function proxied({ headers }: EdgeRequest, to: string): Partial<EdgeRequest> {
  const [, protocol, host, domainName, port] = /^(.+):\/\/((.+?)(?::(\d+))?)$/.exec(to)!;
  return {
    headers: { ...headers, host: [{ value: host }] },
    origin: {
      custom: {
        customHeaders: {},
        domainName,
        keepaliveTimeout: 5,
        path: '',
        port: Number(port) || (protocol === 'http' ? 80 : 443),
        protocol,
        readTimeout: 30,
        sslProtocols: ['TLSv1.2'],
      },
    },
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
