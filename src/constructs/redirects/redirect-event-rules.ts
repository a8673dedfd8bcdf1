import { RedirectEventType } from './redirect-event-type';
import type { Problem } from '../../core/problem';
import { WHEN_CONDITIONS } from '../../core/redirects/rule/conditions';
import type { RedirectRule } from '../../core/redirects/rule/model';

/** Conditions that a function cannot know, those first that it knows on the fewest events. */
const UNSEEN = WHEN_CONDITIONS.flatMap(({ key, unseen }) => unseen.map((one) => ({ key, ...one })))
  .sort((a, b) => b.on.length - a.on.length);

/** Rules that could never do on an event what they say. */
export function eventProblems(rules: readonly RedirectRule[], event: RedirectEventType): Problem[] {
  return rules.flatMap((rule) => [
    ...(event === RedirectEventType.ORIGIN_RESPONSE && rule.status === 200 ? [problem('EDGE_REDIRECT_REWRITE_LATE', rule,
      'rewrites the request, which the origin has already answered on this event; use RedirectEventType.ORIGIN_REQUEST or VIEWER_REQUEST')] : []),
    ...UNSEEN.flatMap(({ key, on, code, message }) => (
      on.includes(event) && rule.when[key] !== undefined ? [problem(code, rule, message)] : []
    )),
  ]);
}

function problem(code: string, rule: RedirectRule, message: string): Problem {
  return { code, severity: 'error', file: rule.file, line: rule.line, column: rule.column, message };
}
