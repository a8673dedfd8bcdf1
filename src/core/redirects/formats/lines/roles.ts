import type { Line } from './tokens';
import { DIALECTS } from '../../rule/dialects';
import type { RedirectRule } from '../../rule/model';
import { Report } from '../../rule/report';
import { subsumes } from '../../traits/subsumes';
import { buildRule, Located, RuleDefaults, RuleFields } from '../fields';

const ROLE = /^role=/i;

/**
 * What a line with `Role=` protects, as a rule with 404 behind all others: at Netlify a viewer without a token gets it
 * unless another line answers. Such a line is an error; but if others apply nevertheless, it must not leave the path
 * open.
 */
export function closedByRoles(
  lines: readonly Line[],
  rules: readonly RedirectRule[],
  defaults: RuleDefaults,
  fieldsOf: (line: Line, report: Report) => RuleFields[] | undefined,
): RedirectRule[] {
  const closed: RedirectRule[] = [];
  // The line itself has been reported.
  const report = new Report();
  for (const line of lines) {
    const tokens = line.tokens.filter((token, i) => !isRole(token, i));
    for (const fields of fieldsOf({ ...line, tokens }, report) ?? []) {
      const status = { value: 404, place: line.place };
      const rule = buildRule({ ...fields, to: undefined, status }, DIALECTS.netlify, defaults, report);
      if (rule !== undefined && ![...rules, ...closed].some((other) => always(other) && subsumes(other, rule))) {
        closed.push(rule);
      }
    }
  }
  return closed;
}

export function hasRole({ tokens }: Line): boolean {
  return tokens.some(isRole);
}

/** The first two words are the source and the target or a parameter. */
function isRole({ value }: Located<string>, index: number): boolean {
  return index > 1 && ROLE.test(value);
}

/** Whether a rule applies to every request that its source matches. */
function always({ when, source, start, end }: RedirectRule): boolean {
  return Object.keys(when).length + source.query.length === 0 && start === undefined && end === undefined;
}
