import { POP } from './finish';
import type { Stage } from './stage';
import { act } from '../exchange/exchange';
import { applyResponseHeadersPolicy } from '../policies/response-headers';

/**
 * The response headers policy of the behavior, on every response that has one: of origins, functions, AWS WAF, error pages. It is
 * applied after the cache and before viewer-response, whose function sees its headers and has the last word.
 */
export const responseHeaders: Stage = {
  name: 'response-headers-policy',
  way: 'out',
  run(exchange) {
    const policy = exchange.behavior?.responseHeadersPolicy;
    if (policy === undefined) return exchange;
    const response = exchange.response!;
    const timing = () => `cdn-cache-miss,cdn-pop;desc="${POP}",cdn-rid;desc="${exchange.id}",cdn-hit-layer;desc="EDGE"`;
    const headers = applyResponseHeadersPolicy(policy, exchange.viewerRequest, response.headers, timing);
    return act({ ...exchange, response: { ...response, headers } }, 'response-headers-policy', policy.name);
  },
};
