import { refuse } from './refusal';
import type { Stage } from './stage';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import type { Exchange } from '../exchange/exchange';
import type { MethodReason } from '../trace/facts';
import { record } from '../trace/record';

export const checkMethod: Stage = {
  name: 'method',
  phase: 'request',
  run(exchange) {
    const { method, body } = exchange.request;
    const { methodNotAllowed, badRequest } = CLOUDFRONT_MESSAGES;
    if (!exchange.behavior!.allowedMethods.includes(method)) return refused(exchange, methodNotAllowed, 'not-allowed');
    const hasBody = body !== undefined && body.head.length > 0;
    if (method === 'GET' && hasBody) return refused(exchange, badRequest, 'body-on-get');
    return record(exchange, { stage: 'method', outcome: 'passed', method });
  },
};

function refused(exchange: Exchange, message: string, reason: MethodReason): Exchange {
  const { request: { method }, behavior } = exchange;
  return record(refuse(exchange, 403, message), {
    stage: 'method', outcome: 'refused', reason, method, allowed: behavior!.allowedMethods, status: 403,
  });
}
