import { ConditionIndex, foldersOf, offeredKeys } from './condition-index';
import type { RuleIndex, Shape } from './rule-index';
import type { RedirectRule } from '../rule/model';
import { quoted, Report } from '../rule/report';
import { exemptPrefixOf } from '../traits/exempt-prefix';
import { isImpliedBy } from '../traits/implies';
import { samplePath } from '../traits/sample';
import { subsumes } from '../traits/subsumes';

/** Rules with their precedence. */
export interface Ranking {
  readonly rules: readonly RedirectRule[];
  readonly rank: Int32Array;
  /** Source and conditions of each rule in one spelling. */
  readonly keys: readonly string[];
  /** Rules without effect on others. */
  readonly dropped: ReadonlySet<number>;
}

/** Reports rules that never apply because one with precedence matches all of their requests. Returns them. */
export function findUnreachable(ranking: Ranking, index: RuleIndex, report: Report): number[] {
  const { rules } = ranking;
  const idle: number[] = [];
  const shadows = new Shadows(ranking, index);
  rules.forEach((rule, i) => {
    const first = shadows.firstShadowing(i);
    if (first === undefined) return;
    idle.push(i);
    report.warning(
      'EDGE_REDIRECT_UNREACHABLE',
      rule,
      `${quoted(rule.from)} never applies: ${quoted(rules[first].from)} on line ${rules[first].line} matches all of `
        + 'its requests first; move it up or remove it',
    );
  });
  return idle;
}

/** Finds for a rule the rules that shadow it. */
class Shadows {
  /** By the first rule of a shape. */
  private readonly known = new Map<number, Map<string | undefined, ConditionIndex>>();

  private readonly someExempt: boolean;

  constructor(private readonly ranking: Ranking, private readonly index: RuleIndex) {
    this.someExempt = ranking.rules.some(({ dialect }) => dialect.leavesArrived);
  }

  /** The first rule in the file that shadows a rule. */
  firstShadowing(i: number): number | undefined {
    const { rules, rank, keys: sources } = this.ranking;
    const rule = rules[i];
    const path = samplePath(rule);
    const isShadowing = (j: number): boolean =>
      rank[j] < rank[i]
      && (isImpliedBy(rules[j], rule) || (this.someExempt && exempts(rules[j], path)))
      && subsumes(rules[j], rule)
      && sources[j] !== sources[i];
    let first: number | undefined;
    let keys: readonly string[] | undefined;
    for (const shape of this.index.shapes(path)) {
      if (shape.rules.length === 1 && shape.rules[0] === i) continue;
      // A rule for another host shadows nothing here.
      keys ??= [...offeredKeys(rule), ...(this.someExempt ? foldersOf(path) : [])];
      for (const host of rule.source.host === undefined ? [undefined] : [undefined, rule.source.host]) {
        const found = this.of(shape).get(host)?.first(keys, isShadowing);
        if (found !== undefined && (first === undefined || found < first)) first = found;
      }
    }
    return first;
  }

  private of(shape: Shape): Map<string | undefined, ConditionIndex> {
    const known = this.known.get(shape.rules[0]);
    if (known !== undefined) return known;
    const { rules, keys, dropped } = this.ranking;
    // Of rules with the same source and conditions, the first is enough.
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
    this.known.set(shape.rules[0], indexes);
    return indexes;
  }
}

/**
 * Whether a rule exempts a path: `/* /en/:splat Country=gb` exempts everything under `/en/` for all countries, so that
 * no later line applies there.
 */
function exempts(rule: RedirectRule, path: string): boolean {
  const prefix = exemptPrefixOf(rule);
  return prefix !== undefined && prefix.startsWith('/') && `${path}/`.startsWith(prefix);
}
