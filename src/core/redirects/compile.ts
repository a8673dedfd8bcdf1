import { hasErrors, Problem } from '../problem';
import { checkChains } from './checks/chains';
import { findDuplicates } from './checks/duplicates';
import { reportOvertaken } from './checks/exemptions';
import { reportHiddenFiles, type RuleEvent } from './checks/hidden-files';
import type { ChainContext } from './checks/loops/report';
import { reportProxies } from './checks/proxies';
import { RuleIndex } from './checks/rule-index';
import { checkSingle } from './checks/single';
import { SiteHosts } from './checks/site-hosts';
import { findUnreachable } from './checks/unreachable';
import { Lookup } from './lookup';
import { openProgram } from './program/read/open';
import { writeProgram } from './program/write/program';
import { reportMovedHome, type RootObject, UNKNOWN_OBJECT, withRootObject } from './root-object';
import type { RedirectRule } from './rule/model';
import { Report } from './rule/report';
import type { Findings } from './traits/findings';
import { ranked } from './traits/precedence';
import { sourceKeys } from './traits/source-key';
import { objectPathOf } from './url/root-object';

/** For modules that look up compiled rules, or compile a few of their own, without knowing the packed form. */
export { openProgram, writeProgram };

export interface CompileOptions {
  /** Hosts of the distribution: targets on them are followed in the search for loops and chains. */
  readonly siteHosts?: readonly string[];
  /** Milliseconds since the epoch. Without it, no rule is reported as expired. */
  readonly now?: number;
  /** The default root object of the distribution: requests for it are matched as requests for `/`. */
  readonly rootObject?: RootObject;
  /** The event of the rules. Without it, rules that hide files of the origin are not reported. */
  readonly event?: RuleEvent;
}

/** What the checks found out about a list. */
export interface CheckedRules {
  /**
   * Writes the program, which takes as long as the checks. Absent if a problem is an error. `_redirects` files are an
   * exception: rules of a redirect loop are left out and the others apply, as on the platforms that these files come
   * from.
   */
  readonly write?: () => Uint8Array;
  readonly problems: Problem[];
  /** The rules in the order of their numbers in decisions. */
  readonly rules: readonly RedirectRule[];
  /** The numbers of the rules in the program, in the order of precedence. */
  readonly order: readonly number[];
  /** What the checks found out about each rule; it takes precedence over the rule as written. */
  readonly findings: readonly Findings[];
  /** Rules that are not in the program. */
  readonly excluded: ReadonlySet<number>;
  /**
   * Rules that never apply, because others shadow them. One line of a file can have several rules, of which only some
   * are shadowed.
   */
  readonly idle: ReadonlySet<number>;
}

export interface CompiledRules extends Omit<CheckedRules, 'write'> {
  /** Absent if a problem is an error: see `CheckedRules`. */
  readonly program?: Uint8Array;
}

/** Checks rules against each other and compiles them for the edge. */
export function compileRules(written: readonly RedirectRule[], options: CompileOptions = {}): CompiledRules {
  const { write, ...checked } = checkRules(written, options);
  return write === undefined ? checked : { ...checked, program: write() };
}

/** Checks rules against each other. */
export function checkRules(written: readonly RedirectRule[], options: CompileOptions = {}): CheckedRules {
  const report = new Report();
  const { rootObject = '' } = options;
  const hosts = new SiteHosts(options.siteHosts ?? [], written);
  const rules = withRootObject(written, rootObject, hosts);
  if (rules !== written) reportMovedHome(rules, written, report);
  const dropped = new Set<number>();
  rules.forEach((rule, i) => { if (checkSingle(rule, options.now, report)) dropped.add(i); });

  const order = ranked(rules);
  const rank = new Int32Array(rules.length);
  order.forEach((rule, i) => { rank[rule] = i; });
  const known = rootObject === UNKNOWN_OBJECT ? '' : rootObject;
  const index = new RuleIndex(rules, objectPathOf(known));
  const chainReport = new Report();
  const context = { rules, rank, index, hosts, now: options.now ?? 0, report: chainReport, rootObject: known };
  const keyOf = sourceKeys(rules);
  const remaining = order.filter((i) => !dropped.has(i));
  const { write, dropped: looping, ...packed } = withoutLoops({ ...context, keyOf }, remaining, dropped);
  // If the others still apply, a rule that is left out shadows none of them.
  const [own, out] = toleratesInvalidRules(rules)
    ? [dropped, new Set([...dropped, ...looping])] : [new Set<number>(), new Set<number>()];
  const keys = rules.map((_, i) => keyOf(i));
  const idle = new Set([
    ...findDuplicates(rules, keys, { own, out }, report),
    ...findUnreachable({ rules, rank, keys, dropped: out }, index, report),
  ]);
  const { event } = options;
  reportOvertaken(rules, { rank, index }, report);
  reportProxies(rules, options.siteHosts ?? [], event, report);
  if (event !== undefined) {
    reportHiddenFiles({ rules, index, hosts, idle: new Set([...idle, ...dropped, ...looping]), event, report });
  }

  const problems = inOrder([...report.problems, ...chainReport.problems]);
  const checked = { problems, rules, ...packed, excluded: out, idle };
  return hasErrors(problems) && !toleratesInvalidRules(rules) ? checked : { ...checked, write };
}

/** Whether valid rules apply although others have errors. */
function toleratesInvalidRules(rules: readonly RedirectRule[]): boolean {
  return rules.every((rule) => rule.dialect.order === 'first');
}

/** Rules without redirect loops. */
interface WithoutLoops extends Pick<Required<CheckedRules>, 'write' | 'order' | 'findings'> {
  readonly dropped: Set<number>;
}

/**
 * Finds the rules of redirect loops and leaves them out, until none is left: without `/a /b` and `/b /a`, `/:p /q/:p`
 * applies to `/a` and is in a loop with `/q/* /a`.
 */
function withoutLoops(
  context: Omit<ChainContext, 'matcher'> & { readonly rootObject: string; readonly keyOf: (index: number) => string },
  order: readonly number[],
  left: ReadonlySet<number>,
): WithoutLoops {
  const { rules, keyOf } = context;
  const dropped = new Set<number>();
  for (let report = context.report; ; report = new Report()) {
    const remaining = order.filter((i) => !dropped.has(i));
    const lookup = new Lookup({ ...context, order: remaining, isOut: (i) => dropped.has(i) || left.has(i) });
    const { looping, findings } = checkChains({ ...context, report, matcher: lookup }, left);
    if (report !== context.report) addLoops(report, context.report);
    if (looping.size === 0) {
      const write = (): Uint8Array =>
        (findings.length > 0 ? writeProgram(rules, remaining, findings, keyOf) : lookup.program());
      return { write, dropped, order: remaining, findings };
    }
    for (const rule of looping) dropped.add(rule);
  }
}

/** Adds the loops only: all other problems were reported by the first search. */
function addLoops(again: Report, report: Report): void {
  const known = new Set(report.problems.map(({ message }) => message));
  report.problems.push(
    ...again.problems.filter(({ severity, message }) => severity === 'error' && !known.has(message)),
  );
}

/** By file and line, which is the order in which they are fixed. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  const place = ({ file }: Problem): number => files.indexOf(file);
  return [...problems].sort(
    (a, b) => place(a) - place(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
