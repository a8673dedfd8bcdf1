import { RedirectSlot } from './redirect-slot';
import type { Problem } from '../../core/problem';
import type { RedirectRule } from '../../core/redirects/rule/model';

/** Rules that could never do on a slot what they say. */
export function slotProblems(rules: readonly RedirectRule[], slot: RedirectSlot): Problem[] {
  return rules.flatMap((rule) => [
    ...(slot === RedirectSlot.ORIGIN_RESPONSE && rule.status === 200 ? [problem('EDGE_REDIRECT_REWRITE_LATE', rule,
      'rewrites the request, which the origin has already answered on this slot; use RedirectSlot.ORIGIN_REQUEST or VIEWER_REQUEST')] : []),
    ...(slot !== RedirectSlot.ORIGIN_RESPONSE && rule.when.originStatuses ? [problem('EDGE_REDIRECT_ORIGIN_STATUS', rule,
      'looks at the status of the origin, which has not been asked yet on this slot; use RedirectSlot.ORIGIN_RESPONSE')] : []),
    ...(slot === RedirectSlot.VIEWER_REQUEST && rule.when.countries ? [problem('EDGE_REDIRECT_COUNTRY_EARLY', rule,
      'looks at the country, which Lambda@Edge is not told on viewer-request; use RedirectSlot.ORIGIN_REQUEST with a cache policy that '
      + 'has the header CloudFront-Viewer-Country')] : []),
  ]);
}

function problem(code: string, rule: RedirectRule, message: string): Problem {
  return { code, severity: 'error', file: rule.file, line: rule.line, column: rule.column, message };
}
