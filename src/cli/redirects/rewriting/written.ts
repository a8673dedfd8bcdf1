import { isError, type Problem } from '../../../core/problem';
import { writeCsv } from '../../../core/redirects/formats/csv/write';
import { writeJson } from '../../../core/redirects/formats/json/write';
import { writeCloudflare } from '../../../core/redirects/formats/lines/write-cloudflare';
import { writeNetlify } from '../../../core/redirects/formats/lines/write-netlify';
import { parseRules } from '../../../core/redirects/parse';
import { DIALECTS } from '../../../core/redirects/rule/dialects';
import type { RedirectRule } from '../../../core/redirects/rule/model';
import type { RuleFormat } from '../../../core/redirects/rule/types';
import { Unwritable } from '../../../core/redirects/rule/unwritable';

type Writer = (rules: readonly RedirectRule[]) => string;

const WRITERS: Readonly<Record<RuleFormat, Writer>> = {
  json: writeJson, csv: writeCsv, netlify: writeNetlify, cloudflare: writeCloudflare,
};

/** Why a rule cannot be written in a format; a fault without a rule concerns all of them. */
export interface Fault {
  readonly rule?: RedirectRule;
  readonly message: string;
}

/** A list in another format. */
export interface Written {
  readonly text: string;
  /** Its rules as they are read there, each with the place of the rule that it was written for. */
  readonly rules: readonly RedirectRule[];
}

/** Writes a list, and reads it again; or the faults of its rules. */
export function written(rules: readonly RedirectRule[], to: RuleFormat): Written | { readonly faults: Fault[] } {
  const alone = rules.map((rule) => attempt(WRITERS[to], [rule]));
  const faults = alone.flatMap(({ fault }, i) => (fault === undefined ? [] : [{ rule: rules[i], message: fault }]));
  if (faults.length > 0) return { faults };
  const { text = '', fault } = attempt(WRITERS[to], rules);
  if (fault !== undefined) return { faults: [{ message: fault }] };
  const parsed = parseRules(text, { format: to });
  if (parsed.problems.some(isFault)) {
    return { faults: alone.flatMap(({ text: own = '' }, i) => faultsOf(rules[i], own, to)) };
  }
  const origin = DIALECTS[to].order === 'first' ? originsOfLines(rules, alone, text) : undefined;
  const placed = parsed.rules.map((rule, i): RedirectRule => {
    const { file, line, column } = (origin === undefined ? rules[i] : origin(rule.line)) ?? rule;
    return { ...rule, file, line, column };
  });
  return { text, rules: placed };
}

/** A line that its platform ignores is a warning in a list of that platform, but the rule would be lost here. */
export function isFault(problem: Problem): boolean {
  return isError(problem) || problem.code === 'EDGE_REDIRECT_IGNORED';
}

function faultsOf(rule: RedirectRule, text: string, to: RuleFormat): Fault[] {
  return parseRules(text, { format: to }).problems.filter(isFault).map(({ message }) => ({ rule, message }));
}

/** The rule that a line was written for: formats of lines sort them. */
function originsOfLines(
  rules: readonly RedirectRule[], alone: readonly { readonly text?: string }[], text: string,
): (line: number) => RedirectRule | undefined {
  const known = new Map<string, RedirectRule>();
  alone.forEach(({ text: own = '' }, i) => {
    for (const line of own.split('\n')) if (!known.has(line)) known.set(line, rules[i]);
  });
  const lines = text.split('\n');
  return (line) => known.get(lines[line - 1]);
}

function attempt(writer: Writer, rules: readonly RedirectRule[]): { text?: string; fault?: string } {
  try {
    return { text: writer(rules) };
  } catch (caught) {
    if (!(caught instanceof Unwritable)) throw caught;
    return { fault: caught.message };
  }
}
