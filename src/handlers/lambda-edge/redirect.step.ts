import { headerValue } from '../../core/http/headers';
import { ourResponse } from '../../core/http/replace-response';
import { openProgram } from '../../core/redirects/program/open';
import type { RedirectConfig } from '../../core/redirects/step-config';
import type { RedirectMatcher, RedirectRequest } from '../../core/redirects/types';
import type { EdgeExchange, EdgeStep } from '../../core/slots/step';

/** `EdgeRedirector` on any slot: a redirect is an answer, a rewrite another request. */
export function create(config: RedirectConfig, program: Uint8Array): EdgeStep {
  let matcher: RedirectMatcher | undefined;
  return {
    name: 'redirect',
    answer: (exchange) => {
      // Opened on first use, inside the isolation of a step: a fault while the module loads would fail every request.
      matcher ??= openProgram(program);
      const request = new AskedRequest(exchange);
      const decision = matcher.match(request);
      if (!decision) return undefined;
      const { status, location, rewrite } = decision;
      if (rewrite) return { ...exchange.request, uri: rewrite.path, querystring: rewrite.query };
      const cacheControl = request.asked ? config.visitorCacheControl : config.cacheControl;
      return ourResponse(status, { ...(location !== undefined && { location }), 'cache-control': cacheControl }, exchange.response);
    },
  };
}

/**
 * The request as the matcher sees it, which remembers whether a rule has asked for anything that the address does not say.
 *
 * Who follows a link to an address whose redirect depends on the Referer would otherwise keep the wrong one for minutes.
 */
class AskedRequest implements RedirectRequest {
  asked = false;
  readonly path: string;
  readonly query: string;
  readonly host?: string;

  constructor(private readonly exchange: EdgeExchange) {
    this.path = exchange.request.uri;
    this.query = exchange.request.querystring;
    this.host = headerValue(exchange.request.headers, 'host');
  }

  readonly header = (name: string): string | undefined => {
    this.asked = true;
    return headerValue(this.exchange.request.headers, name);
  };

  get method(): string {
    this.asked = true;
    return this.exchange.request.method;
  }

  get country(): string | undefined {
    return this.header('cloudfront-viewer-country');
  }

  get now(): number {
    this.asked = true;
    return Date.now();
  }

  get originStatus(): number | undefined {
    this.asked = true;
    return this.exchange.response && Number(this.exchange.response.status);
  }
}
