import { RedirectEventType } from './redirect-event-type';
import type { EdgeHost } from '../../core/facts/edge-events';
import { error, type Problem } from '../../core/problem';
import { eventProblems } from '../../core/redirects/checks/event-rules';
import type { RedirectRule } from '../../core/redirects/rule/model';

/** Where rules run that a CloudFront Function cannot; CloudFront does not mix the two kinds on viewer events. */
export const ON_LAMBDA = 'EdgeStepHost.LAMBDA_EDGE, beside a CloudFront Function with RedirectEventType.ORIGIN_REQUEST';

/** Of the events that redirects have, CloudFront Functions run on one. */
export function hostProblems(host: EdgeHost, event: RedirectEventType): Problem[] {
  if (host === 'lambda-edge' || event === RedirectEventType.VIEWER_REQUEST) return [];
  return [error('EDGE_FUNCTION_EVENT', `runs on ${event}, which is not an event of CloudFront Functions; use `
    + 'RedirectEventType.VIEWER_REQUEST, or EdgeStepHost.LAMBDA_EDGE', 'host')];
}

/** CloudFront Functions cannot send requests. */
export function objectHostProblems(host: EdgeHost): Problem[] {
  return host === 'lambda-edge' ? [] : [error('EDGE_REDIRECT_BUCKET_HOST', 'is a CloudFront Function, which cannot '
    + 'read from S3; use EdgeStepHost.LAMBDA_EDGE, or RedirectSource.fromKeyValueStore', 'host')];
}

/** The first rule that works on viewer-request in a CloudFront Function only, if all others do so as well. */
export function ruleOfFunctions(rules: readonly RedirectRule[]): Problem | undefined {
  const [first] = eventProblems(rules, 'viewer-request', 'lambda-edge');
  return first && eventProblems(rules, 'viewer-request', 'cloudfront-function').length === 0 ? first : undefined;
}
