import { RequestOptions, requestFor } from './request';
import { error, type Problem } from '../../core/problem';
import { compileRules } from '../../core/redirects/compile';
import { answerOf } from '../../core/redirects/diff/decision-text';
import { parseRules } from '../../core/redirects/parse';
import { openProgram } from '../../core/redirects/program/read/open';
import { DIALECTS } from '../../core/redirects/rule/dialects';
import type { RedirectMatcher, RuleFormat } from '../../core/redirects/rule/types';
import { UsageError } from '../frame/usage-error';

/** One line of a batch: a file of rules and a request to it. */
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
 * Answers each line of a JSONL text with a line of JSON: what a program of rules would have answered to the request.
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
    const problems = request === undefined ? [...compiled.problems, noUrl(row.url)] : compiled.problems;
    yield JSON.stringify({ id: row.id, ...answerOf(decision), ...(problems.length > 0 ? { problems } : {}) });
  }
}

function readLine(text: string, line: number): BatchLine {
  const wrong = (why: string): UsageError => new UsageError(`line ${line} of the batch ${why}`);
  let row: Partial<BatchLine> | null;
  try {
    row = JSON.parse(text) as Partial<BatchLine> | null;
  } catch {
    throw wrong('is not JSON; each line holds one object');
  }
  const { format, rules, url } = row ?? {};
  if (typeof rules !== 'string' || typeof url !== 'string') throw wrong('needs "rules", the text of a list, and "url"');
  if (typeof format !== 'string' || !Object.hasOwn(DIALECTS, format)) {
    throw wrong(`needs "format", which is one of ${Object.keys(DIALECTS).join(', ')}`);
  }
  return row as BatchLine;
}

function noUrl(url: string): Problem {
  return error('EDGE_CLI_USAGE', `${url} is not an address; write /path or https://host/path`);
}

function compile({ format, rules: text, rootObject }: BatchLine): Compiled {
  const { rules, problems } = parseRules(text, { format });
  const { program, problems: more } = compileRules(rules, { rootObject });
  const matcher = program && openProgram(program, rootObject);
  return { ...(matcher && { matcher }), problems: [...problems, ...more] };
}
