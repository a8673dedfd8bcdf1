import { POP } from './finish';
import type { Stage } from './stage';
import type { ResponseHeadersPolicySettings } from '../../core/facts/policy-settings';
import type { EdgeHeaders } from '../../core/http/headers';
import type { Exchange } from '../exchange/exchange';
import { withoutHeaders } from '../exchange/headers';
import { applyResponseHeadersPolicy } from '../policies/response-headers';
import { recordIn } from '../trace/record';

/**
 * Applies the response headers policy of the behavior to every response: of origins, functions, AWS WAF and error
 * pages. It is applied after the cache and before viewer-response, whose function sees its headers and may change them.
 */
export const responseHeaders: Stage = {
  name: 'response-headers-policy',
  phase: 'response',
  run(exchange) {
    const policy = exchange.behavior?.responseHeadersPolicy;
    if (policy === undefined) return exchange;
    const response = exchange.response!;
    const timing = () => serverTiming(exchange);
    const own = policyFor(exchange, policy);
    const headers = applyResponseHeadersPolicy(own, exchange.viewerRequest, sent(exchange), timing);
    const { headers: before } = response;
    return recordIn({ ...exchange, response: { ...response, headers } }, (compare) => ({
      stage: 'response-headers-policy',
      outcome: 'applied',
      policy: policy.name,
      headers: compare(before, headers),
    }));
  },
};

/** The origin's Server-Timing is that of the request that reached it. */
function sent({ cacheLayer, response }: Exchange): EdgeHeaders {
  const { headers } = response!;
  return cacheLayer === 'hit' && headers['server-timing'] !== undefined
    ? withoutHeaders(headers, 'server-timing') : headers;
}

/** Metrics of CloudFront: where the response came from, and how long it took. */
function serverTiming({ cacheLayer = 'miss', id, begun }: Exchange): string {
  const took = Math.round(performance.now() - begun);
  const upstream = ['cdn-upstream-layer;desc="EDGE"', 'cdn-upstream-dns;dur=0', 'cdn-upstream-connect;dur=0',
    `cdn-upstream-fbl;dur=${took}`];
  return [
    ...(cacheLayer === 'miss' ? upstream : []),
    `cdn-cache-${cacheLayer}`,
    `cdn-pop;desc="${POP}"`,
    `cdn-rid;desc="${id}"`,
    ...(cacheLayer === 'hit' ? ['cdn-hit-layer;desc="EDGE"'] : []),
    `cdn-downstream-fbl;dur=${took}`,
  ].join(',');
}

const HSTS = 'strict-transport-security';

/**
 * The policy without Strict-Transport-Security for viewers that use HTTP, who ignore it: a recorded redirect to HTTPS
 * has all headers of a managed policy but this one.
 */
function policyFor(
  { viewerProtocol }: Exchange, policy: ResponseHeadersPolicySettings,
): ResponseHeadersPolicySettings {
  if (viewerProtocol === 'https') return policy;
  return { ...policy, headers: policy.headers.filter(({ name }) => name.toLowerCase() !== HSTS) };
}
