import { LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { type EdgeCustomStepOptions, EdgeStepFailure } from './edge-custom-step-options';
import { isRequestEvent, isViewerEvent } from '../../core/facts/edge-events';
import { error, shown, warning, type Problem } from '../../core/problem';

/** What of the options does not fit the event of a step. */
export function stepEventProblems({
  step,
  event,
  includeBody,
  onFailure,
  keyValueStore,
}: Partial<EdgeCustomStepOptions>): Problem[] {
  if (step === undefined || event === undefined) return [];
  const cloudFrontFunction = step._host === 'cloudfront-function';
  return [
    ...(cloudFrontFunction && !isViewerEvent(event)
      ? [
        error(
          'EDGE_FUNCTION_EVENT',
          `is not an event of CloudFront Functions, got ${shown(event)}; use a viewer event, or `
              + 'EdgeStepHost.LAMBDA_EDGE',
          'event',
        ),
      ]
      : []),
    ...(includeBody && (cloudFrontFunction || !isRequestEvent(event))
      ? [
        error(
          'EDGE_INCLUDE_BODY',
          'is only for Lambda@Edge on request events; remove it, or choose such an event',
          'includeBody',
        ),
      ]
      : []),
    ...(keyValueStore !== undefined && !cloudFrontFunction
      ? [
        error(
          'EDGE_STEP_STORE',
          'is only for CloudFront Functions; remove it, or add host: EdgeStepHost.CLOUDFRONT_FUNCTION to the step',
          'keyValueStore',
        ),
      ]
      : []),
    ...(onFailure === EdgeStepFailure.REFUSE && !isRequestEvent(event)
      ? [
        error(
          'EDGE_STEP_REFUSE',
          `cannot be EdgeStepFailure.REFUSE on ${event}, where the request can no longer be refused; remove it, or `
              + 'choose '
              + 'a request event',
          'onFailure',
        ),
      ]
      : []),
    ...(event === LambdaEdgeEventType.VIEWER_RESPONSE
      ? [
        warning(
          'EDGE_VIEWER_RESPONSE',
          `${step._name} runs on viewer-response, where CloudFront runs no function for errors of the origin (400 `
              + 'and '
              + 'above) and for error pages; use LambdaEdgeEventType.ORIGIN_RESPONSE to see those',
        ),
      ]
      : []),
  ];
}
