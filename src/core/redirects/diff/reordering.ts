import type { EffectiveRule } from './effective-rules';
import type { RuleList } from './list';
import { ListComparison, Difference, TwoLists } from './list-comparison';
import { moved, Places } from './moved';
import { OverlapCandidates } from '../overlap/candidates';
import { ownWitnesses, witnessAt, witnessesOfBoth } from '../overlap/witnesses';
import { isExact, RedirectRule } from '../rule/model';
import { ranked } from '../traits/precedence';

/** Limits for two long lists of wildcards in which each source overlaps all others. */
const MOST_WITNESSES = 100_000;
const MOST_STEPS = 20_000_000;

export interface ReorderingDifferences {
  readonly differences: readonly Difference[];
  /** Whether all rules that have moved were compared. */
  readonly complete: boolean;
}

/** A rule of both lists. */
export type Kept = readonly [EffectiveRule, EffectiveRule];

/**
 * Compares both lists for the requests of rules that are in both: for each by itself, and for pairs that overlap and
 * have changed their order.
 */
export function findReorderingDifferences(
  lists: TwoLists,
  kept: readonly Kept[],
  most = MOST_WITNESSES,
): ReorderingDifferences {
  const comparison = new ListComparison(lists);
  const rules = kept.map(([, { rule }]) => rule);
  for (const rule of rules) {
    comparison.compare([...ownWitnesses(rule, '', lists.now), ...witnessAt(rule, '', lists.now)]);
  }
  const [before, after] = [placesOf(lists.before), placesOf(lists.after)];
  const places = kept.map(([old, now]): Places => [before[old.index], after[now.index]]);
  const changed = moved(places);
  const compare: Compare = (a, b) => comparison.compare(witnessesOfBoth(a, b, '', lists.now));
  const complete = changed.length === 0 || comparePairs(rules, places, changed, most, compare);
  return { differences: [...comparison.found.values()], complete };
}

/** The position of each rule in the order of precedence. */
function placesOf({ rules }: RuleList): number[] {
  const places: number[] = [];
  ranked(rules).forEach((rule, place) => { places[rule] = place; });
  return places;
}

type Compare = (a: RedirectRule, b: RedirectRule) => void;

/** False if there were too many pairs. */
function comparePairs(
  rules: readonly RedirectRule[],
  places: readonly Places[],
  changed: readonly number[],
  most: number,
  compare: Compare,
): boolean {
  const candidates = new OverlapCandidates(rules, MOST_STEPS);
  const swapped = (i: number, j: number): boolean => (places[i][0] - places[j][0]) * (places[i][1] - places[j][1]) < 0;
  // A pattern that has moved may overlap exact rules that have not.
  const all = changed.some((i) => !isExact(rules[i].source));
  const exact = all ? rules.flatMap(({ source }, i) => (isExact(source) ? [i] : [])) : [];
  const first = all ? [...changed.filter((i) => !isExact(rules[i].source)), ...exact] : changed;
  let remaining = most;
  for (const i of first) {
    for (const j of candidates.of(i)) {
      if (!swapped(i, j)) continue;
      if (--remaining < 0) return false;
      compare(rules[i], rules[j]);
    }
  }
  return candidates.complete;
}
