import { callFor, functionFailure } from './function-failure';
import type { Stage } from './stage';
import { act, answer } from '../exchange/exchange';
import { withHeader } from '../exchange/headers';

/** One function per behavior sees each request before the cache, and may answer it. */
export const viewerRequest: Stage = {
  name: 'viewer-request',
  way: 'in',
  async run(exchange, { functions }) {
    const fn = exchange.behavior!.functions['viewer-request'];
    if (fn === undefined) return exchange;
    const outcome = await functions.request(fn, callFor(exchange, 'viewer-request'), exchange.request);
    if (outcome.kind === 'continue') return act({ ...exchange, request: outcome.value }, 'viewer-request', `${fn.name} passed it on`);
    if (outcome.kind !== 'answer') return functionFailure(exchange, 'viewer-request', fn, outcome);
    const { response } = outcome;
    const lambda = fn.host === 'lambda-edge';
    const answered = answer(
      exchange,
      { ...response, headers: withHeader(response.headers, 'server', 'CloudFront'), body: response.body ?? Buffer.alloc(0) },
      lambda ? 'viewer-request-lambda' : 'viewer-request-function',
      `${lambda ? 'Lambda' : 'Function'}GeneratedResponse`,
    );
    return act(answered, 'viewer-request', `${fn.name} answered ${response.status}`);
  },
};
