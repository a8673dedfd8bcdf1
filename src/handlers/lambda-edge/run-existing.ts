import { callExisting, type OnLate } from './call-existing';
import type { UserHandler } from './call-handler';
import { JudgedRequest, JudgedResponse } from './judge-existing';
import type { EdgeExchange, MaybePromise } from '../../core/slots/step';

/**
 * Calls an existing function with the message itself, without a copy: together with ours it takes little more time than
 * alone. What it changes before it fails cannot be seen, since its failure refuses a request; a response is restored.
 */
export function runExisting(handler: UserHandler, exchange: EdgeExchange, onLate: OnLate): MaybePromise<object> {
  const { config, request, response, requestId, context } = exchange;
  const cf = response ? { config, request: { ...request }, response } : { config, request };
  const judge = response ? new JudgedResponse(exchange, response) : new JudgedRequest(exchange);
  try {
    return callExisting(handler, { Records: [{ cf }] }, context ?? { awsRequestId: requestId }, judge, onLate);
  } catch (error) {
    return judge.failed(error);
  }
}
