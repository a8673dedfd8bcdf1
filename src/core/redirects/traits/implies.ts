import { CONDITIONS_BY_COST } from '../rule/conditions';
import type { RedirectRule } from '../rule/model';

/** Whether every request that meets the conditions of `b` meets those of `a` too. `true` is a proof, `false` means "not provable". */
export function asksNoMore(a: RedirectRule, b: RedirectRule): boolean {
  for (const condition of CONDITIONS_BY_COST) {
    const value = condition.from(a);
    if (value === undefined) continue;
    const other = condition.from(b);
    if (other === undefined || !condition.isImpliedBy(value, other)) return false;
  }
  return true;
}
