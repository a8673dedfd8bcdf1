import type { CloudFrontRequest, CloudFrontRequestEvent, CloudFrontResponseEvent } from 'aws-lambda';
import { logError } from './log-error';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { headerValue } from '../../core/http/headers';
import type { EdgeRequest, EdgeResponse } from '../../core/http/message';
import { ourResponse } from '../../core/http/replace-response';
import { Freshness } from '../../core/slots/freshness';
import { runSlot } from '../../core/slots/run';
import type { EdgeExchange, SlotStep } from '../../core/slots/step';

type LambdaEdgeEvent = CloudFrontRequestEvent | CloudFrontResponseEvent;

/** Functions of the runner that steps use, so that their parts need no copy: each part has a byte budget. */
export interface SlotTools {
  readonly headerValue: typeof headerValue;
  readonly ourResponse: typeof ourResponse;
  readonly logError: typeof logError;
  readonly elsewhere: typeof elsewhere;
  /** Only where the rules of a redirect step are logged. */
  readonly logRule?: (rule: number, path: string) => void;
}

/** Requests to other hosts, whose paths are not those of this site: they are exempt from later steps. */
export const elsewhere = new WeakSet<EdgeRequest>();

export { headerValue, logError, ourResponse };

type Handler = (
  event: LambdaEdgeEvent,
  context?: Readonly<Record<string, unknown>>,
) => Promise<EdgeRequest | EdgeResponse>;

/** The handler of a slot's function. Returns a promise, because Node.js 24 does not support handlers with callbacks. */
export function createHandler(steps: readonly SlotStep[]): Handler {
  return ({ Records: [{ cf }] }, context) => {
    const { config, request } = cf;
    const event = config.eventType as EdgeEvent;
    const exchange: EdgeExchange = {
      event,
      request: request as CloudFrontRequest & EdgeRequest,
      // An existing function may change the request itself.
      sent: { uri: request.uri, querystring: request.querystring },
      freshness: new Freshness(event),
      response: 'response' in cf ? cf.response as EdgeResponse : undefined,
      distributionDomainName: config.distributionDomainName,
      config,
      requestId: config.requestId,
      context,
    };
    return Promise.resolve(runSlot(steps, exchange, ({ name, refusal }, error) => {
      const { requestId } = config;
      logError('EDGE_STEP_FAILED', { step: name, event, requestId, ...(refusal && { refused: true }) }, error);
    }));
  };
}
