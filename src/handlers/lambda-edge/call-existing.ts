import { callHandler, isMessage, isNothing, type Context, type UserHandler } from './call-handler';
import { FirstAnswer } from './first-answer';
import type { Judge } from './judge-existing';
import { mayCallBack, usesContext } from './may-call-back';
import type { MaybePromise } from '../../core/slots/step';

export type OnLate = (error: unknown) => void;

/** How a handler answers, found out once: `context` means with anything. */
const ways = new WeakMap<UserHandler, 'promise' | 'callback' | 'context'>();

function wayOf(handler: UserHandler) {
  let way = ways.get(handler);
  if (way === undefined) {
    way = !mayCallBack(handler) ? 'promise' : usesContext(handler) ? 'context' : 'callback';
    ways.set(handler, way);
  }
  return way;
}

/** Calls a handler. Its result goes to `judged`, and what it throws to `failed`. */
export function callExisting(
  handler: UserHandler,
  event: object,
  context: Context,
  judge: Judge,
  onLate: OnLate,
): MaybePromise<object> {
  const way = wayOf(handler);
  if (way === 'context') {
    return callHandler(handler, event, context, onLate).then(
      ({ result }) => judge.result(result),
      (error) => judge.failed(error),
    );
  }
  if (way === 'callback') return calledBack(handler, event, context, judge, onLate);
  const returned = handler(event, context, () => undefined);
  return isPromise(returned) ? inTime(returned, context, judge, onLate) : judge.result(returned);
}

/** A handler that calls back before it returns needs neither a promise nor a timer. */
function calledBack(
  handler: UserHandler, event: object, context: Context, judge: Judge, onLate: OnLate,
): MaybePromise<object> {
  const answer = new FirstAnswer(context);
  const callback = (error: unknown, result?: unknown) => {
    if (!answer.open) onLate(isNothing(error) ? 'the handler called back again, or too late' : error);
    else answer.end(() => (isNothing(error) ? judge.result(result) : judge.failed(error)));
  };
  let returned: unknown;
  try {
    returned = handler(event, context, callback);
  } catch (error) {
    if (answer.open) throw error;
    onLate(error);
  }
  if (!answer.open) return answer.now!();
  if (isPromise(returned)) {
    returned.then((result) => {
      if (answer.open && !isNothing(result)) answer.end(() => judge.result(result));
    }, (error: unknown) => {
      if (answer.open) answer.end(() => judge.failed(error));
      else onLate(error);
    });
  } else if (isMessage(returned)) {
    return judge.result(returned);
  }
  return answer.later(judge);
}

function inTime(promise: Promise<unknown>, context: Context, judge: Judge, onLate: OnLate): Promise<object> {
  const answer = new FirstAnswer(context);
  promise.then((result) => {
    if (answer.open) answer.end(() => judge.result(result));
  }, (error: unknown) => {
    if (answer.open) answer.end(() => judge.failed(error));
    else onLate(error);
  });
  return answer.later(judge);
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as Promise<unknown> | undefined)?.then === 'function';
}
