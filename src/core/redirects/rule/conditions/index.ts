import type { Condition, WhenCondition } from './condition';
import { DATES_CONDITION } from './dates';
import { WHEN_CONDITIONS } from './list';
import { PARAMETERS_CONDITION } from './parameters';
import type { RedirectRule } from '../model';

export { WHEN_CONDITIONS };

/** All conditions of rules on a request besides its host and path. */
export const CONDITIONS: readonly Condition[] = [...WHEN_CONDITIONS, PARAMETERS_CONDITION, DATES_CONDITION];

/** The same in the order of a record: the query is last, because its captures follow those of the path. */
export const CONDITIONS_AS_TESTED: readonly Condition[] = [...WHEN_CONDITIONS, DATES_CONDITION, PARAMETERS_CONDITION];

/** Most rules have nothing under `when`: then only the other conditions are read. */
function possibleFor({ when }: RedirectRule, conditions: readonly Condition[]): readonly Condition[] {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- whether there is one
  for (const _ in when) return conditions;
  if (conditions === CONDITIONS) return ALWAYS;
  return conditions === CONDITIONS_AS_TESTED ? ALWAYS_AS_TESTED : conditions;
}

const ALWAYS: readonly Condition[] = [PARAMETERS_CONDITION, DATES_CONDITION];
const ALWAYS_AS_TESTED: readonly Condition[] = [DATES_CONDITION, PARAMETERS_CONDITION];

/** Collects results for each condition of a rule. */
export function eachCondition<T>(
  rule: RedirectRule,
  collect: (condition: Condition, value: unknown) => readonly T[],
  conditions = CONDITIONS,
): T[] {
  const all: T[] = [];
  for (const condition of possibleFor(rule, conditions)) {
    const value = condition.from(rule);
    // Most rules have no condition at all.
    if (value !== undefined && condition.count(value) > 0) for (const one of collect(condition, value)) all.push(one);
  }
  return all;
}

/** The conditions under `when`, the named ones first. */
export function whenConditions(first: readonly string[]): WhenCondition[] {
  const named = first.map((name) => WHEN_CONDITIONS.find((condition) => condition.name === name)!);
  return [...named, ...WHEN_CONDITIONS.filter((condition) => !named.includes(condition))];
}

/** The order in messages and listings. */
export const IN_MESSAGES = whenConditions(['method', 'country', 'language', 'cookie', 'header']);

/** The number of conditions of a rule; a list counts as one. */
export function conditionCount(rule: RedirectRule): number {
  let count = 0;
  for (const condition of possibleFor(rule, CONDITIONS)) count += countOf(condition, rule);
  return count;
}

/** Whether a request may fail a condition of the rule although its URL matches. */
export function isConditional(rule: RedirectRule): boolean {
  for (const condition of possibleFor(rule, CONDITIONS)) if (countOf(condition, rule) > 0) return true;
  return false;
}

function countOf(condition: Condition, rule: RedirectRule): number {
  const value = condition.from(rule);
  return value === undefined ? 0 : condition.count(value);
}
