import type { RuleIndex } from './rule-index';
import type { SiteHosts } from './site-hosts';
import type { EdgeEvent } from '../../facts/edge-events';
import { isConditional } from '../rule/conditions';
import { isExemption } from '../rule/exemption';
import { givesWayToFiles } from '../rule/files-first';
import { isExact, isOpen, type RedirectRule, SCHEME_HEADER } from '../rule/model';
import { fixedHost } from '../rule/origin';
import { isProxy } from '../rule/proxy';
import { quoted, type Report } from '../rule/report';
import { UNAVAILABLE } from '../rule/timing';
import { exemptPrefixOf } from '../traits/exempt-prefix';
import { targetPath } from '../traits/sample';
import { hostFits } from '../url/hosts';

/** The event of the rules; `unknown` if only the list is checked, which may be for any event. */
export type RuleEvent = EdgeEvent | 'unknown';

export interface HiddenFilesContext {
  readonly rules: readonly RedirectRule[];
  readonly index: RuleIndex;
  readonly hosts: SiteHosts;
  /** Rules that never apply. */
  readonly idle: ReadonlySet<number>;
  readonly event: RuleEvent;
  readonly report: Report;
}

/**
 * Reports rules that apply to requests for files of the origin: they answer scripts and pictures with a page, or the
 * whole site with 404. Netlify checks for the file first; functions before the origin cannot.
 */
export function reportHiddenFiles(context: HiddenFilesContext): void {
  const { rules, idle, event, report } = context;
  const folders: RedirectRule[] = [];
  rules.forEach((rule, i) => {
    if (idle.has(i) || isExact(rule.source) || rule.when.originStatuses !== undefined || isExemption(rule)) return;
    if (!rule.dialect.filesFirst) {
      if (hidesByMistake(rule, i, context)) report.warning('EDGE_REDIRECT_HIDES_FILES', rule, ownMessage(rule));
    } else if (givesWayToFiles(rule) && event !== 'origin-response' && exemptPrefixOf(rule) !== '/') {
      if (takesSiteDown(rule, context)) {
        report[event === 'unknown' ? 'warning' : 'error']('EDGE_REDIRECT_HIDES_FILES', rule, lineMessage(rule));
      } else if (!isRedirect(rule) || isForAnyFolder(rule)) {
        report.warning('EDGE_REDIRECT_HIDES_FILES', rule, lineMessage(rule));
      } else if (folders[folders.length - 1]?.line !== rule.line) {
        folders.push(rule); // `/n*` is compiled to two rules
      }
    }
  });
  if (folders.length > 0) report.warning('EDGE_REDIRECT_HIDES_FILES', folders[0], foldersMessage(folders));
}

/** Whether a line applies to every request of every viewer, and hides the whole site. */
function takesSiteDown(rule: RedirectRule, { hosts }: HiddenFilesContext): boolean {
  if (!isCatchAll(rule) || isForSomeViewers(rule)) return false;
  return rule.status >= 400 || leadsToOnePage(rule, hosts);
}

/** In the formats whose rules always apply, only a rule that is hardly intended is reported. */
function hidesByMistake(rule: RedirectRule, i: number, { index, hosts }: HiddenFilesContext): boolean {
  if (rule.source.query.length > 0) return false;
  // Maintenance is of the whole site.
  if (rule.status >= 400) return rule.status !== UNAVAILABLE && isCatchAll(rule) && !isConditional(rule);
  if (!leadsToOnePage(rule, hosts)) return false;
  return rule.status === 200
    ? !isForPages(rule) && isOpen(rule.source.segments[rule.source.segments.length - 1])
      && index.fits(i, targetPath(rule.target!))
    : isCatchAll(rule) && !isConditional(rule);
}

/** Whether a rule matches every path: `/*`. */
export function isCatchAll({ source: { segments } }: RedirectRule): boolean {
  const [only] = segments;
  return segments.length === 1 && (only.kind === 'splat' || (only.kind === 'star' && only.pieces.length === 1));
}

/** Whether a rule has conditions other than the scheme. */
function isForSomeViewers(rule: RedirectRule): boolean {
  const { headers = [], ...when } = rule.when;
  const others = headers.filter(({ name }) => name !== SCHEME_HEADER);
  return isConditional({ ...rule, when: { ...when, ...(others.length > 0 && { headers: others }) } });
}

/** Whether a rule requires one of the headers by which browsers request pages. */
function isForPages({ when }: RedirectRule): boolean {
  return when.headers?.some(({ name }) => /^(?:accept|sec-fetch-(?:dest|mode))$/.test(name)) ?? false;
}

/** Whether the target is one page of this site for all requests. */
export function leadsToOnePage({ source, target }: RedirectRule, hosts: SiteHosts): boolean {
  if (target === undefined || target.path.some((part) => typeof part === 'number')) return false;
  if (target.origin === undefined) return true;
  const host = fixedHost(target.origin);
  if (host === undefined) return false;
  return source.host === undefined ? hosts.has(host) : hostFits(source.host, host);
}

function isRedirect({ status }: RedirectRule): boolean {
  return status >= 300 && status < 400;
}

/** Whether the first segment matches any text: `/:page` matches `/style.css` too. */
function isForAnyFolder({ source: { segments: [first] } }: RedirectRule): boolean {
  if (first.kind === 'splat' || first.kind === 'literal') return first.kind === 'splat';
  return first.pieces.every((piece) => typeof piece !== 'string');
}

function does({ status, to }: RedirectRule): string {
  if (status === 200) return `serves ${quoted(to)} for every request that it matches`;
  if (status >= 400) return `answers every request that it matches with ${status}`;
  return 'redirects every request that it matches';
}

const AT_NETLIFY = 'Netlify applies it only if no file exists, which is not known before the origin';
const INTENDED = 'or add "!" to the status if every request is intended';

function lineMessage(rule: RedirectRule): string {
  return `${quoted(rule.from)} ${does(rule)}, also if the origin has a file, such as a script or a picture: without `
    + `"!" ${AT_NETLIFY}; ${cureOfLine(rule)}, ${INTENDED}`;
}

function foldersMessage([first, ...others]: readonly RedirectRule[]): string {
  const more = others.length === 0 ? '' : ` (and ${others.length} more lines like it)`;
  return `${quoted(first.from)}${more} also applies if the origin has a file: without "!" ${AT_NETLIFY}; `
    + `${ORIGIN_RESPONSE}, or add "!" to the status if the file no longer exists`;
}

const ORIGIN_RESPONSE = 'use RedirectEventType.ORIGIN_RESPONSE, where it applies as at Netlify, with a cache policy '
  + 'that has all query strings';

function cureOfLine(rule: RedirectRule): string {
  const { status, to } = rule;
  if (isProxy(rule)) return 'give files a behavior without the EdgeRedirector';
  if (status === 200) {
    return 'remove the line and use ErrorRules.singlePageApp of an EdgeErrorMasker, which serves the page if the '
      + 'origin has no file';
  }
  const page = to === undefined ? 'a page' : quoted(to);
  return status < 400 ? ORIGIN_RESPONSE
    : `remove the line and use an EdgeErrorMasker, which answers with ${page} if the origin has no file`;
}

function ownMessage(rule: RedirectRule): string {
  const cure = rule.status === 200
    ? 'for a single-page application, use ErrorRules.singlePageApp of an EdgeErrorMasker instead of the rule'
    : 'to apply it only if the origin has no file, add "when": {"originStatus": [403, 404]} and use '
      + 'RedirectEventType.ORIGIN_RESPONSE, or use an EdgeErrorMasker (ErrorRules.singlePageApp for an application)';
  return `${quoted(rule.from)} ${does(rule)}, also if the origin has a file, such as a script or a picture; ${cure}`;
}
