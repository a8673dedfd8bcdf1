import { CONDITIONS, eachCondition, IN_MESSAGES } from '../../core/redirects/rule/conditions';
import { PARAMETERS_CONDITION } from '../../core/redirects/rule/conditions/parameters';
import type { RedirectRule } from '../../core/redirects/rule/model';

const IN_ORDER = [
  ...IN_MESSAGES,
  ...CONDITIONS.filter((condition) => !(IN_MESSAGES as readonly unknown[]).includes(condition)),
];

/** The conditions of a rule besides its source, in words; empty if there are none. */
export function conditionsText(rule: RedirectRule): string {
  const isInSource = rule.from.includes('?');
  const listed = isInSource ? IN_ORDER.filter((condition) => condition !== PARAMETERS_CONDITION) : IN_ORDER;
  return [
    ...eachCondition(rule, (condition, value) => condition.describe(value), listed),
    ...(rule.caseSensitive ? [] : ['any case']),
  ].join('; ');
}
