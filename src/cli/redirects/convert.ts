import { writeFileSync } from 'node:fs';
import { caveats } from './caveats';
import { lineOf } from './check';
import { loadRules, RuleFile } from './files';
import { Io, plural, UsageError } from './io';
import { meetings } from './meetings';
import { formatOption, readOptions } from './options';
import { writeCsv } from './writers/csv';
import { writeJson } from './writers/json';
import { writeNetlify } from './writers/netlify';
import { Unwritable } from './writers/text';
import { compileRules } from '../../core/redirects/compile';
import { ranked } from '../../core/redirects/compile/rank';
import { writeProgram } from '../../core/redirects/compile/write';
import type { RedirectRule } from '../../core/redirects/model';
import { parseRules } from '../../core/redirects/parse';
import { openProgram } from '../../core/redirects/program/open';
import type { RedirectDecision, RuleFormat } from '../../core/redirects/types';

type Writer = (rules: readonly RedirectRule[]) => string;

const WRITERS: Readonly<Partial<Record<RuleFormat, Writer>>> = { json: writeJson, csv: writeCsv, netlify: writeNetlify };

/** `convert FILE --to FORMAT`: the same rules in another format, or the reasons why they would not be the same. */
export function convert(args: readonly string[], io: Io): number {
  const { values, positionals } = readOptions(args, { format: { type: 'string' }, to: { type: 'string' }, out: { type: 'string' } });
  const to = formatOption(values.to);
  const writer = to && WRITERS[to];
  if (positionals.length !== 1 || to === undefined || writer === undefined) throw new UsageError('convert needs one file and --to json, csv or netlify');
  const loaded = loadRules(positionals[0], formatOption(values.format), io);
  const errors = loaded.problems.filter(({ severity }) => severity === 'error');
  for (const problem of errors) io.err(lineOf(problem));
  if (loaded.program === undefined) return 1;

  const rules = answering(loaded, io);
  const faults = rules.flatMap((rule) => fault(rule, writer, loaded.file));
  const text = faults.length === 0 ? writer(rules) : '';
  if (faults.length === 0) faults.push(...differences(loaded, rules, text, to));
  for (const line of faults) io.err(line);
  if (faults.length > 0) {
    io.err(`${loaded.file}: nothing is written, because ${plural(faults.length, 'rule')} would not mean the same`);
    return 1;
  }
  for (const caveat of caveats(rules, loaded.format, to)) io.err(`${loaded.file}: ${caveat}`);
  if (values.out === undefined) io.out(text.replace(/\n$/, ''));
  else writeFileSync(values.out, text);
  return errors.length > 0 ? 1 : 0;
}

/** Rules that can never answer are left out, and said to be. */
function answering({ rules, idle, file }: RuleFile, io: Io): RedirectRule[] {
  const kept = rules.filter((_, i) => !idle.has(i));
  if (kept.length < rules.length) io.err(`${file}: leaving out ${plural(rules.length - kept.length, 'rule')} that can never answer`);
  return kept;
}

function fault(rule: RedirectRule, writer: Writer, file: string): string[] {
  try {
    writer([rule]);
    return [];
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error;
    return [`${file}:${rule.line}:${rule.column}: ${rule.from}: ${error.message}`];
  }
}

/** Asks both lists the same, before chains are shortened, which each format does in its own way. One difference is told for each rule. */
function differences({ file, rules: all }: RuleFile, rules: readonly RedirectRule[], text: string, to: RuleFormat): string[] {
  const parsed = parseRules(text, { format: to, file: 'the converted list' });
  const compiled = compileRules(parsed.rules);
  const errors = [...parsed.problems, ...compiled.problems].filter(({ severity }) => severity === 'error');
  if (compiled.program === undefined || errors.length > 0) return errors.map(lineOf);
  const [before, after] = [all, parsed.rules].map((list) => openProgram(writeProgram(list, ranked(list), [])));
  const found = new Map<RedirectRule, string>();
  for (const { rule, request } of meetings(rules, 'www.example.com')) {
    const [was, is] = [said(before.match(request)), said(after.match(request))];
    const { line, column, from } = rule;
    if (was !== is && !found.has(rule)) found.set(rule, `${file}:${line}:${column}: ${from}: ${request.path} would lead to ${is} and not to ${was}, because ${reason(was, to)}`);
  }
  return [...found.values()];
}

function reason(was: string, to: RuleFormat): string {
  const leaves = to === 'netlify' || was === NOTHING;
  return leaves ? '_redirects files leave alone what is under the target of a line with *' : 'the most specific rule answers';
}

const NOTHING = 'nothing';

/** The query is left aside: the formats differ in what they keep of one that a rule asks for. */
function said(decision: RedirectDecision | undefined): string {
  if (decision === undefined) return NOTHING;
  return `${decision.status} ${(decision.location ?? decision.rewrite?.path ?? '').replace(/\?[^#]*/, '')}`;
}
