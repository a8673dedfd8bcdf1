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
  const answer = new FirstAnswer(context, judge);
  const callback = (error: unknown, result?: unknown) => {
    if (!answer.open) onLate(isNothing(error) ? 'the handler called back again, or too late' : error);
    else if (isNothing(error)) answer.end(true, result);
    else answer.end(false, error);
  };
  let returned: unknown;
  try {
    returned = handler(event, context, callback);
  } catch (error) {
    if (answer.open) throw error;
    onLate(error);
  }
  if (!answer.open) return answer.judged();
  if (isPromise(returned)) {
    returned.then((result) => {
      if (answer.open && !isNothing(result)) answer.end(true, result);
    }, (error: unknown) => failedLater(answer, error, onLate));
  } else if (isMessage(returned)) {
    return judge.result(returned);
  }
  return answer as unknown as Promise<object>;
}

function inTime(promise: Promise<unknown>, context: Context, judge: Judge, onLate: OnLate): Promise<object> {
  const answer = new FirstAnswer(context, judge);
  promise.then((result) => {
    if (answer.open) answer.end(true, result);
  }, (error: unknown) => failedLater(answer, error, onLate));
  return answer as unknown as Promise<object>;
}

function failedLater(answer: FirstAnswer, error: unknown, onLate: OnLate): void {
  if (answer.open) answer.end(false, error);
  else onLate(error);
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as Promise<unknown> | undefined)?.then === 'function';
}
