import { RedirectEventType } from './redirect-event-type';
import { error, type Problem } from '../../core/problem';
import type { RedirectRule } from '../../core/redirects/rule/model';

/** Rules that could never do on an event what they say. */
export function eventProblems(rules: readonly RedirectRule[], event: RedirectEventType): Problem[] {
  return rules.flatMap((rule) => [
    ...(event === RedirectEventType.ORIGIN_RESPONSE && rule.status === 200 ? [error('EDGE_REDIRECT_REWRITE_LATE',
      'rewrites the request, which the origin has already answered on this event; use '
      + 'RedirectEventType.ORIGIN_REQUEST or VIEWER_REQUEST', rule)] : []),
    ...(event !== RedirectEventType.ORIGIN_RESPONSE && rule.when.originStatuses ? [error('EDGE_REDIRECT_ORIGIN_STATUS',
      'looks at the status of the origin, which has not been asked yet on this event; use '
      + 'RedirectEventType.ORIGIN_RESPONSE', rule)] : []),
    ...(event === RedirectEventType.VIEWER_REQUEST && rule.when.countries ? [error('EDGE_REDIRECT_COUNTRY_EARLY',
      'looks at the country, which Lambda@Edge is not told on viewer-request; use '
      + 'RedirectEventType.ORIGIN_REQUEST with a cache policy that has the header '
      + 'CloudFront-Viewer-Country', rule)] : []),
  ]);
}
