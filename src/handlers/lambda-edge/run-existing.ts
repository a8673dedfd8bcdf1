import { clearTimeout, setTimeout } from 'node:timers';
import {
  callHandler, isMessage, isNothing, timeLimit, timeoutError, type Context, type UserHandler,
} from './call-handler';
import { asData, requestOrAnswer } from './checked-result';
import { mayCallBack, usesContext } from './may-call-back';
import type { EdgeResponse } from '../../core/http/message';
import { headersOf } from '../../core/results/plain-headers';
import {
  beforeRequest, isPlainRequest, isPlainResponse, responseBefore, type RequestBefore,
} from '../../core/results/plain-result';
import { checkedResponse } from '../../core/results/response';
import type { EdgeExchange, MaybePromise } from '../../core/slots/step';
import { isObject } from '../../core/values/is-object';

type OnLate = (error: unknown) => void;

/**
 * Calls an existing function with the message itself, without a copy: together with ours it takes little more time than
 * alone. What it changes before it fails cannot be seen, since its failure refuses a request; a response is restored.
 */
export function runExisting(handler: UserHandler, exchange: EdgeExchange, onLate: OnLate): MaybePromise<object> {
  const { config, request, response, requestId, context } = exchange;
  const cf = response ? { config, request: { ...request }, response } : { config, request };
  const judge = response ? new JudgedResponse(exchange, response) : new JudgedRequest(exchange);
  try {
    return called(handler, { Records: [{ cf }] }, context ?? { awsRequestId: requestId }, judge, onLate);
  } catch (error) {
    return judge.failed(error);
  }
}

/** Decides what becomes of a result, and of a failure. */
interface Judge {
  result(result: unknown): object;
  failed(error: unknown): never;
}

/** What a function makes of a request. */
class JudgedRequest implements Judge {
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
class JudgedResponse implements Judge {
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
function called(
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
  const answer = new Answer(context, judge);
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
  const answer = new Answer(context, judge);
  promise.then((result) => {
    if (answer.open) answer.end(true, result);
  }, (error: unknown) => failedLater(answer, error, onLate));
  return answer as unknown as Promise<object>;
}

function failedLater(answer: Answer, error: unknown, onLate: OnLate): void {
  if (answer.open) answer.end(false, error);
  else onLate(error);
}

/**
 * The first answer of a handler, which may be too late. It is waited for once, by the slot: what the slot makes of it
 * is the promise of the function, so that the answer has none of its own, which would take a turn of the queue.
 */
class Answer {
  open = true;
  private succeeded = false;
  private value: unknown = undefined;
  private settle?: () => void = undefined;
  private timer?: ReturnType<typeof setTimeout> = undefined;

  constructor(private readonly context: Context, private readonly judge: Judge) {}

  end(succeeded: boolean, value: unknown): void {
    this.open = false;
    this.succeeded = succeeded;
    this.value = value;
    if (this.timer) clearTimeout(this.timer);
    this.settle?.();
  }

  judged(): object {
    return this.succeeded ? this.judge.result(this.value) : this.judge.failed(this.value);
  }

  then<T>(done: (value: object) => T, failed: (error: unknown) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.settle = () => {
        try {
          resolve(this.settled(done, failed));
        } catch (error) {
          reject(error);
        }
      };
      // Where the code was just loaded, the answer was there first.
      if (!this.open) this.settle();
      // Most handlers have answered by then, and need no timer.
      else void settled.then(() => this.limit());
    });
  }

  private settled<T>(done: (value: object) => T, failed: (error: unknown) => T): T {
    let value: object;
    try {
      value = this.judged();
    } catch (error) {
      return failed(error);
    }
    return done(value);
  }

  private limit(): void {
    if (!this.open) return;
    const limit = timeLimit(this.context);
    this.timer = setTimeout(() => this.end(false, timeoutError(limit)), limit);
  }
}

const settled = Promise.resolve();

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as Promise<unknown> | undefined)?.then === 'function';
}
