import type { EdgeExchange, EdgeStep } from './step';
import type { EdgeRequest, EdgeResponse } from '../http/message';
import { isResponse } from '../http/message';

/** Told about a step that failed; the slot goes on without it. */
export type OnStepFailure = (step: EdgeStep, error: unknown) => void;

/**
 * Runs the steps of one slot and returns what CloudFront goes on with.
 *
 * Never throws for a step's sake: the message is passed on as it was before the failing step, because a broken redirect file or
 * header must not turn a good page into a 502.
 */
export async function runSlot(
  steps: readonly EdgeStep[], exchange: EdgeExchange, onFailure: OnStepFailure,
): Promise<EdgeRequest | EdgeResponse> {
  const message = await firstAnswer(steps, exchange, onFailure);
  return isResponse(message) ? finish(steps, message, exchange, onFailure) : message;
}

async function firstAnswer(
  steps: readonly EdgeStep[], exchange: EdgeExchange, onFailure: OnStepFailure,
): Promise<EdgeRequest | EdgeResponse> {
  let request = exchange.request;
  for (const step of steps) {
    if (!step.answer) continue;
    try {
      const answer = await step.answer({ ...exchange, request });
      if (answer && isResponse(answer)) return answer;
      if (answer) request = answer;
    } catch (error) {
      onFailure(step, error);
    }
  }
  return exchange.response ?? request;
}

async function finish(
  steps: readonly EdgeStep[], answer: EdgeResponse, exchange: EdgeExchange, onFailure: OnStepFailure,
): Promise<EdgeResponse> {
  let response = answer;
  for (const step of steps) {
    if (!step.finish) continue;
    try {
      response = await step.finish(response, exchange);
    } catch (error) {
      onFailure(step, error);
    }
  }
  return response;
}
