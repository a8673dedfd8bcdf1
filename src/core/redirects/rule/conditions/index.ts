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

/** Most rules say nothing under `when`, so that only the rest is looked at. */
function saidBy({ when }: RedirectRule, conditions: readonly Condition[]): readonly Condition[] {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- whether there is one
  for (const _ in when) return conditions;
  return conditions === CONDITIONS_AS_TESTED ? ALWAYS_AS_TESTED : ALWAYS;
}

const ALWAYS: readonly Condition[] = [PARAMETERS_CONDITION, DATES_CONDITION];
const ALWAYS_AS_TESTED: readonly Condition[] = [DATES_CONDITION, PARAMETERS_CONDITION];

/** What the conditions of a rule have to say, one after the other. */
export function eachCondition<T>(
  rule: RedirectRule,
  say: (condition: Condition, value: unknown) => readonly T[],
  conditions = CONDITIONS,
): T[] {
  const all: T[] = [];
  for (const condition of saidBy(rule, conditions)) {
    const value = condition.from(rule);
    // Most rules have no condition at all.
    if (value !== undefined && condition.count(value) > 0) for (const one of say(condition, value)) all.push(one);
  }
  return all;
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
  let count = 0;
  for (const condition of saidBy(rule, CONDITIONS)) count += countOf(condition, rule);
  return count;
}

/** Conditions that a request may fail although its address fits. */
export function isConditional(rule: RedirectRule): boolean {
  for (const condition of saidBy(rule, CONDITIONS)) if (countOf(condition, rule) > 0) return true;
  return false;
}

function countOf(condition: Condition, rule: RedirectRule): number {
  const value = condition.from(rule);
  return value === undefined ? 0 : condition.count(value);
}
