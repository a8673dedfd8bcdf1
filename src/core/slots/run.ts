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
 * Written without `async`, and without functions of its own for each call: most steps have no promise, and take less
 * time than that would.
 */
export function runSlot(
  steps: readonly SlotStep[], exchange: EdgeExchange, onFailure: OnStepFailure,
): MaybePromise<Message> {
  return runFrom({ steps, onFailure }, 0, { exchange, answered: false });
}

interface Run {
  readonly steps: readonly SlotStep[];
  readonly onFailure: OnStepFailure;
}

function runFrom(run: Run, first: number, start: Progress): MaybePromise<Message> {
  const { steps } = run;
  let progress = start;
  for (let at = first; at < steps.length; at++) {
    try {
      const answer = progress.answered ? undefined : steps[at].answer?.(progress.exchange);
      if (isPromise(answer)) return whenSettled(run, at, progress, answer, decided);
      const next = decided(steps[at], progress, answer);
      if (isPromise(next)) return whenSettled(run, at, progress, next, asItIs);
      progress = next;
    } catch (error) {
      return failed(run, at, progress, error);
    }
  }
  return progress.exchange.response ?? progress.exchange.request;
}

/** Continues when a step has its promise settled. */
function whenSettled<T>(
  run: Run, at: number, before: Progress, promise: Promise<T>,
  progressed: (step: SlotStep, before: Progress, value: T) => MaybePromise<Progress>,
): Promise<Message> {
  return promise.then((value): MaybePromise<Message> => {
    try {
      const next = progressed(run.steps[at], before, value);
      return isPromise(next) ? whenSettled(run, at, before, next, asItIs) : runFrom(run, at + 1, next);
    } catch (error) {
      return failed(run, at, before, error);
    }
  }, (error: unknown) => failed(run, at, before, error));
}

/** The progress after the answer of a step, and its `finish`. */
function decided(step: SlotStep, progress: Progress, answer: Message | undefined): MaybePromise<Progress> {
  return finished(step, answered(progress, answer));
}

function asItIs(_: SlotStep, __: Progress, after: Progress): Progress {
  return after;
}

function failed(run: Run, at: number, before: Progress, error: unknown): MaybePromise<Message> {
  const step = run.steps[at];
  run.onFailure(step, error);
  if (!step.refusal) return runFrom(run, at + 1, before);
  return runSlot(run.steps.map(finishing), { ...before.exchange, response: step.refusal() }, run.onFailure);
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
