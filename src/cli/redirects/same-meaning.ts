import type { RuleFile } from './files';
import { rewritten } from './rewriting/rewritten';
import { samples } from './rewriting/samples';
import { type Fault, isFault, written } from './rewriting/written';
import type { Problem } from '../../core/problem';
import { compileRules, type CompiledRules } from '../../core/redirects/compile';
import { answerOf, timingText } from '../../core/redirects/diff/decision-text';
import { openProgram } from '../../core/redirects/program/read/open';
import { writeProgram } from '../../core/redirects/program/write/program';
import { DIALECTS } from '../../core/redirects/rule/dialects';
import type { RedirectRule } from '../../core/redirects/rule/model';
import type { RedirectDecision, RuleFormat } from '../../core/redirects/rule/types';
import { ranked } from '../../core/redirects/traits/precedence';

/** A list in another format, or why it would not mean the same there. */
export interface Converted {
  readonly text: string;
  readonly faults: readonly Fault[];
  /** Lines about the chains of redirects that only one of the lists shortens. */
  readonly chains: readonly string[];
}

export function convertedText(loaded: RuleFile, rules: readonly RedirectRule[], to: RuleFormat): Converted {
  const result = written(rewritten(rules, to), to);
  if ('faults' in result) return { text: '', faults: unique(result.faults), chains: [] };
  const compiled = compileRules(result.rules);
  const faults = differences(loaded, rules, compiled, to);
  return { text: result.text, faults: unique(faults), chains: otherChains(loaded, compiled.problems) };
}

/** A line that is several rules has one fault. */
function unique(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [`${placeOf(fault.rule)} ${fault.message}`, fault])).values()];
}

/** The number of rules with faults: a line or row that is several rules counts once. */
export function faultyCount(faults: readonly Fault[]): number {
  return new Set(faults.map(({ rule }) => placeOf(rule))).size;
}

/** A line for a compiler's output. */
export function faultLine({ file }: RuleFile, { rule, message }: Fault): string {
  return rule === undefined ? `${file}: ${message}` : `${file}:${rule.line}:${rule.column}: ${rule.from}: ${message}`;
}

export function placeOf(rule: RedirectRule | undefined): string {
  return rule === undefined ? '' : `${rule.line}:${rule.column} ${rule.from}`;
}

/**
 * Compares what both lists answer to sample requests, before chains are shortened: formats differ in how they shorten.
 * One difference is reported for each rule.
 */
function differences(
  { written: all, format, excluded }: RuleFile,
  rules: readonly RedirectRule[],
  { program, problems, rules: after }: CompiledRules,
  to: RuleFormat,
): Fault[] {
  // A request that a rule would redirect to itself is exempt here and at Netlify, and loops at Cloudflare.
  const isLoop = ({ code }: Problem): boolean => to === 'cloudflare' && code === 'EDGE_REDIRECT_LOOP';
  const errors = problems.filter((problem) => isFault(problem) || isLoop(problem));
  if (program === undefined || errors.length > 0) {
    return errors.map((problem) => {
      const rule = ruleAt(rules, problem);
      return { rule, message: isFault(problem) ? problem.message : cloudflareLoop(rule) };
    });
  }
  const text = answerText(format, to, all);
  // Lines that are left out lead nowhere.
  const old = openProgram(writeProgram(all, ranked(all).filter((i) => !excluded.has(i)), []));
  const now = openProgram(writeProgram(after, ranked(after), []));
  const found = new Map<string, Fault>();
  for (const { rule, request } of samples(rules, after)) {
    const [was, is] = [text(old.match(request)), text(now.match(request))];
    if (was === is || found.has(`${rule.line}:${rule.column}`)) continue;
    const message = `${request.path} would lead to ${is} and not to ${was}, because ${reason(was, to)}`;
    found.set(`${rule.line}:${rule.column}`, { rule: ruleAt(rules, rule) ?? rule, message });
  }
  return [...found.values()];
}

/** Only a warning in our lists, but an error at Cloudflare, which exempts no request from a line. */
function cloudflareLoop(rule: RedirectRule | undefined): string {
  return `it matches its own target "${rule?.to}", which is a redirect loop at Cloudflare`;
}

function reason(was: string, to: RuleFormat): string {
  if (to === 'cloudflare') return 'Cloudflare tries its lines from the top and exempts no request';
  const isExempt = to === 'netlify' || was === NOTHING;
  return isExempt
    ? 'in _redirects files, what is under the target of a line with * is exempt from it'
    : 'the most specific rule applies';
}

const NOTHING = 'nothing';

/**
 * Without the query where rules require parameters, which formats keep or remove. Nor do slashes count where formats
 * treat them differently: `caveats` reports both.
 */
function answerText(
  from: RuleFormat, to: RuleFormat, rules: readonly RedirectRule[],
): (decision: RedirectDecision | undefined) => string {
  const [a, b] = [DIALECTS[from], DIALECTS[to]];
  const ignoresSlashes = a.collapsesSlashes !== b.collapsesSlashes || a.dropsEmptyParts !== b.dropsEmptyParts;
  const ignoresQuery = a.usesUpQuery !== b.usesUpQuery && rules.some(({ source }) => source.query.length > 0);
  return (decision) => {
    if (decision === undefined) return NOTHING;
    const location = answerOf(decision).location ?? '';
    const url = ignoresQuery ? location.replace(/\?[^#]*/, '') : location;
    const times = timingText(decision.timing);
    const text = `${decision.status} ${ignoresSlashes ? url.replace(/([^:])\/\/+/g, '$1/') : url}`;
    return times === undefined ? text : `${text} ${times}`;
  };
}

function ruleAt(
  rules: readonly RedirectRule[], { line, column }: { line?: number; column?: number },
): RedirectRule | undefined {
  return rules.find((rule) => rule.line === line && rule.column === column);
}

/** The chains that are shortened in one list only: there, a viewer gets the last URL at once. */
function otherChains({ file, problems }: RuleFile, after: readonly Problem[]): string[] {
  const isChain = ({ code }: Problem): boolean => code === 'EDGE_REDIRECT_CHAIN';
  const isShortened = ({ severity }: Problem): boolean => severity === 'note';
  const place = ({ line, column }: Problem): string => `${file}:${line}:${column}`;
  const known = new Set(problems.filter((problem) => isChain(problem) && isShortened(problem)).map(place));
  const chains = after.filter((problem) => isChain(problem) && isShortened(problem) !== known.has(place(problem)));
  // Of a rule that is several lines, the first.
  const lines = new Map([...chains].reverse().map((problem) => [place(problem), problem.message]));
  return [...lines].reverse().map(([at, message]) => `${at}: in the new list, ${message}`);
}
