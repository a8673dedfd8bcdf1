import type { RuleFile } from './files';
import { compilerLine, type Problem } from '../../core/problem';
import { compileRules } from '../../core/redirects/compile';
import { writeCsv } from '../../core/redirects/formats/csv/write';
import { writeJson } from '../../core/redirects/formats/json/write';
import { writeCloudflare } from '../../core/redirects/formats/lines/write-cloudflare';
import { writeNetlify } from '../../core/redirects/formats/lines/write-netlify';
import { overlapWitnesses } from '../../core/redirects/overlap/witnesses';
import { parseRules } from '../../core/redirects/parse';
import { openProgram } from '../../core/redirects/program/read/open';
import { writeProgram } from '../../core/redirects/program/write/program';
import type { RedirectRule } from '../../core/redirects/rule/model';
import type { RedirectDecision, RuleFormat } from '../../core/redirects/rule/types';
import { Unwritable } from '../../core/redirects/rule/unwritable';
import { ranked } from '../../core/redirects/traits/precedence';

type Writer = (rules: readonly RedirectRule[]) => string;

const WRITERS: Readonly<Record<RuleFormat, Writer>> = {
  json: writeJson, csv: writeCsv, netlify: writeNetlify, cloudflare: writeCloudflare,
};

/** The list in another format, or why it would not be the same. */
export function written(
  loaded: RuleFile,
  rules: readonly RedirectRule[],
  to: RuleFormat,
): { text: string; faults: string[] } {
  const faults = rules.flatMap((rule) => {
    const { fault } = attempt(WRITERS[to], [rule]);
    return fault === undefined ? [] : [`${loaded.file}:${rule.line}:${rule.column}: ${rule.from}: ${fault}`];
  });
  if (faults.length > 0) return { text: '', faults };
  const { text = '', fault } = attempt(WRITERS[to], rules);
  return { text, faults: fault === undefined ? differences(loaded, rules, text, to) : [`${loaded.file}: ${fault}`] };
}

function attempt(writer: Writer, rules: readonly RedirectRule[]): { text?: string; fault?: string } {
  try {
    return { text: writer(rules) };
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error;
    return { fault: error.message };
  }
}

/**
 * Asks both lists the same, before chains are shortened, which each format does in its own way. One difference is told
 * for each rule.
 */
function differences(
  { file, written: all }: RuleFile,
  rules: readonly RedirectRule[],
  text: string,
  to: RuleFormat,
): string[] {
  const parsed = parseRules(text, { format: to, file: 'the converted list' });
  const compiled = compileRules(parsed.rules);
  // What fits its own answers is left alone here and at Netlify, and goes round for ever at Cloudflare.
  const isWrong = ({ severity, code }: Problem): boolean =>
    severity === 'error' || (to === 'cloudflare' && code === 'EDGE_REDIRECT_LOOP');
  const errors = [...parsed.problems, ...compiled.problems].filter(isWrong);
  const told = errors.map((problem) =>
    problem.severity === 'error'
      ? compilerLine(problem)
      : compilerLine({ ...problem, severity: 'error', message: endless(parsed.rules, problem) }),
  );
  if (compiled.program === undefined || told.length > 0) return told;
  const [before, after] = [all, parsed.rules].map((list) => openProgram(writeProgram(list, ranked(list), [])));
  const found = new Map<RedirectRule, string>();
  for (const { rule, request } of overlapWitnesses(rules, 'www.example.com')) {
    const [was, is] = [said(before.match(request)), said(after.match(request))];
    const { line, column, from } = rule;
    if (was !== is && !found.has(rule)) {
      found.set(
        rule,
        `${file}:${line}:${column}: ${from}: ${request.path} would lead to ${is} and not to ${was}, because `
          + `${reason(was, to)}`,
      );
    }
  }
  return [...found.values()];
}

function endless(rules: readonly RedirectRule[], { line }: Problem): string {
  const rule = rules.find((one) => one.line === line);
  return `"${rule?.from}" fits its own target "${rule?.to}", so that Cloudflare would send visitors round for ever`;
}

function reason(was: string, to: RuleFormat): string {
  if (to === 'cloudflare') return 'Cloudflare tries its lines from the top and leaves nothing alone';
  const leaves = to === 'netlify' || was === NOTHING;
  return leaves
    ? '_redirects files leave alone what is under the target of a line with *'
    : 'the most specific rule answers';
}

const NOTHING = 'nothing';

/** The query is left aside: the formats differ in what they keep of one that a rule asks for. */
function said(decision: RedirectDecision | undefined): string {
  if (decision === undefined) return NOTHING;
  return `${decision.status} ${(decision.location ?? decision.rewrite?.path ?? '').replace(/\?[^#]*/, '')}`;
}
