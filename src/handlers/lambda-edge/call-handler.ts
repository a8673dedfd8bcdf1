import { clearTimeout, setTimeout } from 'node:timers';
import { mayCallBack } from './may-call-back';
import { FUNCTION_TIMEOUT_SEC, STEP_TIME_SHARE } from '../../core/slots/time';

type Callback = (error?: unknown, result?: unknown) => void;

/** A handler in the shape that Lambda calls: it returns its result or a promise of it, or hands it to the callback. */
export type UserHandler = (event: unknown, context: object, callback: Callback) => unknown;

/** In an object, since a result with a method `then` would be waited for once more, without a limit. */
interface Answer { readonly result: unknown }

/** The context of the invocation, as far as it is known. */
type Context = Readonly<Record<string, unknown>>;

/**
 * Calls a handler as the runtimes up to Node.js 22 do, and gives its answer up in time.
 *
 * The first answer counts. What fails afterwards is reported as late: the request has gone on.
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
    const limit = left * STEP_TIME_SHARE;
    // From Node's module, and not the global one, which other code of the function may have replaced.
    const timer = setTimeout(() => fail(new Error(`the handler did not answer within ${Math.round(limit)} ms`)), limit);
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

export function isNothing(result: unknown): result is undefined | null {
  return result === undefined || result === null;
}

/** What a callback handler returns is often something else: the timer or the request that it waits for. */
function isMessage(returned: unknown): boolean {
  return typeof returned === 'object' && returned !== null && ('status' in returned || 'uri' in returned);
}
