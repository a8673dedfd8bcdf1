import type { Condition, WhenCondition } from './condition';
import { DATES_CONDITION } from './dates';
import { WHEN_CONDITIONS } from './list';
import { PARAMETERS_CONDITION } from './parameters';
import type { RedirectRule } from '../model';

export { WHEN_CONDITIONS };

/** All that a rule can ask of a request besides its host and path. */
export const CONDITIONS: readonly Condition[] = [...WHEN_CONDITIONS, PARAMETERS_CONDITION, DATES_CONDITION];

/** The same in the order of a record: the query comes last, because its captures follow those of the path. */
export const CONDITIONS_AS_TESTED: readonly Condition[] = [...WHEN_CONDITIONS, DATES_CONDITION, PARAMETERS_CONDITION];

/** The same in an order in which most rules are told apart soonest: numbers first. */
export const CONDITIONS_BY_COST: readonly Condition[] = [DATES_CONDITION, ...WHEN_CONDITIONS, PARAMETERS_CONDITION];

/** What the conditions of a rule have to say, one after the other. */
export function eachCondition<T>(rule: RedirectRule, say: (condition: Condition, value: unknown) => readonly T[], conditions = CONDITIONS): T[] {
  return conditions.flatMap((condition) => {
    const value = condition.from(rule);
    return value === undefined ? [] : say(condition, value);
  });
}

/** Those of `when`, the named ones in front, as a format or a sentence has them. */
export function whenConditions(first: readonly string[]): WhenCondition[] {
  const named = first.map((name) => WHEN_CONDITIONS.find((condition) => condition.name === name)!);
  return [...named, ...WHEN_CONDITIONS.filter((condition) => !named.includes(condition))];
}

/** The order in which sentences name them. */
export const SPOKEN = whenConditions(['method', 'country', 'language', 'cookie', 'header']);

/** How many conditions a rule has; a list counts for one. */
export function conditionCount(rule: RedirectRule): number {
  return CONDITIONS.reduce((sum, condition) => sum + countOf(condition, rule), 0);
}

/** Conditions that a request may fail although its address fits. */
export function isConditional(rule: RedirectRule): boolean {
  return CONDITIONS.some((condition) => countOf(condition, rule) > 0);
}

function countOf(condition: Condition, rule: RedirectRule): number {
  const value = condition.from(rule);
  return value === undefined ? 0 : condition.count(value);
}
