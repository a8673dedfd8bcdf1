import { compileRules, type CompiledRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { request, type RequestParts } from '../support';

export interface Options {
  readonly rootObject?: string;
  readonly format?: RuleFormat;
  readonly siteHosts?: readonly string[];
}

/** Compiles rules for a distribution with a default root object. */
export function compiled(list: string | object, options: Options = {}): CompiledRules {
  const { rootObject = 'index.html', format = 'json', siteHosts } = options;
  const { rules, problems } = parseRules(typeof list === 'string' ? list : JSON.stringify(list), { format });
  expect(problems).toEqual([]);
  return compileRules(rules, { rootObject, siteHosts });
}

/** The response to a request, such as `301 /home`; undefined if no rule applies. */
export function responseTo(
  list: string | object, url: string, options: Options & RequestParts = {},
): string | undefined {
  const { program, problems } = compiled(list, options);
  if (program === undefined) throw new Error(JSON.stringify(problems));
  const decision = openProgram(program, options.rootObject ?? 'index.html').match(request(url, options));
  if (decision === undefined) return undefined;
  const { status, location, rewrite } = decision;
  const shown = rewrite && `${rewrite.path}${rewrite.query && `?${rewrite.query}`}`;
  return [status, location ?? shown].filter((part) => part !== undefined).join(' ');
}

/** Severities and codes of the problems. */
export function problemsOf(list: string | object, options: Options = {}): string[] {
  return compiled(list, options).problems.map(({ severity, code }) => `${severity} ${code}`);
}
