import { CONDITIONS } from '../rule/conditions';
import { DATES_CONDITION } from '../rule/conditions/dates';
import type { RedirectRule } from '../rule/model';

const OTHERS = CONDITIONS.filter((condition) => condition !== DATES_CONDITION);

/**
 * Whether every request that satisfies the conditions of `b` satisfies those of `a` too. `true` is a proof, `false`
 * means "not provable".
 */
export function isImpliedBy(a: RedirectRule, b: RedirectRule): boolean {
  // Dates first, which are cheap to compare: they separate most of thousands of dated rules.
  if (!DATES_CONDITION.isImpliedBy(a, b)) return false;
  for (const condition of OTHERS) {
    const value = condition.from(a);
    if (value === undefined) continue;
    const other = condition.from(b);
    if (other === undefined || !condition.isImpliedBy(value, other)) return false;
  }
  return true;
}
