import { RedirectEventType } from './redirect-event-type';
import { error, type Problem } from '../../core/problem';
import { WHEN_CONDITIONS } from '../../core/redirects/rule/conditions';
import { givesWayToFiles } from '../../core/redirects/rule/files-first';
import { isExact, type RedirectRule } from '../../core/redirects/rule/model';
import { isProxy } from '../../core/redirects/rule/proxy';

/** Conditions that cannot be tested on some events; those with the most such events come first. */
const UNSEEN = WHEN_CONDITIONS.flatMap(({ key, unseen }) => unseen.map((one) => ({ key, ...one })))
  .sort((a, b) => b.on.length - a.on.length);

/** Reports rules that cannot work on an event. */
export function eventProblems(rules: readonly RedirectRule[], event: RedirectEventType): Problem[] {
  return rules.flatMap((rule) => [
    ...(event === RedirectEventType.ORIGIN_RESPONSE && isRewrite(rule) ? [error('EDGE_REDIRECT_REWRITE_LATE',
      `rewrites the request, which the origin has already answered on this event; ${cureOfRewrite(rule)}`, rule)] : []),
    ...UNSEEN.flatMap(({ key, on, code, message }) => (
      on.includes(event) && rule.when[key] !== undefined ? [error(code, message, rule)] : []
    )),
  ]);
}

/** Whether a rule shows another page of the site. Those of other hosts are reported with the list. */
function isRewrite(rule: RedirectRule): boolean {
  return rule.status === 200 && !isProxy(rule);
}

/** On a request event, a fallback line for missing files would apply to all files, so the cure is an error page. */
function cureOfRewrite(rule: RedirectRule): string {
  return givesWayToFiles(rule) && !isExact(rule.source)
    ? 'remove the line and let ErrorRules.singlePageApp of an EdgeErrorMasker show '
      + `${JSON.stringify(rule.to)} where the origin has no file`
    : 'use RedirectEventType.ORIGIN_REQUEST or VIEWER_REQUEST';
}
