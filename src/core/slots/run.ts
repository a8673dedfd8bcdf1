import type { EdgeExchange, EdgeStep } from './step';
import type { EdgeRequest, EdgeResponse } from '../http/message';
import { isResponse } from '../http/message';

/** Called for a step that failed; the slot goes on without it, or answers its refusal. */
export type OnStepFailure = (step: EdgeStep, error: unknown) => void;

/** How far a slot has come. */
interface Progress {
  readonly exchange: EdgeExchange;
  /** Whether a step has answered: the steps behind it have nothing left to decide. */
  readonly answered: boolean;
}

/**
 * Runs the steps of one slot in their order and returns what CloudFront goes on with.
 *
 * Never throws for a step's sake: the message is passed on as it was before the failing step, because a broken redirect
 * file or header must not turn a good page into a 502. A step with a refusal is a guard, whose failure must not let a
 * request through: the refusal ends the deciding, and is finished as every answer is, by the steps in front of the
 * guard as well.
 */
export async function runSlot(
  steps: readonly EdgeStep[], exchange: EdgeExchange, onFailure: OnStepFailure,
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

function finishing({ name, finish }: EdgeStep): EdgeStep {
  return { name, finish };
}

async function runStep(step: EdgeStep, progress: Progress): Promise<Progress> {
  const { exchange, answered } = await decide(step, progress);
  if (!step.finish || !exchange.response) return { exchange, answered };
  return { exchange: { ...exchange, response: await step.finish(exchange.response, exchange) }, answered };
}

async function decide(step: EdgeStep, { exchange, answered }: Progress): Promise<Progress> {
  const answer = answered ? undefined : await step.answer?.(exchange);
  if (!answer) return { exchange, answered };
  return isResponse(answer)
    ? { exchange: { ...exchange, response: answer }, answered: true }
    : { exchange: { ...exchange, request: answer }, answered };
}
