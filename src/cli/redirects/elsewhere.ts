import type { Answering } from './answering';
import { Asking, Difference, TwoLists } from './asking';
import type { RuleFile } from './files';
import { ownVisitors, visitorAt, visitorsOfBoth } from './meetings';
import { moved, Places } from './moved';
import { Overlaps } from './overlaps';
import { ranked } from '../../core/redirects/compile/rank';
import { isExact, RedirectRule } from '../../core/redirects/model';

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
export function elsewhere(lists: TwoLists, kept: readonly Kept[]): Elsewhere {
  const asking = new Asking(lists);
  const rules = kept.map(([, { rule }]) => rule);
  for (const rule of rules) asking.all([...ownVisitors(rule, '', lists.now), ...visitorAt(rule, '', lists.now)]);
  const [before, after] = [placesOf(lists.before), placesOf(lists.after)];
  const places = kept.map(([old, now]): Places => [before[old.index], after[now.index]]);
  const others = moved(places);
  const complete = others.length === 0 || meet(rules, places, others, (a, b) => asking.all(visitorsOfBoth(a, b, '', lists.now)));
  return { differences: [...asking.found.values()], complete };
}

/** The place of each rule in the order in which they win. */
function placesOf({ rules }: RuleFile): number[] {
  const places: number[] = [];
  ranked(rules).forEach((rule, place) => { places[rule] = place; });
  return places;
}

type Ask = (a: RedirectRule, b: RedirectRule) => void;

/** False if there were too many. */
function meet(rules: readonly RedirectRule[], places: readonly Places[], others: readonly number[], ask: Ask): boolean {
  const meetings = new Meetings(rules, others);
  let left = MOST_MEETINGS;
  for (const [i, j] of meetings.pairs()) {
    if ((places[i][0] - places[j][0]) * (places[i][1] - places[j][1]) >= 0) continue;
    if (--left < 0) return false;
    ask(rules[i], rules[j]);
  }
  return meetings.complete;
}

class Meetings {
  private readonly exact = new Map<string, number[]>();
  private readonly patterns = new Overlaps(MOST_STEPS);

  constructor(private readonly rules: readonly RedirectRule[], private readonly others: readonly number[]) {
    rules.forEach(({ source }, i) => {
      const path = pathOf(rules[i]);
      if (!isExact(source)) this.patterns.add(source.segments, i);
      else if (this.exact.has(path)) this.exact.get(path)!.push(i);
      else this.exact.set(path, [i]);
    });
  }

  get complete(): boolean {
    return this.patterns.left >= 0;
  }

  /** Rules that may share an address, of which one at least has changed its place. */
  *pairs(): Generator<Places> {
    const wild = this.others.filter((i) => !isExact(this.rules[i].source));
    for (const i of wild) for (const j of this.patterns.with(this.rules[i].source.segments)) yield [i, j];
    // It takes less time to ask all paths for their patterns than a pattern for all of its paths.
    const paths = wild.length > 0 ? [...this.exact.values()].flat() : this.others;
    for (const i of paths) for (const j of this.beside(this.rules[i])) yield [i, j];
  }

  private beside(rule: RedirectRule): number[] {
    return [...this.exact.get(pathOf(rule))!, ...this.patterns.with(rule.source.segments)];
  }
}

/** Rules for one case and for both may share a path. */
function pathOf({ source }: RedirectRule): string {
  return source.segments.map((segment) => (segment.kind === 'literal' ? `/${segment.text}` : '')).join('').toLowerCase();
}
