import { callHandler, isNothing, type UserHandler } from './call-handler';
import { watchLateFailures } from './late-failures';
import type { SlotTools } from './slot';
import type { EdgeRequest } from '../../core/http/message';
import { checkedRequest } from '../../core/results/request';
import { checkedResponse } from '../../core/results/response';
import type { EdgeAnswer, EdgeExchange, SlotStep } from '../../core/slots/step';
import { isObject } from '../../core/values/is-object';

type UserModule = { handler?: UserHandler };

/**
 * The user's file as a CommonJS module: its code is the body of this function. `require` is that of the composed file.
 */
type Load = (module: { exports: UserModule }, exports: UserModule) => void;

interface CustomConfig {
  readonly name: string;
  /** True on response events: the handler receives and returns a response. */
  readonly response: boolean;
  /** On request events: a failure lets the request pass, instead of refusing it. */
  readonly pass?: boolean;
}

/**
 * The step of a user's file (`EdgeStep.fromFile`).
 *
 * The module is loaded on first use. The handler gets a copy of the event, so that other steps do not see what it
 * changes before it fails. Its result is only used if CloudFront would accept it: otherwise the viewer would get a 502
 * instead of the page.
 */
export function create(config: CustomConfig, { ourResponse, logError }: SlotTools, load: Load): SlotStep {
  const { name, response: onResponse, pass } = config;
  let handler: UserHandler | undefined;
  const run = async (exchange: EdgeExchange): Promise<Record<string, unknown> | undefined> => {
    const onLate = (fields: object) => (error: unknown) => logError('EDGE_STEP_LATE', fields, error);
    watchLateFailures(onLate({}));
    handler ??= loadHandler(load);
    const { event, config: settings, request, response, requestId, context } = exchange;
    const cf = structuredClone({ config: settings, request, ...(response && { response }) });
    const { result } = await callHandler(
      handler, { Records: [{ cf }] }, { awsRequestId: requestId, ...context }, onLate({ step: name, event, requestId }),
    );
    return asData(result);
  };
  return {
    name,
    ...(onResponse
      ? {
        finish: async (response, exchange) => {
          const result = await run(exchange);
          return result ? checkedResponse(exchange.event, result, response) : response;
        },
      }
      : {
        answer: async (exchange) => {
          const result = await run(exchange);
          return result && requestOrAnswer(exchange, result);
        },
        ...(!pass && { refusal: () => ourResponse(503, { 'cache-control': 'no-store' }) }),
      }),
  };
}

function loadHandler(load: Load): UserHandler {
  const module = { exports: {} as UserModule };
  load(module, module.exports);
  const { handler } = module.exports;
  if (typeof handler !== 'function') throw new Error('the file exports no function "handler"');
  return handler;
}

/** The result as Lambda would serialize it: a copy that later code cannot change. Undefined means "continue". */
function asData(result: unknown): Record<string, unknown> | undefined {
  if (isNothing(result)) return undefined;
  const data: unknown = JSON.parse(JSON.stringify(result) ?? 'null');
  if (isObject(data)) return data;
  throw new Error(`the handler returned neither a request nor a response, but something of type ${typeof result}`);
}

function requestOrAnswer({ event, request }: EdgeExchange, result: Record<string, unknown>): EdgeAnswer {
  if ('status' in result) return checkedResponse(event, result);
  // The method is read-only: later steps see the one that CloudFront uses.
  return { ...result, ...checkedRequest(event, request, result), method: request.method } as EdgeRequest;
}
