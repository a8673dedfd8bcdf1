import { hasErrors, Problem } from '../../problem';
import { findDuplicates } from '../analyze/duplicates';
import type { RedirectRule } from '../model';
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
  /** Absent if a problem is an error. */
  readonly program?: Uint8Array;
  readonly problems: Problem[];
  /** The rules in the order of their numbers in decisions. */
  readonly rules: readonly RedirectRule[];
}

/** Checks rules against each other and packs them for the edge. */
export function compileRules(rules: readonly RedirectRule[], _options: CompileOptions = {}): CompiledRules {
  const report = new Report();
  findDuplicates(rules, report);
  const program = hasErrors(report.problems) ? {} : { program: writeProgram(rules, ranked(rules), []) };
  return { ...program, problems: report.problems, rules };
}
