import { Answering, answering, answerKey } from './answering';
import { caveats } from './caveats';
import { Elsewhere, elsewhere, Kept } from './elsewhere';
import type { RuleList } from './list';
import type { RedirectRule } from '../rule/model';

/** What is different between two lists. */
export interface Changes extends Elsewhere {
  readonly added: readonly RedirectRule[];
  readonly removed: readonly RedirectRule[];
  readonly changed: readonly { readonly old: RedirectRule; readonly rule: RedirectRule }[];
  /** What rules mean otherwise because the lists have two formats. */
  readonly caveats: readonly string[];
}

export function changesOf(before: RuleList, after: RuleList, now: number, mostMeetings?: number): Changes {
  const [olds, news] = [answering(before), answering(after)];
  const removed = missing(olds, news);
  const added = missing(news, olds);
  const both = [...news].flatMap(([key, rule]): Kept[] => (olds.has(key) ? [[olds.get(key)!, rule]] : []));
  const isChanged = ([old, rule]: Kept): boolean => answerKey(old.rule) !== answerKey(rule.rule);
  const changed = both.filter(isChanged);
  const numbers = (list: readonly Answering[]): Set<number> => new Set(list.map(({ index }) => index));
  const told = {
    before: numbers([...removed, ...changed.map(([old]) => old)]),
    after: numbers([...added, ...changed.map(([, rule]) => rule)]),
  };
  const general = caveats(both.map(([, { rule }]) => rule), before.format, after.format);
  return {
    removed: removed.map(({ rule }) => rule),
    added: added.map(({ rule }) => rule),
    changed: changed.map(([{ rule: old }, { rule }]) => ({ old, rule })),
    caveats: general,
    ...elsewhere({ before, after, told, caveats: general, now }, both.filter((pair) => !isChanged(pair)), mostMeetings),
  };
}

function missing(from: ReadonlyMap<string, Answering>, there: ReadonlyMap<string, Answering>): Answering[] {
  return [...from].filter(([key]) => !there.has(key)).map(([, rule]) => rule);
}
