import type { EdgeEvent, EdgeHost } from '../../facts/edge-events';
import { error, type Problem } from '../../problem';
import { WHEN_CONDITIONS } from '../rule/conditions';
import { isExemption } from '../rule/exemption';
import { givesWayToFiles } from '../rule/files-first';
import { isExact, type RedirectRule } from '../rule/model';
import { isProxy } from '../rule/proxy';

/** Conditions that cannot be tested on some events; those with the most such events come first. */
const UNSEEN = WHEN_CONDITIONS.flatMap(({ key, unseen }) => unseen.map((one) => ({ key, ...one })))
  .sort((a, b) => b.on.length - a.on.length);

/** The events that redirects can have. */
export type RedirectEvent = Exclude<EdgeEvent, 'viewer-response'>;

/**
 * Reports rules that cannot work on an event and a host. If only the list is checked, the host is unknown, and only
 * what works on none is reported.
 */
export function eventProblems(
  rules: readonly RedirectRule[], event: RedirectEvent, host?: EdgeHost,
): Problem[] {
  return rules.flatMap((rule) => [
    ...(event === 'origin-response' && isRewrite(rule) ? [error('EDGE_REDIRECT_REWRITE_LATE',
      `rewrites the request, which the origin has already answered on this event; ${cureOfRewrite(rule)}`, rule)] : []),
    ...UNSEEN.flatMap(({ key, on, by = host, code, message }) => (
      on.includes(event) && by === host && rule.when[key] !== undefined ? [error(code, message, rule)] : []
    )),
  ]);
}

/** Whether a problem is one of the event: the list may be right on another one. */
export function isOfEvent({ code }: Problem): boolean {
  return OF_EVENT.has(code);
}

const OF_EVENT = new Set<string>([
  ...UNSEEN.map(({ code }) => code), 'EDGE_REDIRECT_REWRITE_LATE', 'EDGE_REDIRECT_PROXY', 'EDGE_REDIRECT_HIDES_FILES',
]);

/** Whether a rule shows another page of the site. Those of other hosts are reported with the list. */
function isRewrite(rule: RedirectRule): boolean {
  return rule.status === 200 && !isProxy(rule) && !isExemption(rule);
}

/** On a request event, a fallback line for missing files would apply to all files, so the cure is an error page. */
function cureOfRewrite(rule: RedirectRule): string {
  return givesWayToFiles(rule) && !isExact(rule.source)
    ? 'remove the line and let ErrorRules.singlePageApp of an EdgeErrorMasker show '
      + `${JSON.stringify(rule.to)} where the origin has no file`
    : 'use RedirectEventType.ORIGIN_REQUEST or VIEWER_REQUEST';
}
