import { refuse } from './refusal';
import type { Edge } from './stage';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import type { EdgeEvent } from '../../core/facts/edge-events';
import type { EdgeFunction } from '../assembly/distribution';
import type { Call, Outcome } from '../edge/edge-functions';
import type { FunctionRun } from '../edge/rule-finder';
import type { Exchange } from '../exchange/exchange';
import type { EdgeRequest, EdgeResponse } from '../exchange/message';
import { cloudFrontHeaders } from '../policies/origin-request';
import { record } from '../trace/record';
import { seen } from '../trace/seen';
import type { FunctionFact, RuleFact } from '../trace/shapes';

/** CloudFront's response if a function fails: 502 if its result is invalid, 503 if it has none. */
export function functionFailure(
  exchange: Exchange, event: EdgeEvent, fn: EdgeFunction, outcome: Outcome<unknown> & { kind: 'invalid' | 'failed' },
  before: EdgeRequest | EdgeResponse,
): Exchange {
  const facts = { stage: event, function: functionFact(fn), ...warningFact(outcome) };
  const lambda = fn.host === 'lambda-edge';
  if (outcome.kind === 'invalid') {
    const refused = refuse(exchange, 502, outcome.reason, `${lambda ? 'Lambda' : 'Function'}ValidationError`);
    const { reason, detail } = outcome;
    return record(refused, { ...facts, outcome: 'invalid', reason, detail, status: 502 }, seen(before));
  }
  const message = lambda ? CLOUDFRONT_MESSAGES.lambdaFailed : CLOUDFRONT_MESSAGES.functionFailed;
  const failed = refuse(exchange, 503, message, `${lambda ? 'Lambda' : 'Function'}ExecutionError`);
  return record(failed, { ...facts, outcome: 'failed', error: outcome.error, status: 503 }, seen(before));
}

const NOTHING = {};

/** What CloudFront would not have accepted, and what the function printed. */
export function warningFact(
  { warnings, logs }: Outcome<unknown>,
): { readonly warnings?: readonly string[]; readonly logs?: readonly string[] } {
  if (warnings === undefined && logs === undefined) return NOTHING;
  return { ...(warnings !== undefined && { warnings }), ...(logs !== undefined && { logs }) };
}

/** What is known of a run besides its result: warnings, and the redirect rule that determined the result. */
export function noteFacts(
  outcome: Outcome<unknown>, edge: Edge, exchange: Exchange, fn: EdgeFunction, run: Omit<FunctionRun, 'behavior'>,
): { readonly warnings?: readonly string[]; readonly rule?: RuleFact } {
  const [warned, rule] = [warningFact(outcome), ruleFact(edge, exchange, fn, run)];
  if (rule === undefined) return warned;
  return { ...warned, rule };
}

export function functionFact({ name, host }: EdgeFunction): FunctionFact {
  return { name, host };
}

/** The redirect rule that determined the function's result, if the edge manifest knows it. */
function ruleFact(
  { ruleFinder, manifest }: Edge, { behavior }: Exchange, fn: EdgeFunction, run: Omit<FunctionRun, 'behavior'>,
): RuleFact | undefined {
  return manifest && ruleFinder.find(fn, { ...run, behavior: behavior!.pathPattern });
}

/** The parts of a function's event that describe the request. */
export function callFor(exchange: Exchange, event: EdgeEvent): Call {
  const { id: requestId, clientIp, distributionDomainName, behavior, viewer } = exchange;
  return {
    event,
    requestId,
    clientIp,
    distributionDomainName,
    cloudFrontHeaders: cloudFrontHeaders(exchange, behavior!),
    viewer,
  };
}
