import { refuse } from './refusal';
import type { Stage } from './stage';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import { act } from '../exchange/exchange';

/**
 * The viewer protocol policy would stand here. The preview speaks plain HTTP and takes every viewer as one that came by
 * HTTPS.
 */
export const checkMethod: Stage = {
  name: 'method',
  way: 'in',
  run(exchange) {
    const { method, body } = exchange.request;
    if (!exchange.behavior!.allowedMethods.includes(method)) {
      return act(refuse(exchange, 403, CLOUDFRONT_MESSAGES.methodNotAllowed), 'method', `${method} is not allowed`);
    }
    if (method === 'GET' && body !== undefined && body.head.length > 0) {
      return act(refuse(exchange, 403, CLOUDFRONT_MESSAGES.badRequest), 'method', 'GET with a body');
    }
    return exchange;
  },
};
