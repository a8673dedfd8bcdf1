import type { RuleEvent } from './hidden-files';
import type { RedirectRule } from '../rule/model';
import { fixedHost } from '../rule/origin';
import { isProxy } from '../rule/proxy';
import { quoted, type Report } from '../rule/report';

/**
 * Reports rules with status 200 for another host where they cannot work: only a function on origin-request can change
 * the origin of a request, and CloudFront would send one for a host of the site to itself.
 */
export function reportProxies(
  rules: readonly RedirectRule[], siteHosts: readonly string[], event: RuleEvent | undefined, report: Report,
): void {
  const proxies = rules.filter(isProxy);
  const own = new Set(siteHosts.map((host) => host.toLowerCase()));
  for (const rule of proxies) {
    const host = fixedHost(rule.target!.origin!)?.replace(/:\d+$/, '');
    if (host === undefined || !own.has(host)) continue;
    report.error('EDGE_REDIRECT_PROXY', rule, `${quoted(rule.from)} fetches ${quoted(rule.to)} from this site itself, `
      + `which would send the request to CloudFront again; write the path without https://${host}`);
  }
  // `/n*` of Netlify is compiled to two rules.
  const lines = proxies.filter((rule, i) => rule.line !== proxies[i - 1]?.line || rule.from !== proxies[i - 1].from);
  const [first, ...others] = lines;
  if (first === undefined || event === undefined || event === 'origin-request' || event === 'viewer-response') return;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const message = `${quoted(first.from)}${more} fetches ${quoted(first.to)} from another host, which only a function `
    + 'on origin-request can do; use event RedirectEventType.ORIGIN_REQUEST';
  if (event === 'unknown') {
    report.warning('EDGE_REDIRECT_PROXY', first, `${message}, and check with --event origin-request`);
  } else {
    report.error('EDGE_REDIRECT_PROXY', first, `${message}, or 301 or 302 to leave the site`);
  }
}
