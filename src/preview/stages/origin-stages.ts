import { callFor, functionFailure } from './function-failure';
import { noteFacts, recordAnswer, recordRequest, recordResponse } from './function-record';
import { refuse } from './refusal';
import { runStages, type Edge, type Stage } from './stage';
import type { OriginSettings } from '../assembly/distribution';
import { targetsOf, type Targets } from '../edge/selected-origin';
import { answer, ViewerGone, type Exchange } from '../exchange/exchange';
import { withoutHeaders } from '../exchange/headers';
import { discard, type OriginRequest } from '../exchange/message';
import type { Soon } from '../exchange/soon';
import { FaultyOrigin } from '../injection/faulty-origin';
import type { OriginFault } from '../injection/origin-fault';
import { withAccessControl } from '../origin/access-control';
import { inAttempts, type Attempted } from '../origin/attempts';
import { failoverCodesOf } from '../origin/origin';
import { namesOf } from '../origin/origins';
import { buildOriginRequest, forwardsCookies } from '../policies/origin-request';
import { factsOf, record, recordsOf } from '../trace/record';
import { shortRequest, shortResponse } from '../trace/short';

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
      // GET and HEAD, and OPTIONS only where its responses are cached.
      && behavior!.cachedMethods.includes(request.method)
      && failureCodes(first).some((code) => failoverCodes.includes(code))
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
  const asked = recordsOf(exchange).map((one) => factsOf(one)).reverse().find(({ stage }) => stage === 'origin');
  if (source !== 'origin' || asked?.stage !== 'origin' || asked.outcome !== 'answered') return exchange;
  const [{ status }, { status: newStatus }] = [asked.response, response!];
  return failoverCodes.includes(status) === failoverCodes.includes(newStatus) ? exchange
    : record(exchange, { stage: 'failover', outcome: 'undocumented', status, newStatus });
}

/**
 * The codes that decide about failover. An unreachable origin counts as 503, although the viewer would get 502; a
 * failed function is not a failure of the origin.
 */
function failureCodes({ source, originFailure, response }: Exchange): readonly number[] {
  if (source !== 'cloudfront') return [response!.status];
  return originFailure === undefined ? [] : failoverCodesOf(originFailure);
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
      const originRequest = outcome.value;
      const notes = noteFacts(outcome, edge, exchange, fn, { request: before, newRequest: originRequest });
      return recordRequest({ ...exchange, originRequest }, 'origin-request', fn, before, originRequest, notes);
    }
    if (outcome.kind !== 'answer') return functionFailure(exchange, 'origin-request', fn, outcome, before);
    const response = { ...outcome.response, body: outcome.response.body ?? Buffer.alloc(0) };
    const notes = noteFacts(outcome, edge, exchange, fn, { request: before, newResponse: response });
    const answered = answer(exchange, response, 'origin-request-lambda');
    return recordAnswer(answered, 'origin-request', fn, before, response, notes);
  },
};

const fetchFromOrigin: Stage = {
  name: 'origin',
  phase: 'request',
  async run(viewed, edge) {
    const { request, note } = withAccessControl(viewed.originRequest!);
    const { domainName, id } = request.origin;
    const asked = shortRequest(request);
    const fault = faultOf(viewed, edge, 1);
    const exchange = fault === undefined ? viewed
      : record(viewed, { stage: 'fault', outcome: 'injected', origin: domainName, text: fault.text });
    const attempted = await fetched(exchange, request, edge, fault);
    const { failed, again } = attempted;
    const facts = () => ({
      stage: 'origin',
      origin: domainName,
      id,
      request: asked,
      ...(failed.length > 0 && { failedAttempts: failed }),
      ...(again !== undefined && { sentAgain: again }),
      ...(note !== undefined && { note }),
    }) as const;
    if ('failure' in attempted) {
      const { status, hint, kind: failure, message } = attempted.failure;
      return record({ ...refuse(exchange, status, message), originFailure: failure }, () => (
        { ...facts(), outcome: 'failed', status, hint, failure }));
    }
    const { file, ...response } = attempted.response;
    const headers = forwardsCookies(exchange.behavior!)
      ? response.headers
      : withoutHeaders(response.headers, 'set-cookie');
    const withResponse = answer({ ...exchange, originFile: file }, { ...response, headers }, 'origin');
    const answered = shortResponse(response);
    return record(withResponse, () => ({ ...facts(), outcome: 'answered', response: answered }));
  },
};

/** What the attempts at an origin come to. The fault is that of the first one. */
async function fetched(
  exchange: Exchange, request: OriginRequest, edge: Edge, first: OriginFault | undefined,
): Promise<Attempted> {
  const { viewer } = exchange;
  const origin = edge.origins.for(request.origin);
  try {
    return await inAttempts(request, (attempt) => {
      const fault = attempt.number === 1 ? first : faultOf(exchange, edge, attempt.number);
      return (fault === undefined ? origin : new FaultyOrigin(origin, fault)).fetch(request, viewer, attempt);
    }, viewer);
  } catch (error) {
    if (viewer?.isGone) throw new ViewerGone();
    throw error;
  }
}

/** The fault that is injected for an attempt. */
function faultOf({ originRequest, isTrial }: Exchange, { injections }: Edge, attempt: number): OriginFault | undefined {
  const { origin, uri } = originRequest!;
  return injections.faultFor(namesOf(origin), uri, isTrial ? attempt : undefined);
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
      const response = outcome.value;
      const notes = noteFacts(outcome, edge, exchange, fn, { request, response: before, newResponse: response });
      return recordResponse({ ...exchange, response }, 'origin-response', fn, before, response, notes);
    }
    if (outcome.kind === 'answer') return { ...exchange, response: outcome.response };
    return functionFailure(exchange, 'origin-response', fn, outcome, before);
  },
};

