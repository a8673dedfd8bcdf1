import type { EdgeExchange, SlotStep } from './step';
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

/**
 * Runs the steps of a slot in order and returns the request or response for CloudFront.
 *
 * A failing step does not throw: the message continues as it was before the step, because a broken redirect file or
 * header must not turn a good page into a 502. A step with a refusal is a guard, whose failure must not let a request
 * pass: the refusal is the response, and all steps, also those before the guard, finish it like any other response.
 */
export async function runSlot(
  steps: readonly SlotStep[], exchange: EdgeExchange, onFailure: OnStepFailure,
): Promise<EdgeRequest | EdgeResponse> {
  let progress: Progress = { exchange, answered: false };
  for (const step of steps) {
    try {
      progress = await runStep(step, progress);
    } catch (error) {
      onFailure(step, error);
      if (step.refusal) {
        return runSlot(steps.map(finishing), { ...progress.exchange, response: step.refusal() }, onFailure);
      }
    }
  }
  return progress.exchange.response ?? progress.exchange.request;
}

function finishing({ name, finish }: SlotStep): SlotStep {
  return { name, finish };
}

async function runStep(step: SlotStep, progress: Progress): Promise<Progress> {
  const { exchange, answered } = await decide(step, progress);
  if (!step.finish || !exchange.response) return { exchange, answered };
  return { exchange: { ...exchange, response: await step.finish(exchange.response, exchange) }, answered };
}

async function decide(step: SlotStep, { exchange, answered }: Progress): Promise<Progress> {
  const answer = answered ? undefined : await step.answer?.(exchange);
  if (!answer) return { exchange, answered };
  return isResponse(answer)
    ? { exchange: { ...exchange, response: answer }, answered: true }
    : { exchange: { ...exchange, request: answer }, answered };
}
