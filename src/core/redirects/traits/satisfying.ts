import { CONDITIONS, isConditional, whenConditions } from '../rule/conditions';
import type { Condition } from '../rule/conditions/condition';
import type { RedirectRule } from '../rule/model';
import { RequestUrl, draftOf, Probe } from '../rule/probe';

/** Headers first: a language, which is one too, is only added where none of them speaks it. */
const [HEADER] = whenConditions(['header']);
const IN_ORDER: readonly Condition[] = [HEADER, ...CONDITIONS.filter((condition) => condition !== HEADER)];

/**
 * The probe, changed as little as it takes for its viewer to meet the conditions of a rule when he makes the request
 * `at`. Where a condition can be met in several ways, it is by the one with the number `choice`.
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
