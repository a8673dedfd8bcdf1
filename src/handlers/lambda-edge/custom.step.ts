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
 * An ES module is imported, which takes a promise.
 */
type Load = (module: { exports: UserModule }, exports: UserModule) => void | Promise<void>;

interface CustomConfig {
  readonly name: string;
  /** True on response events: the handler receives and returns a response. */
  readonly response: boolean;
  /** On request events: a failure lets the request pass, instead of refusing it. */
  readonly pass?: boolean;
  /** A function that was there: loaded at once, and returning nothing is a failure, as it is without us. */
  readonly existing?: boolean;
}

/**
 * The step of a user's file (`EdgeStep.fromFile`), or of the code of an existing function.
 *
 * A file is loaded on first use; an existing function when the environment starts, where Lambda gives it more time. The
 * handler gets a copy of the event, so that other steps do not see what it changes before it fails. Its result is only
 * used if CloudFront would accept it: otherwise the viewer would get a 502 instead of the page.
 */
export function create(config: CustomConfig, { ourResponse, logError }: SlotTools, load: Load): SlotStep {
  const { name, response: onResponse, pass, existing } = config;
  let loading: Promise<UserHandler> | undefined;
  const loaded = () => loading ??= loadHandler(load).catch((error: unknown) => {
    loading = undefined; // so that each request tries again, and reports it
    throw error;
  });
  if (existing) loaded().catch(() => undefined);
  const run = async (exchange: EdgeExchange): Promise<Record<string, unknown> | undefined> => {
    const onLate = (fields: object) => (error: unknown) => logError('EDGE_STEP_LATE', fields, error);
    watchLateFailures(onLate({}));
    const handler = await loaded();
    const { event, config: settings, request, response, requestId, context } = exchange;
    const cf = structuredClone({ config: settings, request, ...(response && { response }) });
    const { result } = await callHandler(
      handler, { Records: [{ cf }] }, { awsRequestId: requestId, ...context }, onLate({ step: name, event, requestId }),
    );
    const data = asData(result);
    if (existing && !data) throw new Error('the handler returned nothing');
    return data;
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

async function loadHandler(load: Load): Promise<UserHandler> {
  const module = { exports: {} as UserModule };
  await load.call(module.exports, module, module.exports);
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
