import type { Problem } from '../../problem';
import { reportDuplicate } from '../checks/duplicates';
import { describeProbe } from '../checks/loops/probe';
import { loopMessage, staysOnSite } from '../checks/loops/report';
import { Routes } from '../checks/loops/routes';
import { findLoops } from '../checks/loops/search';
import { RuleIndex } from '../checks/rule-index';
import { SiteHosts } from '../checks/site-hosts';
import { isExemption } from '../rule/exemption';
import type { RedirectRule } from '../rule/model';
import { Report } from '../rule/report';
import type { RedirectDecision, RedirectMatcher } from '../rule/types';
import { sourceKey } from '../traits/source-key';
import { objectPathOf } from '../url/root-object';

/** One of the lists of rules of a distribution, in the order in which they run. */
export interface NeighbourList {
  readonly rules: readonly RedirectRule[];
  /** The numbers of the rules of the program, in order of precedence. */
  readonly order: readonly number[];
  readonly matcher: RedirectMatcher;
  /** Whether requests for a path reach the list. */
  readonly serves: (path: string) => boolean;
  /** Whether requests for a path are never redirected by it, such as those for an error page. */
  readonly exempts: (path: string) => boolean;
  /** Numbers of the lists on the same event of the same behavior. */
  readonly beside: readonly number[];
}

/**
 * Problems of lists together, each of which is valid by itself: loops across lists, and one source with two targets.
 */
export function checkTogether(
  lists: readonly NeighbourList[], siteHosts: readonly string[], rootObject = '',
): Problem[] {
  const report = new Report();
  for (const [n, list] of lists.entries()) {
    for (const m of list.beside) if (m < n) reportCommonSources(lists[m], list, report);
  }
  searchLoops(lists, siteHosts, objectPathOf(rootObject), report);
  return report.problems;
}

function reportCommonSources(first: NeighbourList, second: NeighbourList, report: Report): void {
  const known = new Map([...first.order].reverse().map((i) => [sourceKey(first.rules[i]), first.rules[i]]));
  for (const i of second.order) {
    const other = known.get(sourceKey(second.rules[i]));
    if (other !== undefined) reportDuplicate(other, second.rules[i], report);
  }
}

function searchLoops(
  lists: readonly NeighbourList[], siteHosts: readonly string[], objectPath: string, report: Report,
): void {
  const rules = lists.flatMap((list) => list.rules);
  const index = new RuleIndex(rules, objectPath);
  const hosts = new SiteHosts(siteHosts, rules);
  const { matcher, rank } = joined(lists, rules.length);
  // The other lists see the path of a rewrite.
  const onSite = rules.map((rule) => (rule.status === 200 && rule.target?.origin === undefined && !isExemption(rule)) || staysOnSite(rule, hosts));
  const routes = new Routes(rules, index, onSite);
  for (const { cycle, probe } of findLoops({ rules, matcher, hosts, now: 0, rank, index, routes }, onSite, [])) {
    const looping = [...new Set(cycle)].sort((a, b) => a - b).map((rule) => rules[rule]);
    const dated = looping.some(({ start, end }) => start !== undefined || end !== undefined);
    report.error('EDGE_REDIRECT_LOOP', looping[looping.length - 1], loopMessage(looping, describeProbe(probe, dated)));
  }
}

/** A matcher for all lists: the first decision wins, and after a rewrite the following lists see the rewritten path. */
export function joined(lists: readonly NeighbourList[], count: number): { matcher: RedirectMatcher; rank: Int32Array } {
  const rank = new Int32Array(count).fill(0x7fffffff);
  const offsets: number[] = [];
  let [offset, place] = [0, 0];
  for (const { rules, order } of lists) {
    offsets.push(offset);
    for (const rule of order) rank[offset + rule] = place++;
    offset += rules.length;
  }
  const match: RedirectMatcher['match'] = (original) => {
    let request = original;
    let last: RedirectDecision | undefined;
    for (const [n, list] of lists.entries()) {
      if (!list.serves(original.path)) continue;
      const decision = list.matcher.match(request);
      if (decision === undefined || (decision.location !== undefined && list.exempts(request.path))) continue;
      last = { ...decision, rule: offsets[n] + decision.rule };
      // The functions of other lists do not decide about a request to another host.
      if (decision.rewrite === undefined || decision.rewrite.origin !== undefined) return last;
      request = { ...request, ...decision.rewrite };
    }
    return last;
  };
  return { matcher: { match }, rank };
}
