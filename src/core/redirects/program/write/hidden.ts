import { isConditional } from '../../rule/conditions';
import type { RedirectRule } from '../../rule/model';
import { lendsHost } from '../../rule/origin';
import { effectiveExemptPrefix, effectiveTarget, Findings } from '../../traits/findings';
import { mayTraverseUp } from '../../traits/may-traverse-up';
import { sourceKey } from '../../traits/source-key';

/**
 * The rules of one place, the best first, without those that never apply: one before has the same source, no other
 * conditions, and always answers. Platforms keep such lines, and a request would come to all of them.
 */
export function withoutHidden(
  rules: readonly number[],
  { ruleAt, keyOf: sourceOf, findingsOf }: {
    readonly ruleAt: (index: number) => RedirectRule;
    /** The `sourceKey` of a rule. */
    readonly keyOf: (index: number) => string;
    readonly findingsOf: (index: number) => Findings;
  },
): readonly number[] {
  if (rules.length < 2) return rules;
  /** Of the rules before that always answer, those without conditions apart. */
  const answered = new Set<string>();
  const closed = new Set<string>();
  return rules.filter((index) => {
    const rule = ruleAt(index);
    const key = keyOf(rule, sourceOf(index));
    const isGated = isConditional(rule);
    if (closed.size > 0 && closed.has(isGated ? unconditionalKey(rule) : key)) return false;
    // Requests under the target of a rule are exempt although a condition fails.
    if (answered.has(key) && effectiveExemptPrefix(rule, findingsOf(index)) === undefined) return false;
    if (alwaysAnswers(rule, findingsOf(index))) (isGated ? answered : closed).add(key);
    return true;
  });
}

/** Strict rules distinguish paths that others do not. */
const keyOf = ({ dialect }: RedirectRule, key: string): string => (dialect.slash === 'strict' ? `strict ${key}` : key);

function unconditionalKey(rule: RedirectRule): string {
  const source = { ...rule.source, query: [] };
  return keyOf(rule, sourceKey({ ...rule, when: {}, start: undefined, end: undefined, source }));
}

/** Whether a rule applies, or ends the search, whenever its source and its conditions match: no capture prevents it. */
export function alwaysAnswers(rule: RedirectRule, findings: Findings): boolean {
  const target = effectiveTarget(rule, findings);
  return target === undefined || (!mayTraverseUp(rule, target) && !(target.origin && lendsHost(target.origin)));
}
