import { sourceKey } from './checks/duplicates';
import type { SiteHosts } from './checks/site-hosts';
import type { RedirectRule, Target } from './rule/model';
import { fixedHost } from './rule/origin';
import { quoted, type Report } from './rule/report';
import { objectPathOf } from './url/root-object';
import { viewerPath } from '../facts/root-object';

/** A default root object that only CloudFormation will know. */
export const UNKNOWN_OBJECT = Symbol('unknown default root object');

export type RootObject = string | typeof UNKNOWN_OBJECT;

/**
 * The rules as they apply where a request for the object is one for `/`: a source that is the object's path is `/`, and
 * of a target it is marked that it is the same page, which is sent as it was written. Without an object it is the list
 * itself, which may have a million rules.
 */
export function withRootObject(
  rules: readonly RedirectRule[], rootObject: RootObject, hosts: SiteHosts,
): readonly RedirectRule[] {
  if (rootObject === '') return rules;
  // Nobody can tell yet whether a redirect leads to the object, so the edge looks.
  if (rootObject === UNKNOWN_OBJECT) {
    return rules.map((rule) => (literalPath(rule) === undefined ? rule : leadingHome(rule, 'perhaps')));
  }
  const objectPath = objectPathOf(rootObject);
  const isObject = (path: string | undefined): boolean => path !== '/' && viewerPath(path ?? '', objectPath) === '/';
  return rules.map((rule) => {
    const led = isObject(literalPath(rule)) ? leadingHome(rule, staysOn(rule, hosts) ? 'yes' : 'perhaps') : rule;
    return isObject(sourcePath(led, objectPath)) ? forHome(led) : led;
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

/** The only path that a source is for; where capitals make no difference, that of the object if it is among them. */
function sourcePath({ source: { segments }, caseSensitive }: RedirectRule, objectPath: string): string {
  let path = '';
  for (const segment of segments) {
    if (segment.kind !== 'literal') return '';
    path += `/${segment.text}`;
  }
  return !caseSensitive && path.toLowerCase() === objectPath.toLowerCase() ? objectPath : path;
}

/** Where a redirect leads, if no capture is part of it. */
function literalPath({ target, status }: RedirectRule): string | undefined {
  if (target === undefined || status < 300 || status >= 400) return undefined;
  return target.path.every((part) => typeof part === 'string') ? target.path.join('') : undefined;
}

/** Rules that move the home page, of which their authors may not think. */
export function reportMovedHome(
  rules: readonly RedirectRule[], written: readonly RedirectRule[], report: Report,
): void {
  const moving = rules.filter((rule, i) => rule.source !== written[i].source);
  if (moving.length === 0) return;
  // One beside a rule for `/` is reported for that.
  const plain = new Set(written.filter(({ source }) => source.segments.length === 0).map(sourceKey));
  for (const rule of moving) {
    if (plain.has(sourceKey(rule)) || leadsHome(rule)) continue;
    report.warning('EDGE_REDIRECT_ROOT_OBJECT', rule, `${quoted(rule.from)} is the default root object, which `
      + 'CloudFront requests in place of "/", so that the rule is for "/" as well; write "/" if the home page is '
      + 'meant, or remove the rule');
  }
}

/** Which is reported as a loop. */
function leadsHome({ target, status, source }: RedirectRule): boolean {
  if (status < 300 || status >= 400 || target?.query?.length) return false;
  if (target?.leadsHome !== 'yes' && target?.path.join('') !== '/') return false;
  return target.origin === undefined || fixedHost(target.origin) === source.host;
}
