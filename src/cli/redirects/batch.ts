import { UsageError } from './io';
import { formatOption } from './options';
import { RequestOptions, requestFor } from './request';
import type { Problem } from '../../core/problem';
import { compileRules } from '../../core/redirects/compile';
import { parseRules } from '../../core/redirects/parse';
import { openProgram } from '../../core/redirects/program/open';
import type { RedirectDecision, RedirectMatcher, RuleFormat } from '../../core/redirects/types';

/** One line of a batch: a file of rules and a request to it. */
interface BatchLine extends RequestOptions {
  readonly id: string;
  readonly format: RuleFormat;
  readonly rules: string;
  readonly url: string;
}

interface Compiled {
  readonly matcher?: RedirectMatcher;
  readonly problems: readonly Problem[];
}

/** Answers each line of a JSONL text with a line of JSON: what a program of rules would have answered to the request. */
export function* resolveBatch(text: string): Generator<string> {
  const programs = new Map<string, Compiled>();
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const row = rowOf(line, i + 1);
    const key = `${row.format}\n${row.rules}`;
    let compiled = programs.get(key);
    if (compiled === undefined) programs.set(key, compiled = compile(row));
    const request = requestFor(row.url, row);
    const decision = request && compiled.matcher?.match(request);
    const problems = compiled.problems.length > 0 ? { problems: compiled.problems } : {};
    yield JSON.stringify({ id: row.id, ...answerOf(decision), ...problems });
  }
}

function rowOf(line: string, number: number): BatchLine {
  try {
    const row = JSON.parse(line) as Partial<BatchLine> | null;
    if (typeof row?.url === 'string' && typeof row.rules === 'string' && formatOption(row.format) !== undefined) return row as BatchLine;
  } catch {
    // told like every other line that is no question
  }
  throw new UsageError(`line ${number} of the batch is no question; write {"id", "format", "rules", "url"} as JSON`);
}

function compile({ format, rules: text }: BatchLine): Compiled {
  const { rules, problems } = parseRules(text, { format });
  const { program, problems: more } = compileRules(rules);
  return { ...(program === undefined ? {} : { matcher: openProgram(program) }), problems: [...problems, ...more] };
}

/** A rewrite is told by the page that is shown. */
export function answerOf(decision: RedirectDecision | undefined): { status: number | null; location?: string } {
  if (decision === undefined) return { status: null };
  const { status, location, rewrite } = decision;
  const shown = location ?? (rewrite && rewrite.path + (rewrite.query === '' ? '' : `?${rewrite.query}`));
  return { status, ...(shown === undefined ? {} : { location: shown }) };
}
