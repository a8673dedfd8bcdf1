import { asData, requestOrAnswer } from './checked-result';
import type { EdgeResponse } from '../../core/http/message';
import { headersOf } from '../../core/results/plain-headers';
import {
  beforeRequest, isPlainRequest, isPlainResponse, responseBefore, type RequestBefore,
} from '../../core/results/plain-result';
import { checkedResponse } from '../../core/results/response';
import type { EdgeExchange } from '../../core/slots/step';
import { isObject } from '../../core/values/is-object';

/** Decides what becomes of a result, and of a failure. */
export interface Judge {
  result(result: unknown): object;
  failed(error: unknown): never;
}

/** What a function makes of a request. */
export class JudgedRequest implements Judge {
  private readonly before: RequestBefore;

  constructor(private readonly exchange: EdgeExchange) {
    this.before = beforeRequest(exchange.request);
  }

  result(result: unknown): object {
    const { event, request } = this.exchange;
    if (isObject(result) && ('status' in result
      ? isPlainResponse(event, undefined, result) : isPlainRequest(event, this.before, result))) return result;
    const before = { ...request, ...this.before, headers: headersOf(this.before.headers) };
    return requestOrAnswer({ ...this.exchange, request: before }, something(result))!;
  }

  failed(error: unknown): never {
    throw error;
  }
}

/** The same of a response, which is as it was if the function fails. */
export class JudgedResponse implements Judge {
  private readonly before: ReturnType<typeof responseBefore>;

  constructor(private readonly exchange: EdgeExchange, private readonly response: EdgeResponse) {
    this.before = responseBefore(response);
  }

  result(result: unknown): object {
    const { exchange: { event }, before } = this;
    try {
      if (isObject(result) && isPlainResponse(event, before, result)) return result;
      return checkedResponse(event, something(result), { ...before, headers: headersOf(before.headers) });
    } catch (error) {
      return this.failed(error);
    }
  }

  failed(error: unknown): never {
    const { response, before } = this;
    for (const name of Object.keys(response)) delete (response as unknown as Record<string, unknown>)[name];
    Object.assign(response, before, { headers: headersOf(before.headers) });
    throw error;
  }
}

function something(result: unknown): Record<string, unknown> {
  const data = asData(result);
  if (!data) throw new Error('the handler returned nothing');
  return data;
}
