import { callFor, functionFailure } from './function-failure';
import { functionFact, recordResponse, warningFact } from './function-record';
import type { Stage } from './stage';
import type { EdgeFunction } from '../assembly/distribution';
import type { Outcome } from '../edge/edge-functions';
import type { Exchange } from '../exchange/exchange';
import { discard, type EdgeResponse } from '../exchange/message';
import { afterwards } from '../exchange/soon';
import { record } from '../trace/record';

export const viewerResponse: Stage = {
  name: 'viewer-response',
  phase: 'response',
  run(exchange, { functions }) {
    const fn = exchange.behavior?.functions['viewer-response'];
    if (fn === undefined) return exchange;
    const skipped = reasonToSkip(exchange);
    if (skipped !== undefined) {
      return record(exchange, {
        stage: 'viewer-response', outcome: 'skipped', function: functionFact(fn), why: skipped,
      });
    }
    const { request, response } = exchange;
    return afterwards(functions.response(fn, callFor(exchange, 'viewer-response'), request, response!), (outcome) => (
      withOutcome(exchange, fn, outcome)));
  },
};

function withOutcome(exchange: Exchange, fn: EdgeFunction, outcome: Outcome<EdgeResponse>): Exchange {
  const before = exchange.response!;
  if (outcome.kind !== 'continue' || outcome.value.body !== before.body) discard(before.body);
  if (outcome.kind === 'continue') {
    const response = outcome.value;
    return recordResponse({ ...exchange, response }, 'viewer-response', fn, before, response, warningFact(outcome));
  }
  if (outcome.kind === 'answer') return { ...exchange, response: outcome.response };
  return functionFailure(exchange, 'viewer-response', fn, outcome, before);
}

/**
 * Why CloudFront does not run the function for this response; undefined if it does.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html (checked
 * 2026-11-20)
 */
function reasonToSkip({ source, response }: Exchange): string | undefined {
  switch (source) {
    case 'viewer-request-lambda':
    case 'viewer-request-function': return 'the response was made at viewer-request';
    case 'error-page': return 'the response is a custom error page';
    case 'waf-response':
    case 'cloudfront': return 'the response was made by CloudFront';
    default: return response!.status >= 400 ? `the origin answered ${response!.status}` : undefined;
  }
}
