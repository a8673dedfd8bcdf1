import type { CloudFrontRequest, CloudFrontRequestEvent, CloudFrontResponseEvent } from 'aws-lambda';
import { logError } from './log-error';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { headerValue } from '../../core/http/headers';
import type { EdgeRequest, EdgeResponse } from '../../core/http/message';
import { ourResponse } from '../../core/http/replace-response';
import { runSlot } from '../../core/slots/run';
import type { EdgeExchange, EdgeStep } from '../../core/slots/step';

type LambdaEdgeEvent = CloudFrontRequestEvent | CloudFrontResponseEvent;

/** What a step can take from the runner instead of carrying a copy of its own: each part has its budget. */
export interface SlotTools {
  readonly headerValue: typeof headerValue;
  readonly ourResponse: typeof ourResponse;
  readonly logError: typeof logError;
}

export { headerValue, logError, ourResponse };

type Handler = (
  event: LambdaEdgeEvent,
  context?: Readonly<Record<string, unknown>>,
) => Promise<EdgeRequest | EdgeResponse>;

/** The one function of a slot. Async, because Node.js 24 no longer knows callback handlers. */
export function createHandler(steps: readonly EdgeStep[]): Handler {
  return async (event, context) => {
    const { config, request, ...rest } = event.Records[0].cf;
    const exchange: EdgeExchange = {
      event: config.eventType as EdgeEvent,
      request: request as CloudFrontRequest & EdgeRequest,
      response: 'response' in rest ? rest.response as EdgeResponse : undefined,
      distributionDomainName: config.distributionDomainName,
      config: { ...config },
      requestId: config.requestId,
      context,
    };
    return runSlot(steps, exchange, ({ name, refusal }, error) => {
      const { event: on, requestId } = exchange;
      logError('EDGE_STEP_FAILED', { step: name, event: on, requestId, ...(refusal && { refused: true }) }, error);
    });
  };
}
