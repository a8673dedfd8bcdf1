import { RequestOptions, requestFor } from './request';
import { error, type Problem } from '../../core/problem';
import { compileRules } from '../../core/redirects/compile';
import { answerOf } from '../../core/redirects/diff/decision-text';
import { parseRules } from '../../core/redirects/parse';
import { openProgram } from '../../core/redirects/program/read/open';
import { DIALECTS } from '../../core/redirects/rule/dialects';
import type { RedirectMatcher, RuleFormat } from '../../core/redirects/rule/types';
import { UsageError } from '../frame/usage-error';

/** One line of a batch: a list of rules and a request. */
interface BatchLine extends RequestOptions {
  readonly id: string;
  readonly format: RuleFormat;
  readonly rules: string;
  readonly url: string;
  readonly rootObject?: string;
}

interface Compiled {
  readonly matcher?: RedirectMatcher;
  readonly problems: readonly Problem[];
}

/**
 * Yields a line of JSON for each line of a JSONL text: what a viewer that sends the request gets with those rules.
 */
export function* resolveBatch(text: string): Generator<string> {
  const programs = new Map<string, Compiled>();
  for (const [i, line] of text.replace(/^\ufeff/, '').split('\n').entries()) {
    if (line.trim() === '') continue;
    const row = readLine(line, i + 1);
    const key = `${row.format} ${row.rootObject ?? ''}\n${row.rules}`;
    let compiled = programs.get(key);
    if (compiled === undefined) programs.set(key, compiled = compile(row));
    const request = requestFor(row.url, row);
    const decision = request && compiled.matcher?.match(request);
    const problems = request === undefined ? [...compiled.problems, notUrl(row.url)] : compiled.problems;
    yield JSON.stringify({ id: row.id, ...answerOf(decision), ...(problems.length > 0 ? { problems } : {}) });
  }
}

function readLine(text: string, line: number): BatchLine {
  const invalid = (why: string): UsageError => new UsageError(`line ${line} of the batch ${why}`);
  let row: Partial<BatchLine> | null;
  try {
    row = JSON.parse(text) as Partial<BatchLine> | null;
  } catch {
    throw invalid('is not JSON; each line holds one object');
  }
  const { format, rules, url } = row ?? {};
  if (typeof rules !== 'string' || typeof url !== 'string') {
    throw invalid('needs "rules", the text of a list, and "url"');
  }
  if (typeof format !== 'string' || !Object.hasOwn(DIALECTS, format)) {
    throw invalid(`needs "format", which is one of ${Object.keys(DIALECTS).join(', ')}`);
  }
  return row as BatchLine;
}

function notUrl(url: string): Problem {
  return error('EDGE_CLI_USAGE', `'${url}' is not a URL; write /path or https://host/path`);
}

function compile({ format, rules: text, rootObject }: BatchLine): Compiled {
  const { rules, problems } = parseRules(text, { format });
  const { program, problems: compileProblems } = compileRules(rules, { rootObject });
  const matcher = program === undefined ? {} : { matcher: openProgram(program, rootObject) };
  return { ...matcher, problems: [...problems, ...compileProblems] };
}
