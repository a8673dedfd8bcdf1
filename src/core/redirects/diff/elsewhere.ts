import type { Answering } from './answering';
import { Asking, Difference, TwoLists } from './asking';
import type { RuleList } from './list';
import { moved, Places } from './moved';
import { Neighbours } from '../overlap/candidates';
import { ownVisitors, visitorAt, visitorsOfBoth } from '../overlap/witnesses';
import { isExact, RedirectRule } from '../rule/model';
import { ranked } from '../traits/precedence';

/** What bounds the time for two long lists of wildcards that all meet each other. */
const MOST_MEETINGS = 100_000;
const MOST_STEPS = 20_000_000;

export interface Elsewhere {
  readonly differences: readonly Difference[];
  /** Whether all rules that changed places were compared. */
  readonly complete: boolean;
}

/** A rule that both lists have. */
export type Kept = readonly [Answering, Answering];

/** Asks both lists where rules that are in both could answer differently: each on its own, and where two meet of which the other comes first now. */
export function elsewhere(lists: TwoLists, kept: readonly Kept[], most = MOST_MEETINGS): Elsewhere {
  const asking = new Asking(lists);
  const rules = kept.map(([, { rule }]) => rule);
  for (const rule of rules) asking.all([...ownVisitors(rule, '', lists.now), ...visitorAt(rule, '', lists.now)]);
  const [before, after] = [placesOf(lists.before), placesOf(lists.after)];
  const places = kept.map(([old, now]): Places => [before[old.index], after[now.index]]);
  const others = moved(places);
  const ask: Ask = (a, b) => asking.all(visitorsOfBoth(a, b, '', lists.now));
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
function meet(rules: readonly RedirectRule[], places: readonly Places[], others: readonly number[], most: number, ask: Ask): boolean {
  const neighbours = new Neighbours(rules, MOST_STEPS);
  const swapped = (i: number, j: number): boolean => (places[i][0] - places[j][0]) * (places[i][1] - places[j][1]) < 0;
  // A pattern that has moved is met by paths that have not.
  const all = others.some((i) => !isExact(rules[i].source));
  const exact = all ? rules.flatMap(({ source }, i) => (isExact(source) ? [i] : [])) : [];
  const first = all ? [...others.filter((i) => !isExact(rules[i].source)), ...exact] : others;
  let left = most;
  for (const i of first) {
    for (const j of neighbours.of(i)) {
      if (!swapped(i, j)) continue;
      if (--left < 0) return false;
      ask(rules[i], rules[j]);
    }
  }
  return neighbours.complete;
}
