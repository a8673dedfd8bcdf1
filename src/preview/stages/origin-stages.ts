import { callFor, functionFact, functionFailure, noteFacts } from './function-failure';
import { refuse } from './refusal';
import { runStages, type Edge, type Stage } from './stage';
import type { OriginSettings } from '../assembly/distribution';
import { targetsOf, type Targets } from '../edge/selected-origin';
import { answer, ViewerGone, type Exchange } from '../exchange/exchange';
import { withoutHeaders } from '../exchange/headers';
import { discard } from '../exchange/message';
import type { Soon } from '../exchange/soon';
import { FaultyOrigin } from '../injection/faulty-origin';
import { OriginFailure, type Origin } from '../origin/origin';
import { namesOf } from '../origin/origins';
import { buildOriginRequest, forwardsCookies } from '../policies/origin-request';
import { factsOf, record, recordsOf } from '../trace/record';
import { seen } from '../trace/seen';
import { answerFacts, requestChange, responseChange, shortRequest, shortResponse } from '../trace/short';

/**
 * Origin-request function, origin, and origin-response function. With an origin group they run again for the secondary
 * origin if the primary fails.
 */
export const originStages: Stage = {
  name: 'origin-stages',
  phase: 'request',
  async run(exchange, edge) {
    const { behavior, request } = exchange;
    // The checks of the distribution and of the function's result have found the origins.
    const { primary, secondary, failoverCodes } = targetsOf(
      edge.distribution, behavior!.targetOriginId, request.selectedOrigin,
    ) as Targets;
    const asked = await runStagesFor(exchange, primary, edge);
    const first = secondary === undefined ? asked : withDoubt(asked, failoverCodes);
    const failsOver = secondary !== undefined
      && ['GET', 'HEAD', 'OPTIONS'].includes(exchange.request.method)
      && failoverCodes.includes(failureCode(first))
      // The part of a body that was streamed to the primary origin cannot be sent again.
      && exchange.request.body?.rest === undefined;
    if (!failsOver) return first;
    discard(first.response!.body);
    const retried = { ...first, response: undefined, source: undefined, xCache: undefined };
    const { status } = first.response!;
    const failover = record(retried, {
      stage: 'failover', outcome: 'second-origin', status, from: primary.domainName, to: secondary.domainName,
    });
    return runStagesFor(failover, secondary, edge);
  },
};

/** Records that a function has changed whether the group fails over, which would depend on an undocumented order. */
function withDoubt(exchange: Exchange, failoverCodes: readonly number[]): Exchange {
  const { source, response } = exchange;
  const fetched = recordsOf(exchange).map(factsOf).reverse().find(({ stage }) => stage === 'origin');
  if (source !== 'origin' || fetched?.stage !== 'origin' || fetched.outcome !== 'answered') return exchange;
  const [{ status }, { status: newStatus }] = [fetched.response, response!];
  return failoverCodes.includes(status) === failoverCodes.includes(newStatus) ? exchange
    : record(exchange, { stage: 'failover', outcome: 'undocumented', status, newStatus });
}

/**
 * The status that decides about failover. An unreachable origin counts as 503, although the viewer would get 502; a
 * failed function is not a failure of the origin.
 */
function failureCode({ source, xCache, response }: Exchange): number {
  if (source !== 'cloudfront') return response!.status;
  if (xCache !== undefined) return 0;
  return response!.status === 502 ? 503 : response!.status;
}

function runStagesFor(exchange: Exchange, origin: OriginSettings, edge: Edge): Soon<Exchange> {
  const originRequest = buildOriginRequest(exchange, exchange.behavior!, origin);
  return runStages(
    [originRequestFunction, fetchFromOrigin, originResponseFunction],
    { ...exchange, originRequest },
    edge,
  );
}

const originRequestFunction: Stage = {
  name: 'origin-request',
  phase: 'request',
  async run(exchange, edge) {
    const fn = exchange.behavior!.functions['origin-request'];
    if (fn === undefined) return exchange;
    const before = exchange.originRequest!;
    const outcome = await edge.functions.request(fn, callFor(exchange, 'origin-request'), before);
    if (outcome.kind === 'continue') {
      const request = requestChange(before, outcome.value);
      const noted = noteFacts(outcome, edge, exchange, fn, { request: before, newRequest: outcome.value });
      return record({ ...exchange, originRequest: outcome.value }, () => ({
        stage: 'origin-request', outcome: 'continued', function: functionFact(fn), request: request(), ...noted,
      }), seen(before, outcome.value));
    }
    if (outcome.kind !== 'answer') return functionFailure(exchange, 'origin-request', fn, outcome, before);
    const response = { ...outcome.response, body: outcome.response.body ?? Buffer.alloc(0) };
    const facts = answerFacts(before, response);
    const noted = noteFacts(outcome, edge, exchange, fn, { request: before, newResponse: response });
    return record(answer(exchange, response, 'origin-request-lambda'), () => ({
      stage: 'origin-request', outcome: 'answered', function: functionFact(fn), ...facts(), ...noted,
    }), seen(before, response, true));
  },
};

const fetchFromOrigin: Stage = {
  name: 'origin',
  phase: 'request',
  async run(viewed, edge) {
    const request = viewed.originRequest!;
    const { exchange, origin } = withFault(viewed, edge);
    const { domainName, id } = request.origin;
    const { body: _, ...head } = request;
    const facts = () => ({ stage: 'origin', origin: domainName, id, request: shortRequest(head) }) as const;
    try {
      const { file, ...response } = await origin.fetch(request, exchange.viewer);
      const headers = forwardsCookies(exchange.behavior!)
        ? response.headers
        : withoutHeaders(response.headers, 'set-cookie');
      const withResponse = answer({ ...exchange, originFile: file }, { ...response, headers }, 'origin');
      const { body: _body, ...answered } = response;
      return record(withResponse, () => (
        { ...facts(), outcome: 'answered', response: shortResponse(answered) }));
    } catch (error) {
      if (exchange.viewer?.isGone) throw new ViewerGone();
      if (!(error instanceof OriginFailure)) throw error;
      const { status, hint } = error;
      return record(refuse(exchange, status, error.message), () => ({ ...facts(), outcome: 'failed', status, hint }));
    }
  },
};

/** The origin of a request, with the fault that is injected for it. */
function withFault(exchange: Exchange, { origins, injections }: Edge): { exchange: Exchange; origin: Origin } {
  const { origin: settings, uri } = exchange.originRequest!;
  const origin = origins.for(settings);
  const fault = injections.faultFor(namesOf(settings), uri, !exchange.isTrial);
  if (fault === undefined) return { exchange, origin };
  const facts = { stage: 'fault', outcome: 'injected', origin: settings.domainName, text: fault.text } as const;
  return { exchange: record(exchange, facts), origin: new FaultyOrigin(origin, fault) };
}

/**
 * Runs for responses of the origin with any status, but not for those of an origin-request function or of CloudFront.
 */
const originResponseFunction: Stage = {
  name: 'origin-response',
  phase: 'response',
  async run(exchange, edge) {
    const fn = exchange.behavior!.functions['origin-response'];
    if (fn === undefined || exchange.source !== 'origin') return exchange;
    const before = exchange.response!;
    const request = exchange.originRequest!;
    const outcome = await edge.functions.response(fn, callFor(exchange, 'origin-response'), request, before);
    if (outcome.kind !== 'continue' || outcome.value.body !== before.body) discard(before.body);
    if (outcome.kind === 'continue') {
      const response = responseChange(before, outcome.value);
      const noted = noteFacts(outcome, edge, exchange, fn, { request, response: before, newResponse: outcome.value });
      return record({ ...exchange, response: outcome.value }, () => ({
        stage: 'origin-response', outcome: 'continued', function: functionFact(fn), response: response(), ...noted,
      }), seen(before, outcome.value));
    }
    if (outcome.kind === 'answer') return { ...exchange, response: outcome.response };
    return functionFailure(exchange, 'origin-response', fn, outcome, before);
  },
};

