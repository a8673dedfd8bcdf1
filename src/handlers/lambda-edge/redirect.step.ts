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
      const decision = matcher.match(redirectRequest(exchange));
      if (!decision) return undefined;
      const { status, location, rewrite } = decision;
      if (rewrite) return { ...exchange.request, uri: rewrite.path, querystring: rewrite.query };
      return ourResponse(status, { ...(location !== undefined && { location }), 'cache-control': config.cacheControl }, exchange.response);
    },
  };
}

function redirectRequest({ request, response }: EdgeExchange): RedirectRequest {
  const header = (name: string) => headerValue(request.headers, name);
  return {
    method: request.method,
    path: request.uri,
    query: request.querystring,
    host: header('host'),
    header,
    country: header('cloudfront-viewer-country'),
    now: Date.now(),
    originStatus: response && Number(response.status),
  };
}
