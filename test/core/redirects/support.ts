import { compileRules } from '../../../src/core/redirects/compile';
import { parseRules } from '../../../src/core/redirects/parse';
import { openProgram } from '../../../src/core/redirects/program/read/open';
import type { RedirectRule } from '../../../src/core/redirects/rule/model';
import type {
  RedirectDecision,
  RedirectMatcher,
  RedirectRequest,
  RuleFormat,
} from '../../../src/core/redirects/rule/types';

export const HOST = 'www.example.com';

export interface RequestParts {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly country?: string;
  readonly now?: number;
  readonly originStatus?: number;
}

/** A request for a URL as a viewer types it, without normalization. */
export function request(
  url: string,
  { headers = {}, method = 'GET', now = 0, ...more }: RequestParts = {},
): RedirectRequest {
  const [, scheme, host, path, query] = /^(?:(https?):\/\/([^/?]*))?([^?]*)(?:\?(.*))?$/s.exec(url)!;
  const all: Record<string, string> = { 'cloudfront-forwarded-proto': scheme ?? 'https', ...headers };
  return {
    method,
    path: path || '/',
    query: query ?? '',
    host: host ?? HOST,
    header: (name) => all[name],
    now,
    ...more,
  };
}

/** Rules without problems. */
export function rulesOf(text: string | object, format: RuleFormat = 'json'): RedirectRule[] {
  const { rules, problems } = parseRules(typeof text === 'string' ? text : JSON.stringify(text), { format });
  expect(problems).toEqual([]);
  return rules;
}

export function matcherOf(text: string | object, format: RuleFormat = 'json'): RedirectMatcher {
  const { program, problems } = compileRules(rulesOf(text, format));
  if (program === undefined) throw new Error(JSON.stringify(problems));
  return openProgram(program);
}

export function answer(
  text: string | object,
  url: string,
  parts?: RequestParts,
  format: RuleFormat = 'json',
): RedirectDecision | undefined {
  return matcherOf(text, format).match(request(url, parts));
}

/** Status and location as text, or undefined. */
export function sends(
  text: string | object,
  url: string,
  parts?: RequestParts,
  format: RuleFormat = 'json',
): string | undefined {
  const decision = answer(text, url, parts, format);
  return decision && [decision.status, decision.location].filter((part) => part !== undefined).join(' ');
}
