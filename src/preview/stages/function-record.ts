import type { Edge } from './stage';
import type { EdgeFunction } from '../assembly/distribution';
import type { Outcome } from '../edge/edge-functions';
import type { FunctionRun } from '../edge/rule-finder';
import type { Exchange } from '../exchange/exchange';
import type { EdgeRequest, EdgeResponse } from '../exchange/message';
import { recordIn } from '../trace/record';
import { seen } from '../trace/seen';
import type { FunctionFact, RuleFact } from '../trace/shapes';
import { answerFacts, requestChange, responseChange } from '../trace/short';

type RequestStage = 'viewer-request' | 'origin-request';
type ResponseStage = 'origin-response' | 'viewer-response';

/** What is known of a run besides its result: what CloudFront would not have accepted, what was printed, the rule. */
export interface Notes {
  readonly warnings?: readonly string[];
  readonly logs?: readonly string[];
  readonly rule?: RuleFact;
}

/** `next`, which the caller has just made with the request that a function passed on, with a record of its changes. */
export function recordRequest(
  next: Exchange, stage: RequestStage, fn: EdgeFunction, before: EdgeRequest, after: EdgeRequest, notes: Notes,
): Exchange {
  const request = requestChange(before, after);
  return recordIn(next, (compare) => withNotes(
    { stage, outcome: 'continued' as const, function: functionFact(fn), request: request(compare) }, notes,
  ), seen(before, after));
}

/** The same for the response that a request function made. */
export function recordAnswer(
  next: Exchange, stage: RequestStage, fn: EdgeFunction, request: EdgeRequest, response: EdgeResponse, notes: Notes,
): Exchange {
  const facts = answerFacts(request, response);
  return recordIn(next, (compare) => withNotes(
    { stage, outcome: 'answered' as const, function: functionFact(fn), ...facts(compare) }, notes,
  ), seen(request, response, true));
}

/** The same for the response that a response function passed on. */
export function recordResponse(
  next: Exchange, stage: ResponseStage, fn: EdgeFunction, before: EdgeResponse, after: EdgeResponse, notes: Notes,
): Exchange {
  const response = responseChange(before, after);
  return recordIn(next, (compare) => withNotes(
    { stage, outcome: 'continued' as const, function: functionFact(fn), response: response(compare) }, notes,
  ), seen(before, after));
}

const NOTHING: Notes = {};

function withNotes<Facts extends object>(facts: Facts, notes: Notes): Facts & Notes {
  return notes === NOTHING ? facts : { ...facts, ...notes };
}

/** What CloudFront would not have accepted, and what the function printed. */
export function warningFact({ warnings, logs }: Outcome<unknown>): Omit<Notes, 'rule'> {
  if (warnings === undefined && logs === undefined) return NOTHING;
  return { ...(warnings !== undefined && { warnings }), ...(logs !== undefined && { logs }) };
}

/** With the redirect rule that determined the result, if the edge manifest knows it. */
export function noteFacts(
  outcome: Outcome<unknown>, { ruleFinder, manifest }: Edge, { behavior }: Exchange, fn: EdgeFunction,
  run: Omit<FunctionRun, 'behavior'>,
): Notes {
  const warned = warningFact(outcome);
  const rule = manifest && ruleFinder.find(fn, { ...run, behavior: behavior!.pathPattern });
  return rule === undefined ? warned : { ...warned, rule };
}

export function functionFact({ name, host }: EdgeFunction): FunctionFact {
  return { name, host };
}
