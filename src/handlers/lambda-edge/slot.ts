import type { CloudFrontRequest, CloudFrontRequestEvent, CloudFrontResponseEvent } from 'aws-lambda';
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
}

export { headerValue, ourResponse };

/** The one function of a slot. Async, because Node.js 24 no longer knows callback handlers. */
export function createHandler(steps: readonly EdgeStep[]): (event: LambdaEdgeEvent) => Promise<EdgeRequest | EdgeResponse> {
  return async (event) => {
    const { config, request, ...rest } = event.Records[0].cf;
    const exchange: EdgeExchange = {
      event: config.eventType as EdgeEvent,
      request: request as CloudFrontRequest & EdgeRequest,
      response: 'response' in rest ? rest.response as EdgeResponse : undefined,
      distributionDomainName: config.distributionDomainName,
      config: { ...config },
      requestId: config.requestId,
    };
    return runSlot(steps, exchange, (step, error) => logFailure(step, error, config.eventType, config.requestId));
  };
}

/** One line of JSON, so that CloudWatch Logs Insights can count by code. Nothing of the request goes into it but its id. */
function logFailure(step: EdgeStep, error: unknown, event: string, requestId: string): void {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.log(JSON.stringify({ level: 'ERROR', code: 'EDGE_STEP_FAILED', step: step.name, event, requestId, message }));
}
