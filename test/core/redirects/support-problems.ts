import type { Problem } from '../../../src/core/problem';
import { compileRules, CompileOptions } from '../../../src/core/redirects/compile';
import { parseRules } from '../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../src/core/redirects/rule/types';

/** A problem in one line, as a person would read it: `2:5 EDGE_CODE message`. */
export function problemText({ line, column, code, message }: Problem): string {
  return `${line}:${column} ${code} ${message}`;
}

export function parseProblems(text: string | object, format: RuleFormat = 'json'): string[] {
  return parseRules(typeof text === 'string' ? text : JSON.stringify(text), { format }).problems.map(problemText);
}

/** The problems of rules that are all valid by themselves. */
export function compileProblems(
  text: string | object,
  format: RuleFormat = 'json',
  options?: CompileOptions,
): Problem[] {
  const { rules, problems } = parseRules(typeof text === 'string' ? text : JSON.stringify(text), { format });
  expect(problems).toEqual([]);
  return compileRules(rules, options).problems;
}

export function codes(problems: readonly Problem[]): string[] {
  return problems.map(({ severity, code }) => `${severity} ${code}`);
}
