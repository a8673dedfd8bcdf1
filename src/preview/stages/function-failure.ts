import { functionFact, warningFact } from './function-record';
import { refuse } from './refusal';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import type { EdgeEvent } from '../../core/facts/edge-events';
import type { EdgeFunction } from '../assembly/distribution';
import type { Call, Outcome } from '../edge/edge-functions';
import type { Exchange } from '../exchange/exchange';
import type { EdgeRequest, EdgeResponse } from '../exchange/message';
import { cloudFrontHeaders } from '../policies/origin-request';
import { record } from '../trace/record';
import { seen } from '../trace/seen';

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
