import { callHandler, isNothing, type UserHandler } from './call-handler';
import { watchLateFailures } from './late-failures';
import type { SlotTools } from './slot';
import type { EdgeRequest } from '../../core/http/message';
import { isObject } from '../../core/results/invalid-result';
import { checkedRequest } from '../../core/results/request';
import { checkedResponse } from '../../core/results/response';
import type { EdgeAnswer, EdgeExchange, EdgeStep } from '../../core/slots/step';

type UserModule = { handler?: UserHandler };

/**
 * The user's file as a CommonJS module: its code is the body of this function. `require` is that of the file around it.
 */
type Load = (module: { exports: UserModule }, exports: UserModule) => void;

interface CustomConfig {
  readonly name: string;
  /** On response events the handler gets and gives a response, otherwise a request or an answer to it. */
  readonly response: boolean;
  /** On request events: a fault lets the request pass, and does not refuse it. */
  readonly pass?: boolean;
}

/**
 * A file of the user as a step (`EdgeStep.fromFile`).
 *
 * The module is loaded on first use, and the handler gets a copy of the message: whatever it does to that, and however
 * it fails, the other steps see the message as it was. Of its result only what CloudFront accepts goes on, because one
 * 502 would take the page and the work of the other steps with it.
 */
export function create(config: CustomConfig, { ourResponse, logError }: SlotTools, load: Load): EdgeStep {
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

/** The result as Lambda would send it: a copy that nobody changes any more. Nothing returned means "go on". */
function asData(result: unknown): Record<string, unknown> | undefined {
  if (isNothing(result)) return undefined;
  const data: unknown = JSON.parse(JSON.stringify(result) ?? 'null');
  if (isObject(data)) return data;
  throw new Error(`the handler returned neither a request nor a response, but something of type ${typeof result}`);
}

function requestOrAnswer({ event, request }: EdgeExchange, result: Record<string, unknown>): EdgeAnswer {
  if ('status' in result) return checkedResponse(event, result);
  // The method is read-only; what CloudFront will take it for, the steps behind this one shall see.
  return { ...result, ...checkedRequest(event, request, result), method: request.method } as EdgeRequest;
}
