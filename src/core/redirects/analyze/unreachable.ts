import { guardOf } from '../compile/guard';
import type { RedirectRule } from '../model';
import { quoted, Report } from '../report';
import { asksNoMore } from './conditions';
import { covers } from './covers';
import { sourceKey } from './duplicates';
import { RuleIndex } from './rule-index';
import { samplePath } from './sample';

/** Rules in the order in which they win. */
export interface Ranking {
  readonly rules: readonly RedirectRule[];
  readonly rank: Int32Array;
  /** Rules that are left out, so that they take nothing from others. */
  readonly dropped: ReadonlySet<number>;
}

/** Reports rules that never answer because one that is tried before takes all of their requests, and gives them. */
export function findUnreachable({ rules, rank, dropped }: Ranking, index: RuleIndex, report: Report): number[] {
  const idle: number[] = [];
  rules.forEach((rule, i) => {
    const path = samplePath(rule);
    const takes = (j: number): boolean => (asksNoMore(rules[j], rule) || guards(rules[j], path)) && covers(rules[j], rule);
    const before = index.fitting(path).filter((j) => rank[j] < rank[i] && !dropped.has(j) && takes(j));
    const first = before.find((j) => sourceKey(rules[j]) !== sourceKey(rule));
    if (first === undefined) return;
    idle.push(i);
    report.warning('EDGE_REDIRECT_UNREACHABLE', rule, `${quoted(rule.from)} never answers: ${quoted(rules[first].from)} on line ${rules[first].line} takes its requests; move it up or remove it`);
  });
  return idle;
}

/** `/* /en/:splat Country=gb` leaves everybody alone who is under `/en/`, whatever his country, so that no later line answers there. */
function guards(rule: RedirectRule, path: string): boolean {
  const guard = guardOf(rule);
  return guard !== undefined && guard.startsWith('/') && `${path}/`.startsWith(guard);
}
