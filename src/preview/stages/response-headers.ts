import { POP } from './finish';
import type { Stage } from './stage';
import { applyResponseHeadersPolicy } from '../policies/response-headers';
import { record } from '../trace/record';
import { headerChanges } from '../trace/short';

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
    const timing = () => `cdn-cache-miss,cdn-pop;desc="${POP}",cdn-rid;desc="${exchange.id}",cdn-hit-layer;desc="EDGE"`;
    const headers = applyResponseHeadersPolicy(policy, exchange.viewerRequest, response.headers, timing);
    const { headers: before } = response;
    return record({ ...exchange, response: { ...response, headers } }, () => ({
      stage: 'response-headers-policy',
      outcome: 'applied',
      policy: policy.name,
      headers: headerChanges(before, headers),
    }));
  },
};
