import { caveats } from './caveats';
import { EffectiveRule, effectiveRules, effectKey } from './effective-rules';
import type { RuleList } from './list';
import { ReorderingDifferences, findReorderingDifferences, Kept } from './reordering';
import type { RedirectRule } from '../rule/model';

/** The differences between two lists. */
export interface Changes extends ReorderingDifferences {
  readonly added: readonly RedirectRule[];
  readonly removed: readonly RedirectRule[];
  readonly changed: readonly { readonly old: RedirectRule; readonly rule: RedirectRule }[];
  /** Differences of meaning between the formats of the lists. */
  readonly caveats: readonly string[];
}

export function changesOf(before: RuleList, after: RuleList, now: number, mostWitnesses?: number): Changes {
  const [olds, news] = [effectiveRules(before), effectiveRules(after)];
  const removed = missing(olds, news);
  const added = missing(news, olds);
  const kept = [...news].flatMap(([key, rule]): Kept[] => (olds.has(key) ? [[olds.get(key)!, rule]] : []));
  const isChanged = ([old, rule]: Kept): boolean => effectKey(old.rule) !== effectKey(rule.rule);
  const changed = kept.filter(isChanged);
  const numbers = (list: readonly EffectiveRule[]): Set<number> => new Set(list.map(({ index }) => index));
  const reported = {
    before: numbers([...removed, ...changed.map(([old]) => old)]),
    after: numbers([...added, ...changed.map(([, rule]) => rule)]),
  };
  const general = caveats(kept.map(([, { rule }]) => rule), before.format, after.format);
  return {
    removed: removed.map(({ rule }) => rule),
    added: added.map(({ rule }) => rule),
    changed: changed.map(([{ rule: old }, { rule }]) => ({ old, rule })),
    caveats: general,
    ...findReorderingDifferences(
      { before, after, reported, caveats: general, now },
      kept.filter((pair) => !isChanged(pair)),
      mostWitnesses,
    ),
  };
}

function missing(from: ReadonlyMap<string, EffectiveRule>, there: ReadonlyMap<string, EffectiveRule>): EffectiveRule[] {
  return [...from].filter(([key]) => !there.has(key)).map(([, rule]) => rule);
}
