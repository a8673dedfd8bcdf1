import { finish } from './finish';
import { refuse } from './refusal';
import type { Edge } from './stage';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import type { EdgeResponse } from '../exchange/message';
import { newExchange } from '../exchange/new-exchange';

/** CloudFront's response to a request that is not valid HTTP. No behavior, function or policy applies. */
export function refuseMalformed(status: number, ownHost: string, edge: Edge): EdgeResponse {
  const request = { method: 'GET', uri: '/', querystring: '', headers: {} };
  const exchange = newExchange({ request, clientIp: '127.0.0.1', httpVersion: '1.1', host: ownHost }, { ownHost });
  return (finish.run(refuse(exchange, status, CLOUDFRONT_MESSAGES.badRequest), edge) as typeof exchange).response!;
}
