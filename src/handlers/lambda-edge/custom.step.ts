import type { SlotTools } from './slot';
import type { EdgeRequest, EdgeResponse } from '../../core/http/message';
import type { EdgeExchange, EdgeStep } from '../../core/slots/step';

/** A handler in the shape that Lambda@Edge calls, returning its result or a promise of it. */
type UserHandler = (event: unknown, context: unknown) => unknown;
type UserModule = { handler?: UserHandler };

/** The user's file as a CommonJS module: its code is the body of this function. */
type Load = (module: { exports: UserModule }, exports: UserModule, require: unknown) => void;

interface CustomConfig {
  readonly name: string;
  /** On response events the handler gets and gives a response, otherwise a request or an answer to it. */
  readonly response: boolean;
}

/**
 * A file of the user as a step (`EdgeStep.fromFile`).
 *
 * The module is loaded on first use and the handler gets a copy of the message: a file that throws, wherever it does, leaves the
 * message as it was.
 */
export function create(config: CustomConfig, _tools: SlotTools, load: Load): EdgeStep {
  let handler: UserHandler | undefined;
  const run = async (exchange: EdgeExchange): Promise<unknown> => {
    handler ??= loadHandler(load);
    const { config: settings, request, response } = exchange;
    const cf = structuredClone({ config: settings, request, ...(response && { response }) });
    return handler({ Records: [{ cf }] }, {});
  };
  return {
    name: config.name,
    ...(config.response
      ? {
        finish: async (response, exchange) => {
          const result = checked<EdgeResponse>(await run(exchange), 'status');
          // CloudFront wants the status alone; the steps behind this one read headers.
          return result ? { ...result, headers: result.headers ?? {} } : response;
        },
      }
      : {
        answer: async (exchange) => {
          const result = await run(exchange);
          return result && typeof result === 'object' && 'status' in result ? result as EdgeResponse : checked<EdgeRequest>(result, 'uri');
        },
      }),
  };
}

function loadHandler(load: Load): UserHandler {
  const module = { exports: {} as UserModule };
  load(module, module.exports, typeof require === 'function' ? require : undefined);
  if (typeof module.exports.handler !== 'function') throw new Error('the file exports no function "handler"');
  return module.exports.handler;
}

/** Nothing returned means "go on"; anything else has to be the message that CloudFront expects, or it would answer 502. */
function checked<T>(result: unknown, property: string): T | undefined {
  if (result === undefined || result === null) return undefined;
  if (typeof result === 'object' && property in result) return result as T;
  throw new Error(`the handler returned no message with "${property}"`);
}
