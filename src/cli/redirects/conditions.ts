import { CONDITIONS, eachCondition, IN_MESSAGES } from '../../core/redirects/rule/conditions';
import { PARAMETERS_CONDITION } from '../../core/redirects/rule/conditions/parameters';
import type { RedirectRule } from '../../core/redirects/rule/model';

const IN_ORDER = [
  ...IN_MESSAGES,
  ...CONDITIONS.filter((condition) => !(IN_MESSAGES as readonly unknown[]).includes(condition)),
];

/** What a rule asks for besides its address, as one would say it; empty where it asks for nothing. */
export function conditionsText(rule: RedirectRule): string {
  const told = rule.from.includes('?') ? IN_ORDER.filter((condition) => condition !== PARAMETERS_CONDITION) : IN_ORDER;
  return [
    ...eachCondition(rule, (condition, value) => condition.describe(value), told),
    ...(rule.caseSensitive ? [] : ['any case']),
  ].join('; ');
}
