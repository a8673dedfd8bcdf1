import { hasErrors, Problem } from '../problem';
import { checkChains } from './checks/chains';
import { findDuplicates, sourceKey } from './checks/duplicates';
import type { ChainContext } from './checks/loops/report';
import { RuleIndex } from './checks/rule-index';
import { checkSingle } from './checks/single';
import { SiteHosts } from './checks/site-hosts';
import { findUnreachable } from './checks/unreachable';
import { openProgram } from './program/read/open';
import { writeProgram } from './program/write/program';
import type { RedirectRule } from './rule/model';
import { Report } from './rule/report';
import type { Findings } from './traits/findings';
import { ranked } from './traits/precedence';

/** For rooms that ask compiled rules, or pack a few of their own, without knowing the packed form. */
export { openProgram, writeProgram };

export interface CompileOptions {
  /** Hosts that the distribution answers for: targets on them are followed when loops and chains are looked for. */
  readonly siteHosts?: readonly string[];
  /** Milliseconds since the epoch, to tell which rules have expired. Without it none is said to have. */
  readonly now?: number;
}

export interface CompiledRules {
  /**
   * Absent if a problem is an error. `_redirects` files are an exception: there, rules that go round for ever are left
   * out and the others answer, as they do where the files come from.
   */
  readonly program?: Uint8Array;
  readonly problems: Problem[];
  /** The rules in the order of their numbers in decisions. */
  readonly rules: readonly RedirectRule[];
  /** The numbers of those that answer, the one that wins first. */
  readonly order: readonly number[];
  /** What the program says of rules besides what is written. */
  readonly findings: readonly Findings[];
  /** Rules that the program does without. */
  readonly excluded: ReadonlySet<number>;
  /**
   * Rules that never answer, because others take all of their requests. One line of a file may have made some that do
   * and some that do not.
   */
  readonly idle: ReadonlySet<number>;
}

/** Checks rules against each other and packs them for the edge. */
export function compileRules(rules: readonly RedirectRule[], options: CompileOptions = {}): CompiledRules {
  const report = new Report();
  const dropped = new Set<number>();
  rules.forEach((rule, i) => { if (checkSingle(rule, options.now, report)) dropped.add(i); });

  const order = ranked(rules);
  const rank = new Int32Array(rules.length);
  order.forEach((rule, i) => { rank[rule] = i; });
  const index = new RuleIndex(rules);
  const hosts = new SiteHosts(options.siteHosts ?? [], rules);
  const ways = new Report();
  const context = { rules, rank, index, hosts, now: options.now ?? 0, report: ways };
  const { program, dropped: endless, ...written } = withoutLoops(context, order.filter((i) => !dropped.has(i)));
  // Where the others answer on, a rule that is left out takes nothing from them.
  const out = toleratesInvalidRules(rules) ? new Set([...dropped, ...endless]) : new Set<number>();
  const keys = rules.map(sourceKey);
  const idle = new Set([
    ...findDuplicates(rules, keys, out, report),
    ...findUnreachable({ rules, rank, keys, dropped: out }, index, report),
  ]);

  const problems = inOrder([...report.problems, ...ways.problems]);
  const compiled = { problems, rules, ...written, excluded: out, idle };
  return hasErrors(problems) && !toleratesInvalidRules(rules) ? compiled : { ...compiled, program };
}

/** Whether rules without a fault answer although others have one. */
function toleratesInvalidRules(rules: readonly RedirectRule[]): boolean {
  return rules.every((rule) => rule.dialect.order === 'first');
}

/** A program in which nobody goes round. */
interface Written extends Pick<Required<CompiledRules>, 'program' | 'order' | 'findings'> {
  readonly dropped: Set<number>;
}

/**
 * Follows all ways through the rules, and follows them again without those that go round: where `/a /b` and `/b /a` are
 * left out, `/:p /q/:p` answers for `/a` and goes round with `/q/* /a`.
 */
function withoutLoops(context: Omit<ChainContext, 'matcher'>, order: readonly number[]): Written {
  const dropped = new Set<number>();
  for (let report = context.report; ; report = new Report()) {
    const sound = order.filter((i) => !dropped.has(i));
    const first = writeProgram(context.rules, sound, []);
    const chains = checkChains({ ...context, report, matcher: openProgram(first) });
    if (report !== context.report) addLoops(report, context.report);
    const { findings } = chains;
    if (chains.looping.size === 0) {
      return {
        program: findings.length > 0 ? writeProgram(context.rules, sound, findings) : first,
        dropped,
        order: sound,
        findings,
      };
    }
    for (const rule of chains.looping) dropped.add(rule);
  }
}

/** What is wrong besides was told the first time. */
function addLoops(again: Report, report: Report): void {
  const known = new Set(report.problems.map(({ message }) => message));
  report.problems.push(
    ...again.problems.filter(({ severity, message }) => severity === 'error' && !known.has(message)),
  );
}

/** By file and line, because that is how a person mends them. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  const place = ({ file }: Problem): number => files.indexOf(file);
  return [...problems].sort(
    (a, b) => place(a) - place(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
