import { caveats } from './caveats';
import { EffectiveRule, effectiveRules, effectKey, exemptingRules } from './effective-rules';
import type { RuleList } from './list';
import type { Kept } from './list-comparison';
import { ReorderingDifferences, findReorderingDifferences } from './reordering';
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
  const exempting = [exemptingRules(before), exemptingRules(after)];
  const idle = [before, after].map((list) => ({ index }: EffectiveRule): boolean => list.idle.has(index));
  const removed = [...missing(olds, news), ...missing(exempting[0], exempting[1]).filter(idle[0])];
  const added = [...missing(news, olds), ...missing(exempting[1], exempting[0]).filter(idle[1])];
  const kept = inBoth(olds, news);
  const keptIdle = inBoth(exempting[0], exempting[1]).filter(([old, rule]) => idle[0](old) || idle[1](rule));
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
      [...kept.filter((pair) => !isChanged(pair)), ...keptIdle],
      mostWitnesses,
    ),
  };
}

function inBoth(olds: ReadonlyMap<string, EffectiveRule>, news: ReadonlyMap<string, EffectiveRule>): Kept[] {
  return [...news].flatMap(([key, rule]): Kept[] => (olds.has(key) ? [[olds.get(key)!, rule]] : []));
}

function missing(from: ReadonlyMap<string, EffectiveRule>, there: ReadonlyMap<string, EffectiveRule>): EffectiveRule[] {
  return [...from].filter(([key]) => !there.has(key)).map(([, rule]) => rule);
}
