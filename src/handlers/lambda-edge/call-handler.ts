import { clearTimeout, setTimeout } from 'node:timers';
import { mayCallBack } from './may-call-back';
import { FUNCTION_TIMEOUT_SEC, STEP_TIME_SHARE } from '../../core/slots/time';

type Callback = (error?: unknown, result?: unknown) => void;

/** A Lambda handler: it returns its result or a promise, or passes the result to the callback. */
export type UserHandler = (event: unknown, context: object, callback: Callback) => unknown;

/** A wrapper, because a result with a method `then` would be awaited again, without a timeout. */
interface Answer { readonly result: unknown }

/** The Lambda context, as far as it is known. */
export type Context = Readonly<Record<string, unknown>>;

/**
 * Calls a handler like the Node.js runtimes up to version 22, with a timeout.
 *
 * The first result counts. Later failures are reported with `onLate`, because the request has continued by then.
 */
export function callHandler(
  handler: UserHandler,
  event: unknown,
  context: Context,
  onLate: (error: unknown) => void,
): Promise<Answer> {
  const left = timeLeft(context);
  const until = Date.now() + left;
  return new Promise((resolve, reject) => {
    let open = true;
    const close = () => {
      clearTimeout(timer);
      open = false;
    };
    const succeed = (result: unknown) => {
      if (open) resolve({ result });
      close();
    };
    const fail = (error: unknown) => {
      if (open) reject(error);
      else onLate(error);
      close();
    };
    const callback: Callback = (error, result) => {
      if (error !== undefined && error !== null) fail(error);
      else if (open) succeed(result);
      else onLate('the handler called back again, or too late');
    };
    const limit = timeLimit(context);
    // `setTimeout` of the Node.js module: other code of the function may have replaced the global one.
    const timer = setTimeout(() => fail(timeoutError(limit)), limit);
    try {
      const returned = handler(event, {
        ...context,
        callbackWaitsForEmptyEventLoop: true,
        getRemainingTimeInMillis: () => Math.max(0, until - Date.now()),
        done: callback,
        succeed: (result: unknown) => callback(null, result),
        fail: (error: unknown) => callback(error ?? 'context.fail was called'),
      }, callback);
      if (typeof (returned as PromiseLike<unknown> | undefined)?.then === 'function') {
        Promise.resolve(returned).then((result) => {
          if (!isNothing(result) || !mayCallBack(handler)) succeed(result);
        }, fail);
      } else if (!mayCallBack(handler) || isMessage(returned)) {
        succeed(returned);
      }
    } catch (error) {
      fail(error);
    }
  });
}

function timeLeft({ getRemainingTimeInMillis }: Context): number {
  const left = typeof getRemainingTimeInMillis === 'function' ? Number(getRemainingTimeInMillis()) : NaN;
  return Number.isFinite(left) ? left : FUNCTION_TIMEOUT_SEC * 1000;
}

/** How long a handler may take. */
export function timeLimit(context: Context): number {
  return timeLeft(context) * STEP_TIME_SHARE;
}

export function timeoutError(limit: number): Error {
  return new Error(`the handler did not answer within ${Math.round(limit)} ms`);
}

export function isNothing(result: unknown): result is undefined | null {
  return result === undefined || result === null;
}

/** Handlers with a callback often return something else, e.g. the timer or request that they wait for. */
export function isMessage(returned: unknown): boolean {
  return typeof returned === 'object' && returned !== null && ('status' in returned || 'uri' in returned);
}
