import { isNothing } from './call-handler';
import type { EdgeRequest } from '../../core/http/message';
import { checkedRequest } from '../../core/results/request';
import { checkedResponse } from '../../core/results/response';
import type { EdgeAnswer, EdgeExchange } from '../../core/slots/step';
import { isObject } from '../../core/values/is-object';

/** The result as Lambda would serialize it: a copy that later code cannot change. Undefined means "continue". */
export function asData(result: unknown): Record<string, unknown> | undefined {
  if (isNothing(result)) return undefined;
  const data: unknown = JSON.parse(JSON.stringify(result) ?? 'null');
  if (isObject(data)) return data;
  throw new Error(`the handler returned neither a request nor a response, but something of type ${typeof result}`);
}

export function requestOrAnswer({ event, request }: EdgeExchange, result: Record<string, unknown>): EdgeAnswer {
  if ('status' in result) return checkedResponse(event, result);
  // The method is read-only: later steps see the one that CloudFront uses.
  return { ...result, ...checkedRequest(event, request, result), method: request.method } as EdgeRequest;
}
