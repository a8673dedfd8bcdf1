import { callFor, functionFailure } from './function-failure';
import { refuse } from './refusal';
import { runStages, type Edge, type Stage } from './stage';
import type { Distribution, OriginSettings } from '../assembly/distribution';
import { act, answer, ViewerGone, type Exchange } from '../exchange/exchange';
import { withoutHeaders } from '../exchange/headers';
import { discard } from '../exchange/message';
import { OriginFailure } from '../origin/origin';
import { buildOriginRequest, forwardsCookies } from '../policies/origin-request';

/** Origin-request function, origin, origin-response function: once, or once more for the second origin of a group. */
export const originTrip: Stage = {
  name: 'origin-trip',
  way: 'in',
  async run(exchange, edge) {
    const { primary, secondary, failoverCodes } = targets(edge.distribution, exchange.behavior!.targetOriginId);
    const first = await travel(exchange, primary, edge);
    const failsOver = secondary !== undefined
      && ['GET', 'HEAD', 'OPTIONS'].includes(exchange.request.method)
      && failoverCodes.includes(failureCode(first))
      // What went to the first origin from the connection is not there for the second one.
      && exchange.request.body?.rest === undefined;
    if (!failsOver) return first;
    discard(first.response!.body);
    const again: Exchange = { ...first, response: undefined, source: undefined, xCache: undefined };
    return travel(act(again, 'failover', `${first.response!.status} from ${primary.domainName}, so ${secondary.domainName}`), secondary, edge);
  },
};

/**
 * An origin that cannot be reached counts as 503, whatever the viewer would get; a function that failed is no failure
 * of the origin.
 */
function failureCode({ source, xCache, response }: Exchange): number {
  if (source !== 'cloudfront') return response!.status;
  if (xCache !== undefined) return 0;
  return response!.status === 502 ? 503 : response!.status;
}

function targets(distribution: Distribution, id: string): { primary: OriginSettings; secondary?: OriginSettings; failoverCodes: readonly number[] } {
  const group = distribution.originGroups.get(id);
  // CloudFormation refuses a behavior without an origin, so a template that was synthesized has it.
  const primary = distribution.origins.get(group?.primaryId ?? id)!;
  return { primary, secondary: distribution.origins.get(group?.secondaryId ?? ''), failoverCodes: group?.statusCodes ?? [] };
}

function travel(exchange: Exchange, origin: OriginSettings, edge: Edge): Promise<Exchange> {
  const originRequest = buildOriginRequest(exchange, exchange.behavior!, origin);
  return runStages([originRequestFunction, fetchFromOrigin, originResponseFunction], { ...exchange, originRequest }, edge);
}

const originRequestFunction: Stage = {
  name: 'origin-request',
  way: 'in',
  async run(exchange, { functions }) {
    const fn = exchange.behavior!.functions['origin-request'];
    if (fn === undefined) return exchange;
    const outcome = await functions.request(fn, callFor(exchange, 'origin-request'), exchange.originRequest!);
    if (outcome.kind === 'continue') return act({ ...exchange, originRequest: outcome.value }, 'origin-request', `${fn.name} passed it on`);
    if (outcome.kind !== 'answer') return functionFailure(exchange, 'origin-request', fn, outcome);
    const response = { ...outcome.response, body: outcome.response.body ?? Buffer.alloc(0) };
    return act(answer(exchange, response, 'origin-request-lambda'), 'origin-request', `${fn.name} answered ${response.status}`);
  },
};

const fetchFromOrigin: Stage = {
  name: 'origin',
  way: 'in',
  async run(exchange, { origins }) {
    const request = exchange.originRequest!;
    const { domainName } = request.origin;
    try {
      const response = await origins.for(request.origin).fetch(request, exchange.signal);
      const headers = forwardsCookies(exchange.behavior!) ? response.headers : withoutHeaders(response.headers, 'set-cookie');
      return act(answer(exchange, { ...response, headers }, 'origin'), 'origin', `${domainName} answered ${response.status}`);
    } catch (error) {
      if (exchange.signal?.aborted) throw new ViewerGone();
      if (!(error instanceof OriginFailure)) throw error;
      return act(refuse(exchange, error.status, error.message), 'origin', `${domainName}: ${error.hint}`);
    }
  },
};

/** Sees what the origin answered, whatever the status; never what an origin-request function or CloudFront made. */
const originResponseFunction: Stage = {
  name: 'origin-response',
  way: 'out',
  async run(exchange, { functions }) {
    const fn = exchange.behavior!.functions['origin-response'];
    if (fn === undefined || exchange.source !== 'origin') return exchange;
    const before = exchange.response!;
    const outcome = await functions.response(fn, callFor(exchange, 'origin-response'), exchange.originRequest!, before);
    if (outcome.kind !== 'continue' || outcome.value.body !== before.body) discard(before.body);
    if (outcome.kind === 'continue') {
      const made = before.status === outcome.value.status ? `${fn.name} ran` : `${fn.name} made it ${outcome.value.status}`;
      return act({ ...exchange, response: outcome.value }, 'origin-response', made);
    }
    if (outcome.kind === 'answer') return { ...exchange, response: outcome.response };
    return functionFailure(exchange, 'origin-response', fn, outcome);
  },
};

