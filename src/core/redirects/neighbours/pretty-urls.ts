import { joined, type NeighbourList } from './together';
import { prettyUrl, type PrettySite } from '../../pretty-urls/pretty-url';
import type { Problem } from '../../problem';
import { follow } from '../checks/loops/follow';
import { staysOnSite } from '../checks/loops/report';
import { SiteHosts } from '../checks/site-hosts';
import type { RedirectRule } from '../rule/model';
import { quoted, Report } from '../rule/report';
import type { RedirectMatcher } from '../rule/types';

/** Pretty URLs behind the lists of a distribution. */
export interface PrettyNeighbour {
  readonly site: PrettySite;
  readonly status: number;
  /** Whether requests for a path reach them. */
  readonly serves: (path: string) => boolean;
}

/** The number of no rule. */
const PRETTY = -1;

/**
 * Loops and chains of rules with pretty URLs, such as `/docs` to `/docs/index.html`, which is redirected to `/docs/`.
 *
 * One request for each rule is followed, as a browser would.
 */
export function checkPrettyUrls(
  lists: readonly NeighbourList[], pretty: PrettyNeighbour, siteHosts: readonly string[],
): Problem[] {
  const rules = lists.flatMap((list) => list.rules);
  const hosts = new SiteHosts(siteHosts, rules);
  const matcher = withPrettyUrls(joined(lists, rules.length).matcher, pretty);
  const report = new Report();
  const reported = new Set<string>();
  const chained: { readonly rule: RedirectRule; readonly location: string }[] = [];
  for (const [i, rule] of rules.entries()) {
    if (!staysOnSite(rule, hosts)) continue;
    const journey = follow(i, { rules, matcher, hosts, now: 0 });
    if (!journey?.hops.includes(PRETTY)) continue;
    const { hops, location, loopsFrom } = journey;
    if (loopsFrom !== undefined) {
      const loop = [...new Set(hops.slice(loopsFrom))].sort((a, b) => a - b);
      // A loop of rules alone is reported for their list.
      if (loop[0] === PRETTY && !reported.has(loop.join())) reportLoop(rule, report);
      reported.add(loop.join());
    } else if (hops[1] === PRETTY) {
      chained.push({ rule, location });
    }
  }
  reportChains(chained, report);
  return report.problems;
}

function withPrettyUrls({ match }: RedirectMatcher, { site, status, serves }: PrettyNeighbour): RedirectMatcher {
  return {
    match: (request) => {
      const decision = match(request);
      if (decision !== undefined || !serves(request.path)) return decision;
      const location = prettyUrl(site, request.path, request.query, true)?.location;
      return location === undefined ? undefined : { status, location, rule: PRETTY };
    },
  };
}

function reportLoop(rule: RedirectRule, report: Report): void {
  report.error('EDGE_REDIRECT_LOOP', rule, `${quoted(rule.from)} leads to ${quoted(rule.to)}, from where pretty URLs `
    + 'redirect back to a URL that it matches: a redirect loop; remove the rule, or lead to another page');
}

/** One warning for all, because a list may have been written for other URLs. */
function reportChains(chained: readonly { rule: RedirectRule; location: string }[], report: Report): void {
  const [first, ...others] = chained;
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  report.warning('EDGE_REDIRECT_CHAIN', first.rule, `${quoted(first.rule.from)}${more} leads to `
    + `${quoted(first.rule.to)}, which pretty URLs redirect again; lead to ${quoted(first.location)} at once`);
}
