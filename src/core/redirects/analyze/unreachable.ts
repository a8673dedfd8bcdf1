import type { RedirectRule } from '../model';
import { quoted, Report } from '../report';
import { asksNoMore } from './conditions';
import { covers } from './covers';
import { sourceKey } from './duplicates';
import { RuleIndex } from './rule-index';
import { samplePath } from './sample';

/** Reports rules that never answer because one that is tried before takes all of their requests. Returns them. */
export function findUnreachable(rules: readonly RedirectRule[], rank: Int32Array, index: RuleIndex, report: Report): Set<number> {
  const unreachable = new Set<number>();
  rules.forEach((rule, i) => {
    const before = index.fitting(samplePath(rule)).filter((j) => rank[j] < rank[i] && asksNoMore(rules[j], rule) && covers(rules[j], rule));
    const first = before.find((j) => sourceKey(rules[j]) !== sourceKey(rule));
    if (first === undefined) return;
    unreachable.add(i);
    report.warning('EDGE_REDIRECT_UNREACHABLE', rule, `${quoted(rule.from)} never answers: ${quoted(rules[first].from)} on line ${rules[first].line} takes its requests; move it up or remove it`);
  });
  return unreachable;
}
