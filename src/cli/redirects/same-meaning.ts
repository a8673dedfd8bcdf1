import type { RuleFile } from './files';
import { compilerLine, error, isError, type Problem } from '../../core/problem';
import { compileRules } from '../../core/redirects/compile';
import { answerOf } from '../../core/redirects/diff/decision-text';
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

/** The list in another format, or why it would not mean the same there. */
export function convertedText(
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
  } catch (caught) {
    if (!(caught instanceof Unwritable)) throw caught;
    return { fault: caught.message };
  }
}

/**
 * Compares what both lists answer to sample requests, before chains are shortened: formats differ in how they shorten.
 * One difference is reported for each rule.
 */
function differences(
  { file, written: all, excluded }: RuleFile,
  rules: readonly RedirectRule[],
  text: string,
  to: RuleFormat,
): string[] {
  const parsed = parseRules(text, { format: to, file: 'the converted list' });
  const compiled = compileRules(parsed.rules);
  // A request that a rule would redirect to itself is exempt here and at Netlify, and loops at Cloudflare.
  const isLoop = ({ code }: Problem): boolean => to === 'cloudflare' && code === 'EDGE_REDIRECT_LOOP';
  // The rule would be a line that the platform ignores: a warning in a list of the platform, but not here.
  const isIgnored = ({ code }: Problem): boolean => code === 'EDGE_REDIRECT_IGNORED';
  const errors = [...parsed.problems, ...compiled.problems].flatMap((problem) => (
    isError(problem) || isIgnored(problem) ? [problem] : isLoop(problem) ? [cloudflareLoop(parsed.rules, problem)] : []
  ));
  if (compiled.program === undefined || errors.length > 0) return errors.map(compilerLine);
  // Lines that are left out lead nowhere.
  const before = openProgram(writeProgram(all, ranked(all).filter((i) => !excluded.has(i)), []));
  const after = openProgram(writeProgram(parsed.rules, ranked(parsed.rules), []));
  const found = new Map<RedirectRule, string>();
  for (const { rule, request } of overlapWitnesses(rules, 'www.example.com')) {
    const [was, is] = [answerText(before.match(request)), answerText(after.match(request))];
    const { line, column, from } = rule;
    if (was !== is && !found.has(rule)) {
      found.set(
        rule,
        `${file}:${line}:${column}: ${from}: ${request.path} would lead to ${is} and not to ${was}, because `
          + reason(was, to),
      );
    }
  }
  return [...found.values()];
}

/** Only a warning in our lists, but an error at Cloudflare, which exempts no request from a line. */
function cloudflareLoop(rules: readonly RedirectRule[], { file, line, column }: Problem): Problem {
  const rule = rules.find((candidate) => candidate.line === line);
  const message = `"${rule?.from}" matches its own target "${rule?.to}", which is a redirect loop at Cloudflare`;
  return error('EDGE_REDIRECT_LOOP', message, { file, line, column });
}

function reason(was: string, to: RuleFormat): string {
  if (to === 'cloudflare') return 'Cloudflare tries its lines from the top and exempts no request';
  const isExempt = to === 'netlify' || was === NOTHING;
  return isExempt
    ? 'in _redirects files, what is under the target of a line with * is exempt from it'
    : 'the most specific rule applies';
}

const NOTHING = 'nothing';

/** Without the query: the formats differ in whether they keep the parameters that a rule requires. */
function answerText(decision: RedirectDecision | undefined): string {
  if (decision === undefined) return NOTHING;
  const { status, location = '' } = answerOf(decision);
  return `${status} ${location.replace(/\?[^#]*/, '')}`;
}
