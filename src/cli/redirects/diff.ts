import { withFileErrors } from './file-errors';
import { loadRules, RuleFile } from './files';
import { formatDiff } from './format-diff';
import { eventOption, inputFormat, rootObjectOption } from './options';
import { reportOf } from './report';
import { compilerLine } from '../../core/problem';
import type { RedirectEvent } from '../../core/redirects/checks/event-rules';
import { changesOf } from '../../core/redirects/diff/changes';
import type { RuleFormat } from '../../core/redirects/rule/types';
import type { CliCommand, ExitCode } from '../frame/cli-command';
import type { Terminal } from '../frame/terminal';
import { UsageError } from '../frame/usage-error';

export function addDiffCommand(group: CliCommand, terminal: Terminal): void {
  group.command('diff').summary('which rules were added, removed or changed between two lists')
    .description('Prints which rules were added, removed or changed, and for which URLs other rules apply now.')
    .argument('<old>', 'the old list; - is standard input')
    .argument('<new>', 'the new list; - is standard input')
    .addOption(inputFormat())
    .addOption(rootObjectOption())
    .addOption(eventOption())
    .option('--json', 'print JSON')
    .option('--exit-code', 'exit with 1 if the lists differ')
    .explains({ exitCodes: EXIT_CODES, examples: EXAMPLES })
    .executes((before: string, after: string, options: DiffOptions) => (
      withFileErrors(() => diff(before, after, options, terminal))
    ));
}

const EXIT_CODES = {
  0: 'the lists were compared',
  1: 'a list has errors, so nothing was compared; with --exit-code, the lists differ',
  2: 'a file cannot be read',
};

const EXAMPLES = [
  'npx cdk-cloudfront-edge redirects diff old.json new.json',
  'npx cdk-cloudfront-edge redirects diff old.json new.json --exit-code  # 1: they differ',
  'git show HEAD:redirects.json | npx cdk-cloudfront-edge redirects diff --format json - redirects.json',
];

interface DiffOptions {
  readonly format?: RuleFormat;
  readonly json?: boolean;
  readonly exitCode?: boolean;
  readonly rootObject?: string;
  readonly event?: RedirectEvent;
}

/** Prints which rules were added, removed or changed, and which URLs are answered differently by the other rules. */
function diff(old: string, current: string, options: DiffOptions, terminal: Terminal): ExitCode {
  const { format, json, exitCode, rootObject, event } = options;
  if (old === '-' && current === '-') throw new UsageError('standard input can be only one of the two lists');
  const files = [old, current].map((file) => loadRules(file, format, terminal, { rootObject, event }));
  if (!areReadable(files, terminal)) return 1;
  const [before, after] = files;
  const now = Date.now();
  const changes = changesOf(before, after, now);
  if (!changes.complete) {
    terminal.error('too many rules with wildcards were reordered; not all of them were compared');
  }
  const report = reportOf(changes, before, after, now);
  if (json) terminal.out(JSON.stringify(report, null, 2));
  else for (const line of formatDiff(report)) terminal.out(line);
  const { added, removed, changed, urls, caveats } = report;
  // An incomplete comparison does not prove that the lists are equal.
  const differ = !report.complete || [added, removed, changed, urls, caveats].some((list) => list.length > 0);
  return exitCode && differ ? 1 : 0;
}

/**
 * A list with errors is not compared, or each rule that cannot be read would be reported as removed. `_redirects` is:
 * Netlify and Cloudflare skip a line that has an error or is part of a loop, and apply the others.
 */
function areReadable(files: readonly RuleFile[], terminal: Terminal): boolean {
  const problems = files.flatMap((file) => file.problems);
  for (const problem of problems) if (problem.severity === 'error') terminal.error(compilerLine(problem));
  const unreadable = files.filter(({ program }) => program === undefined);
  for (const { file } of unreadable) terminal.error(`${file}: nothing is compared; fix these errors first`);
  return unreadable.length === 0;
}
