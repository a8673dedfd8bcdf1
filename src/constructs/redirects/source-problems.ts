import { RedirectEventType } from './redirect-event-type';
import type { EdgeHost } from '../../core/facts/edge-events';
import { warning, type Problem } from '../../core/problem';
import { eventProblems } from '../../core/redirects/checks/event-rules';
import { checkExpired } from '../../core/redirects/checks/single';
import { whereFilesAreMissing } from '../../core/redirects/rule/files-first';
import type { RedirectRule } from '../../core/redirects/rule/model';
import { Report } from '../../core/redirects/rule/report';
import type { ParsedRules } from '../../core/redirects/rule/types';

/** The rules as they apply on an event. */
export function rulesOn(event: RedirectEventType, rules: readonly RedirectRule[]): readonly RedirectRule[] {
  return event === RedirectEventType.ORIGIN_RESPONSE ? whereFilesAreMissing(rules) : rules;
}

/**
 * Problems of single rules, and of their event.
 *
 * @param mayBeEmpty Whether the function does something without rules.
 */
export function sourceProblems(
  { rules, problems }: ParsedRules<RedirectRule>, event: RedirectEventType, host: EdgeHost, mayBeEmpty: boolean,
): Problem[] {
  const empty = rules.length === 0 && problems.length === 0 && !mayBeEmpty;
  return [...problems, ...(empty ? [EMPTY] : []), ...eventProblems(rules, event, host), ...expired(rules)];
}

/** Only a warning: a file that others maintain may start empty. */
const EMPTY = warning('EDGE_REDIRECT_EMPTY',
  'has no rules, so that a function runs for nothing; add one, or remove the construct', 'source');

function expired(rules: readonly RedirectRule[]): Problem[] {
  const report = new Report();
  for (const rule of rules) checkExpired(rule, Date.now(), report);
  return report.problems;
}
