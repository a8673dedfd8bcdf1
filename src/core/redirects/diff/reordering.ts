import type { EffectiveRule } from './effective-rules';
import type { RuleList } from './list';
import { ListComparison, Difference, TwoLists } from './list-comparison';
import { moved, Places } from './moved';
import { OverlapCandidates } from '../overlap/candidates';
import { ownWitnesses, witnessAt, witnessesOfBoth } from '../overlap/witnesses';
import { isExact, RedirectRule } from '../rule/model';
import { ranked } from '../traits/precedence';

/** What bounds the time for two long lists of wildcards that all meet each other. */
const MOST_WITNESSES = 100_000;
const MOST_STEPS = 20_000_000;

export interface ReorderingDifferences {
  readonly differences: readonly Difference[];
  /** Whether all rules that changed places were compared. */
  readonly complete: boolean;
}

/** A rule that both lists have. */
export type Kept = readonly [EffectiveRule, EffectiveRule];

/**
 * Asks both lists where rules that are in both could answer differently: each on its own, and where two meet of which
 * the other comes first now.
 */
export function findReorderingDifferences(
  lists: TwoLists,
  kept: readonly Kept[],
  most = MOST_WITNESSES,
): ReorderingDifferences {
  const asking = new ListComparison(lists);
  const rules = kept.map(([, { rule }]) => rule);
  for (const rule of rules) asking.all([...ownWitnesses(rule, '', lists.now), ...witnessAt(rule, '', lists.now)]);
  const [before, after] = [placesOf(lists.before), placesOf(lists.after)];
  const places = kept.map(([old, now]): Places => [before[old.index], after[now.index]]);
  const others = moved(places);
  const ask: Ask = (a, b) => asking.all(witnessesOfBoth(a, b, '', lists.now));
  const complete = others.length === 0 || meet(rules, places, others, most, ask);
  return { differences: [...asking.found.values()], complete };
}

/** The place of each rule in the order in which they win. */
function placesOf({ rules }: RuleList): number[] {
  const places: number[] = [];
  ranked(rules).forEach((rule, place) => { places[rule] = place; });
  return places;
}

type Ask = (a: RedirectRule, b: RedirectRule) => void;

/** False if there were too many. */
function meet(
  rules: readonly RedirectRule[],
  places: readonly Places[],
  others: readonly number[],
  most: number,
  ask: Ask,
): boolean {
  const candidates = new OverlapCandidates(rules, MOST_STEPS);
  const swapped = (i: number, j: number): boolean => (places[i][0] - places[j][0]) * (places[i][1] - places[j][1]) < 0;
  // A pattern that has moved is met by paths that have not.
  const all = others.some((i) => !isExact(rules[i].source));
  const exact = all ? rules.flatMap(({ source }, i) => (isExact(source) ? [i] : [])) : [];
  const first = all ? [...others.filter((i) => !isExact(rules[i].source)), ...exact] : others;
  let left = most;
  for (const i of first) {
    for (const j of candidates.of(i)) {
      if (!swapped(i, j)) continue;
      if (--left < 0) return false;
      ask(rules[i], rules[j]);
    }
  }
  return candidates.complete;
}
