import { ConditionIndex, foldersOf, possessions } from './condition-index';
import type { RuleIndex, Shape } from './rule-index';
import type { RedirectRule } from '../rule/model';
import { quoted, Report } from '../rule/report';
import { exemptPrefixOf } from '../traits/exempt-prefix';
import { isImpliedBy } from '../traits/implies';
import { samplePath } from '../traits/sample';
import { subsumes } from '../traits/subsumes';

/** Rules in the order in which they win. */
export interface Ranking {
  readonly rules: readonly RedirectRule[];
  readonly rank: Int32Array;
  /** What each looks for, in one spelling. */
  readonly keys: readonly string[];
  /** Rules that are left out, so that they take nothing from others. */
  readonly dropped: ReadonlySet<number>;
}

/** Reports rules that never answer because one that is tried before takes all of their requests, and gives them. */
export function findUnreachable(ranking: Ranking, index: RuleIndex, report: Report): number[] {
  const { rules } = ranking;
  const idle: number[] = [];
  const shadows = new Shadows(ranking, index);
  rules.forEach((rule, i) => {
    const first = shadows.firstOver(i);
    if (first === undefined) return;
    idle.push(i);
    report.warning(
      'EDGE_REDIRECT_UNREACHABLE',
      rule,
      `${quoted(rule.from)} never answers: ${quoted(rules[first].from)} on line ${rules[first].line} takes its `
        + 'requests; move it up or remove it',
    );
  });
  return idle;
}

/** Which rules shadow which. */
class Shadows {
  private readonly known = new Map<readonly number[], Map<string | undefined, ConditionIndex>>();

  private readonly someExempt: boolean;

  constructor(private readonly ranking: Ranking, private readonly index: RuleIndex) {
    this.someExempt = ranking.rules.some(({ dialect }) => dialect.leavesArrived);
  }

  /** The first in the file of the rules that take all requests of a rule. */
  firstOver(i: number): number | undefined {
    const { rules, rank, keys: sources } = this.ranking;
    const rule = rules[i];
    const path = samplePath(rule);
    const takes = (j: number): boolean =>
      rank[j] < rank[i]
      && (isImpliedBy(rules[j], rule) || (this.someExempt && guards(rules[j], path)))
      && subsumes(rules[j], rule)
      && sources[j] !== sources[i];
    let first: number | undefined;
    let keys: readonly string[] | undefined;
    for (const shape of this.index.shapes(path)) {
      if (shape.rules.length === 1 && shape.rules[0] === i) continue;
      // A rule for another host takes nothing from this one.
      keys ??= [...possessions(rule), ...(this.someExempt ? foldersOf(path) : [])];
      for (const host of rule.source.host === undefined ? [undefined] : [undefined, rule.source.host]) {
        const found = this.of(shape).get(host)?.first(keys, takes);
        if (found !== undefined && (first === undefined || found < first)) first = found;
      }
    }
    return first;
  }

  private of(shape: Shape): Map<string | undefined, ConditionIndex> {
    const known = this.known.get(shape.rules);
    if (known !== undefined) return known;
    const { rules, keys, dropped } = this.ranking;
    // Of rules that look for the same, the first is as good as all.
    const seen = new Set<string>();
    const hosts = new Map<string | undefined, number[]>();
    for (const i of shape.rules) {
      if (dropped.has(i) || seen.has(keys[i])) continue;
      seen.add(keys[i]);
      const { host } = rules[i].source;
      if (!hosts.has(host)) hosts.set(host, []);
      hosts.get(host)!.push(i);
    }
    const indexes = new Map([...hosts].map(([host, members]) => [host, new ConditionIndex(rules, members)]));
    this.known.set(shape.rules, indexes);
    return indexes;
  }
}

/**
 * `/* /en/:splat Country=gb` leaves everybody alone who is under `/en/`, whatever his country, so that no later line
 * answers there.
 */
function guards(rule: RedirectRule, path: string): boolean {
  const guard = exemptPrefixOf(rule);
  return guard !== undefined && guard.startsWith('/') && `${path}/`.startsWith(guard);
}
