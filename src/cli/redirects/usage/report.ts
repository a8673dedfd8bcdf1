import { compilerLine, isError } from '../../../core/problem';
import { openProgram } from '../../../core/redirects/program/read/open';
import { isExemption } from '../../../core/redirects/rule/exemption';
import type { RedirectRule } from '../../../core/redirects/rule/model';
import { RuleMarks } from '../../../core/redirects/usage/marks';
import { Suggestions } from '../../../core/redirects/usage/suggestions';
import { unseenReads } from '../../../core/redirects/usage/unseen';
import { Usage, type CountedBy } from '../../../core/redirects/usage/usage';
import type { LogFault } from '../../access-logs/files';
import { readLogs, type OnProgress } from '../../access-logs/read';
import type { Terminal } from '../../frame/terminal';
import { loadList, type ListOptions } from '../publish/load-list';

/** What became of a line of the list. */
export interface LineUsage {
  readonly file: string;
  readonly line: number;
  readonly from: string;
  /** Null for a status without a location, such as 410. */
  readonly to: string | null;
  readonly status: number;
  readonly hits: number;
  readonly last?: string;
  /** What it reads that no log has: its hits are not known. */
  readonly unseen: readonly string[];
}

export interface MissingPath {
  readonly path: string;
  readonly count: number;
  readonly suggestion?: string;
}

export interface UsageReport {
  readonly requests: number;
  readonly files: number;
  readonly first?: string;
  readonly last?: string;
  /** How the rules that applied are known. */
  readonly countedBy: CountedBy;
  /** Rules that functions logged and the list does not have. */
  readonly unknownRules: number;
  readonly redirects: number;
  /** Redirects that no rule of the list gives. */
  readonly otherRedirects: number;
  readonly lines: readonly LineUsage[];
  readonly days: readonly { readonly day: string; readonly redirects: number }[];
  readonly missing: readonly MissingPath[];
  /** Whether paths were dropped, so that counts of the others may be too low. */
  readonly missingIsEstimate: boolean;
  readonly faults: readonly LogFault[];
}

/** Said where counts of paths without a page are estimates. */
export const ESTIMATE = 'there are so many that some are left out, and counts may be too low';

/** So many paths without a page are listed, and so many pages are looked at for suggestions. */
const MISSING = 20;
const PAGES = 4_000;

/** Counts in logs which rules applied; undefined if the list has errors, which are printed. */
export async function usageReport(
  names: readonly string[], logs: readonly string[], options: ListOptions, terminal: Terminal, onProgress: OnProgress,
): Promise<UsageReport | undefined> {
  const { problems, compiled } = loadList(names, options, terminal);
  for (const problem of problems.filter(isError)) terminal.error(compilerLine(problem));
  if (compiled === undefined) return undefined;
  const { rules, findings, program } = compiled;
  const marks = new RuleMarks(compiled, options.rootObject);
  const usage = new Usage(rules.length, openProgram(program, options.rootObject), marks);
  const { requests, files, faults } = await readLogs(logs, (record) => usage.add(record), {
    all: true, onProgress, onRule: (found) => usage.addRule(found),
  });
  const { rules: hits, countedBy, unknownRules } = usage;
  const suggestions = new Suggestions(usage.pages.top(PAGES).map(([path]) => path));
  return {
    requests,
    files,
    first: usage.first,
    last: usage.last,
    countedBy,
    unknownRules,
    redirects: hits.reduce((sum, one) => sum + one.hits, 0),
    otherRedirects: usage.otherRedirects,
    // A path that is left to the site has no answer that could be counted.
    lines: byLine(rules.flatMap((rule, i) => {
      const unseen = countedBy === 'access logs' ? unseenReads(rule, findings[i]) : [];
      return isExemption(rule) ? [] : [lineOf(rule, hits[i], unseen)];
    })),
    days: [...usage.days].sort().map(([day, redirects]) => ({ day, redirects })),
    missing: usage.missing.top(MISSING).map(([path, count]) => ({ path, count, suggestion: suggestions.for(path) })),
    missingIsEstimate: usage.missing.isEstimate,
    faults,
  };
}

function lineOf(
  rule: RedirectRule, { hits, last }: { hits: number; last?: string }, unseen: readonly string[],
): LineUsage {
  const { file = '', line, from, to = null, status } = rule;
  return { file, line, from, to, status, hits, last, unseen };
}

/** A line may make several rules. */
function byLine(all: readonly LineUsage[]): LineUsage[] {
  const lines = new Map<string, LineUsage>();
  for (const one of all) {
    const key = `${one.file}:${one.line}:${one.from}`;
    const known = lines.get(key);
    const last = [known?.last, one.last].filter((time) => time !== undefined).sort().at(-1);
    lines.set(key, known === undefined ? one : { ...known, hits: known.hits + one.hits, last });
  }
  return [...lines.values()].sort((a, b) => b.hits - a.hits || a.line - b.line);
}
