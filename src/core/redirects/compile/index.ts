import { hasErrors, Problem } from '../../problem';
import { checkChains } from '../analyze/chains';
import { findDuplicates } from '../analyze/duplicates';
import { RuleIndex } from '../analyze/rule-index';
import { checkSingle } from '../analyze/single';
import { findUnreachable } from '../analyze/unreachable';
import type { RedirectRule } from '../model';
import { openProgram } from '../program/open';
import { Report } from '../report';
import { ranked } from './rank';
import { writeProgram } from './write';

export interface CompileOptions {
  /** Hosts that the distribution answers for: targets on them are followed when loops and chains are looked for. */
  readonly siteHosts?: readonly string[];
  /** Milliseconds since the epoch, to tell which rules have expired. Without it none is said to have. */
  readonly now?: number;
}

export interface CompiledRules {
  /**
   * Absent if a problem is an error. `_redirects` files are an exception: there, rules that go round for ever are left out and the others
   * answer, as they do where the files come from.
   */
  readonly program?: Uint8Array;
  readonly problems: Problem[];
  /** The rules in the order of their numbers in decisions. */
  readonly rules: readonly RedirectRule[];
}

/** Checks rules against each other and packs them for the edge. */
export function compileRules(rules: readonly RedirectRule[], options: CompileOptions = {}): CompiledRules {
  const report = new Report();
  const dropped = new Set<number>();
  rules.forEach((rule, i) => { if (checkSingle(rule, options.now, report)) dropped.add(i); });
  findDuplicates(rules, report);

  const order = ranked(rules);
  const rank = new Int32Array(rules.length);
  order.forEach((rule, i) => { rank[rule] = i; });
  const index = new RuleIndex(rules);
  findUnreachable(rules, rank, index, report);

  const sound = order.filter((i) => !dropped.has(i));
  const first = writeProgram(rules, sound, []);
  const hosts = new Set([...(options.siteHosts ?? []).map((h) => h.toLowerCase()), ...ownHosts(rules)]);
  const chains = checkChains({ rules, rank, index, matcher: openProgram(first), hosts, now: options.now ?? 0, report });

  const problems = inOrder(report.problems);
  if (hasErrors(problems) && rules.some((rule) => rule.dialect.order !== 'first')) return { problems, rules };
  const changed = chains.findings.length > 0 || chains.dropped.size > 0;
  return { program: changed ? writeProgram(rules, sound.filter((i) => !chains.dropped.has(i)), chains.findings) : first, problems, rules };
}

function ownHosts(rules: readonly RedirectRule[]): string[] {
  return rules.flatMap(({ source: { host } }) => (host === undefined || host.startsWith('*') ? [] : [host]));
}

/** By file and line, because that is how a person mends them. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  const place = ({ file }: Problem): number => files.indexOf(file);
  return [...problems].sort((a, b) => place(a) - place(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}
