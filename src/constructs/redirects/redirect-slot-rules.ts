import { RedirectSlot } from './redirect-slot';
import type { Problem } from '../../core/problem';
import { WHEN_CONDITIONS } from '../../core/redirects/rule/conditions';
import type { RedirectRule } from '../../core/redirects/rule/model';

/** Conditions that a function cannot know, those first that it knows on the fewest slots. */
const UNSEEN = WHEN_CONDITIONS.flatMap(({ key, unseen }) => unseen.map((one) => ({ key, ...one }))).sort((a, b) => b.on.length - a.on.length);

/** Rules that could never do on a slot what they say. */
export function slotProblems(rules: readonly RedirectRule[], slot: RedirectSlot): Problem[] {
  return rules.flatMap((rule) => [
    ...(slot === RedirectSlot.ORIGIN_RESPONSE && rule.status === 200 ? [problem('EDGE_REDIRECT_REWRITE_LATE', rule,
      'rewrites the request, which the origin has already answered on this slot; use RedirectSlot.ORIGIN_REQUEST or VIEWER_REQUEST')] : []),
    ...UNSEEN.flatMap(({ key, on, code, message }) => (on.includes(slot) && rule.when[key] !== undefined ? [problem(code, rule, message)] : [])),
  ]);
}

function problem(code: string, rule: RedirectRule, message: string): Problem {
  return { code, severity: 'error', file: rule.file, line: rule.line, column: rule.column, message };
}
