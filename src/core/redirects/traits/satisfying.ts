import { CONDITIONS, isConditional, whenConditions } from '../rule/conditions';
import type { Condition } from '../rule/conditions/condition';
import type { RedirectRule } from '../rule/model';
import { RequestUrl, draftOf, Probe } from '../rule/probe';

/** Headers first: a language is one too, and is only added if none of them satisfies it. */
const [HEADER] = whenConditions(['header']);
const IN_ORDER: readonly Condition[] = [HEADER, ...CONDITIONS.filter((condition) => condition !== HEADER)];

/**
 * The probe, changed as little as possible, so that its request at the URL `at` satisfies the conditions of a rule. Of
 * several ways to satisfy a condition, it takes the one with the number `choice`.
 */
export function satisfying(
  probe: Probe,
  rule: RedirectRule,
  how: { readonly at: RequestUrl; readonly anything: string; readonly choice?: number },
): Probe {
  if (!isConditional(rule)) return probe;
  const draft = draftOf(probe);
  for (const condition of IN_ORDER) {
    const value = condition.from(rule);
    if (value !== undefined) condition.satisfy(value, draft, { choice: 0, ...how });
  }
  return draft;
}
