import type { CompiledRules } from '../compile';
import { exemptPrefixOf } from '../traits/exempt-prefix';

/**
 * Whether any rule of a list applies, now or later. Where a list without one is published, nothing is redirected any
 * more.
 */
export function isInForce({ rules, excluded, idle }: CompiledRules, now: number): boolean {
  return rules.some((rule, i) => (
    !excluded.has(i)
    && !idle.has(i)
    && (rule.end === undefined || rule.end > now)
    // Such a line exempts all URLs.
    && exemptPrefixOf(rule) !== '/'));
}
