import { RedirectEventType } from './redirect-event-type';
import { error, type Problem } from '../../core/problem';
import { WHEN_CONDITIONS } from '../../core/redirects/rule/conditions';
import { givesWayToFiles } from '../../core/redirects/rule/files-first';
import { isExact, type RedirectRule } from '../../core/redirects/rule/model';

/** Conditions that a function cannot know, those first that it knows on the fewest events. */
const UNSEEN = WHEN_CONDITIONS.flatMap(({ key, unseen }) => unseen.map((one) => ({ key, ...one })))
  .sort((a, b) => b.on.length - a.on.length);

/** Rules that could never do on an event what they say. */
export function eventProblems(rules: readonly RedirectRule[], event: RedirectEventType): Problem[] {
  return rules.flatMap((rule) => [
    ...(event === RedirectEventType.ORIGIN_RESPONSE && rule.status === 200 ? [error('EDGE_REDIRECT_REWRITE_LATE',
      `rewrites the request, which the origin has already answered on this event; ${cureOfRewrite(rule)}`, rule)] : []),
    ...UNSEEN.flatMap(({ key, on, code, message }) => (
      on.includes(event) && rule.when[key] !== undefined ? [error(code, message, rule)] : []
    )),
  ]);
}

/** On an event before the origin, a line for what no file is there for would be for every file. */
function cureOfRewrite(rule: RedirectRule): string {
  return givesWayToFiles(rule) && !isExact(rule.source)
    ? 'remove the line and let ErrorRules.singlePageApp of an EdgeErrorMasker show '
      + `${JSON.stringify(rule.to)} where the origin has nothing`
    : 'use RedirectEventType.ORIGIN_REQUEST or VIEWER_REQUEST';
}
