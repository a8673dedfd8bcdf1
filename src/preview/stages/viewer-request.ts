import { callFor, functionFact, functionFailure, noteFacts } from './function-failure';
import type { Edge, Stage } from './stage';
import type { EdgeFunction } from '../assembly/distribution';
import { FUNCTION_REASONS, leftOut } from '../edge/checked';
import type { Outcome } from '../edge/edge-functions';
import { targetsOf } from '../edge/selected-origin';
import { answer, type Exchange } from '../exchange/exchange';
import { withHeader } from '../exchange/headers';
import type { EdgeRequest, EdgeResponse } from '../exchange/message';
import { afterwards } from '../exchange/soon';
import { record } from '../trace/record';
import { seen } from '../trace/seen';
import { answerFacts, requestChange } from '../trace/short';

/** Runs the viewer-request function of the behavior, which sees each request before the cache and may answer it. */
export const viewerRequest: Stage = {
  name: 'viewer-request',
  phase: 'request',
  run(exchange, edge) {
    const fn = exchange.behavior!.functions['viewer-request'];
    if (fn === undefined) return exchange;
    return afterwards(edge.functions.request(fn, callFor(exchange, 'viewer-request'), exchange.request), (outcome) => (
      withOutcome(exchange, edge, fn, knownOrigin(edge, exchange, outcome))));
  },
};

function withOutcome(exchange: Exchange, edge: Edge, fn: EdgeFunction, outcome: Outcome<EdgeRequest>): Exchange {
  const before = exchange.request;
  if (outcome.kind === 'continue') {
    const request = requestChange(before, outcome.value);
    const noted = noteFacts(outcome, edge, exchange, fn, { request: before, newRequest: outcome.value });
    return record({ ...exchange, request: outcome.value }, () => ({
      stage: 'viewer-request', outcome: 'continued', function: functionFact(fn), request: request(), ...noted,
    }), seen(before, outcome.value));
  }
  if (outcome.kind !== 'answer') return functionFailure(exchange, 'viewer-request', fn, outcome, before);
  const { response } = outcome;
  const facts = answerFacts(before, response);
  const noted = noteFacts(outcome, edge, exchange, fn, { request: before, newResponse: response });
  return record(answered(exchange, fn, response), () => ({
    stage: 'viewer-request', outcome: 'answered', function: functionFact(fn), ...facts(), ...noted,
  }), seen(before, response, true));
}

function answered(exchange: Exchange, { host }: EdgeFunction, response: EdgeResponse): Exchange {
  const lambda = host === 'lambda-edge';
  return answer(
    exchange,
    {
      ...response,
      headers: withHeader(response.headers, 'server', 'CloudFront'),
      body: response.body ?? Buffer.alloc(0),
    },
    lambda ? 'viewer-request-lambda' : 'viewer-request-function',
    `${lambda ? 'Lambda' : 'Function'}GeneratedResponse`,
  );
}

/** The origin that a CloudFront Function chose, if CloudFront would accept it; else the one of the behavior. */
function knownOrigin(
  { distribution, strict }: Edge, { behavior }: Exchange, outcome: Outcome<EdgeRequest>,
): Outcome<EdgeRequest> {
  if (outcome.kind !== 'continue' || outcome.value.selectedOrigin === undefined) return outcome;
  const { value, warnings = [] } = outcome;
  const targets = targetsOf(distribution, behavior!.targetOriginId, value.selectedOrigin, value.headers);
  if (typeof targets !== 'string') return outcome;
  const wrong = { reason: FUNCTION_REASONS.origin, detail: targets };
  return strict ? { kind: 'invalid', ...wrong }
    : { ...outcome, value: { ...value, selectedOrigin: undefined }, warnings: [...warnings, leftOut(wrong)] };
}
