import type { SiteHosts } from './checks/site-hosts';
import type { RedirectRule, Target } from './rule/model';
import { fixedHost } from './rule/origin';
import { quoted, type Report } from './rule/report';
import { sourceKey } from './traits/source-key';
import { objectPathOf } from './url/root-object';
import { viewerPath } from '../facts/root-object';

/** A default root object that is only known at deploy time. */
export const UNKNOWN_OBJECT = Symbol('unknown default root object');

export type RootObject = string | typeof UNKNOWN_OBJECT;

/**
 * Replaces the object's path by `/` in the sources of rules, because a request for the object is matched as one for
 * `/`. Targets keep their text, and are marked as the home page. Without an object, the list itself is returned: it may
 * have a million rules.
 */
export function withRootObject(
  rules: readonly RedirectRule[], rootObject: RootObject, hosts: SiteHosts,
): readonly RedirectRule[] {
  if (rootObject === '') return rules;
  // Whether a redirect leads to the object is not known yet, so it is compared at the edge.
  if (rootObject === UNKNOWN_OBJECT) {
    return rules.map((rule) => (literalPath(rule) === undefined ? rule : leadingHome(rule, 'perhaps')));
  }
  const objectPath = objectPathOf(rootObject);
  const isObject = (path: string | undefined): boolean => path !== '/' && viewerPath(path ?? '', objectPath) === '/';
  return rules.map((rule) => {
    const marked = isObject(literalPath(rule)) ? leadingHome(rule, staysOn(rule, hosts) ? 'yes' : 'perhaps') : rule;
    return isObject(sourcePath(marked, objectPath)) ? forHome(marked) : marked;
  });
}

/** Whether a redirect is known to stay on the site. */
function staysOn({ source, target }: RedirectRule, hosts: SiteHosts): boolean {
  if (target?.origin === undefined) return true;
  const host = fixedHost(target.origin);
  return host !== undefined && (host === source.host || hosts.has(host));
}

function leadingHome(rule: RedirectRule, certainty: Target['leadsHome']): RedirectRule {
  return { ...rule, target: { ...rule.target!, leadsHome: certainty } };
}

function forHome(rule: RedirectRule): RedirectRule {
  return { ...rule, source: { ...rule.source, segments: [], slash: false }, namesRootObject: true };
}

/** The only path that a source matches. If case is ignored, the path of the object if it matches. */
function sourcePath({ source: { segments }, caseSensitive }: RedirectRule, objectPath: string): string {
  let path = '';
  for (const segment of segments) {
    if (segment.kind !== 'literal') return '';
    path += `/${segment.text}`;
  }
  return !caseSensitive && path.toLowerCase() === objectPath.toLowerCase() ? objectPath : path;
}

/** The path that a redirect leads to, unless it contains captures. */
function literalPath({ target, status }: RedirectRule): string | undefined {
  if (target === undefined || status < 300 || status >= 400) return undefined;
  return target.path.every((part) => typeof part === 'string') ? target.path.join('') : undefined;
}

/** Reports rules for the object: they redirect the home page too, which may not be intended. */
export function reportMovedHome(
  rules: readonly RedirectRule[], written: readonly RedirectRule[], report: Report,
): void {
  const moved = rules.filter((rule, i) => rule.source !== written[i].source);
  if (moved.length === 0) return;
  // If there is a rule for `/` too, a duplicate or a conflict is reported.
  const plain = new Set(written.filter(({ source }) => source.segments.length === 0).map(sourceKey));
  for (const rule of moved) {
    if (plain.has(sourceKey(rule)) || leadsHome(rule)) continue;
    report.warning('EDGE_REDIRECT_ROOT_OBJECT', rule, `${quoted(rule.from)} is the default root object, which `
      + 'CloudFront requests in place of "/", so the rule matches "/" too; write "/" if the home page is intended, '
      + 'or remove the rule');
  }
}

/** Whether a rule of the home page leads to the home page, which is reported as a loop. */
function leadsHome({ target, status, source }: RedirectRule): boolean {
  if (status < 300 || status >= 400 || target?.query?.length) return false;
  if (target?.leadsHome !== 'yes' && target?.path.join('') !== '/') return false;
  return target.origin === undefined || fixedHost(target.origin) === source.host;
}
