import type { EdgeExchange, MaybePromise, SlotStep } from './step';
import type { EdgeRequest, EdgeResponse } from '../http/message';
import { isResponse } from '../http/message';

/** Called when a step fails. The slot continues without the step, or returns its refusal. */
export type OnStepFailure = (step: SlotStep, error: unknown) => void;

/** The state of a slot between steps. */
interface Progress {
  readonly exchange: EdgeExchange;
  /** Whether a step has generated a response: later steps do not decide any more. */
  readonly answered: boolean;
}

type Message = EdgeRequest | EdgeResponse;

/**
 * Runs the steps of a slot in order and returns the request or response for CloudFront.
 *
 * A failing step does not throw: the message continues as it was before the step, because a broken redirect file or
 * header must not turn a good page into a 502. A step with a refusal is a guard, whose failure must not let a request
 * pass: the refusal is the response, and all steps, also those before the guard, finish it like any other response.
 *
 * Written without `async`: most steps have no promise, and to await them anyway takes longer than they do.
 */
export function runSlot(
  steps: readonly SlotStep[], exchange: EdgeExchange, onFailure: OnStepFailure,
): MaybePromise<Message> {
  return runFrom(0, { exchange, answered: false });

  function runFrom(first: number, start: Progress): MaybePromise<Message> {
    let progress = start;
    for (let at = first; at < steps.length; at++) {
      try {
        const answer = progress.answered ? undefined : steps[at].answer?.(progress.exchange);
        if (isPromise(answer)) return whenSettled(at, progress, answer, decided);
        const next = decided(at, progress, answer);
        if (isPromise(next)) return whenSettled(at, progress, next, (_, __, after) => after);
        progress = next;
      } catch (error) {
        return failed(at, progress, error);
      }
    }
    return progress.exchange.response ?? progress.exchange.request;
  }

  /** Continues when a step has its promise settled. */
  function whenSettled<T>(
    at: number, before: Progress, promise: Promise<T>,
    progressed: (at: number, before: Progress, value: T) => MaybePromise<Progress>,
  ): Promise<Message> {
    return promise.then((value): MaybePromise<Message> => {
      try {
        const next = progressed(at, before, value);
        return isPromise(next)
          ? whenSettled(at, before, next, (_, __, after) => after) : runFrom(at + 1, next);
      } catch (error) {
        return failed(at, before, error);
      }
    }, (error: unknown) => failed(at, before, error));
  }

  /** The progress after the answer of a step, and its `finish`. */
  function decided(at: number, progress: Progress, answer: Message | undefined): MaybePromise<Progress> {
    return finished(steps[at], answered(progress, answer));
  }

  function failed(at: number, before: Progress, error: unknown): MaybePromise<Message> {
    const step = steps[at];
    onFailure(step, error);
    if (!step.refusal) return runFrom(at + 1, before);
    return runSlot(steps.map(finishing), { ...before.exchange, response: step.refusal() }, onFailure);
  }
}

function finishing({ name, finish }: SlotStep): SlotStep {
  return { name, finish };
}

function answered(progress: Progress, answer: Message | undefined): Progress {
  const { exchange } = progress;
  if (!answer || answer === exchange.request) return progress;
  return isResponse(answer)
    ? { exchange: { ...exchange, response: answer }, answered: true }
    : { exchange: { ...exchange, request: answer }, answered: progress.answered };
}

function finished(step: SlotStep, progress: Progress): MaybePromise<Progress> {
  const { exchange, answered: done } = progress;
  if (!step.finish || !exchange.response) return progress;
  const response = step.finish(exchange.response, exchange);
  const after = (changed: EdgeResponse): Progress => (
    changed === exchange.response ? progress : { exchange: { ...exchange, response: changed }, answered: done });
  return isPromise(response) ? response.then(after) : after(response);
}

function isPromise<T>(value: MaybePromise<T>): value is Promise<T> {
  return typeof (value as Promise<T> | undefined)?.then === 'function';
}
