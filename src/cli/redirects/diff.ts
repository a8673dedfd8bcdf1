import { withFileErrors } from './file-errors';
import { loadRules, RuleFile } from './files';
import { formatDiff } from './format-diff';
import { inputFormat, rootObjectOption } from './options';
import { reportOf } from './report';
import { compilerLine } from '../../core/problem';
import { changesOf } from '../../core/redirects/diff/changes';
import type { RuleFormat } from '../../core/redirects/rule/types';
import type { CliCommand, ExitCode } from '../frame/cli-command';
import type { Terminal } from '../frame/terminal';
import { UsageError } from '../frame/usage-error';

export function addDiffCommand(group: CliCommand, terminal: Terminal): void {
  group.command('diff').summary('which rules came, went or changed between two lists')
    .description('Prints which rules came, went or changed, and for which URLs other rules answer now.')
    .argument('<old>', 'the list as it was; - is standard input')
    .argument('<new>', 'the list as it is now; - is standard input')
    .addOption(inputFormat())
    .addOption(rootObjectOption())
    .option('--json', 'for programs')
    .option('--exit-code', 'exit with 1 if the lists differ')
    .explains({ exitCodes: EXIT_CODES, examples: EXAMPLES })
    .executes((before: string, after: string, options: DiffOptions) => (
      withFileErrors(() => diff(before, after, options, terminal))
    ));
}

const EXIT_CODES = {
  0: 'the lists were compared',
  1: 'a list has errors, so that nothing was compared; with --exit-code, the lists differ',
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
}

/** Which rules came, went or lead elsewhere now, and where others answer than before. */
function diff(old: string, current: string, options: DiffOptions, terminal: Terminal): ExitCode {
  const { format, json, exitCode, rootObject } = options;
  if (old === '-' && current === '-') throw new UsageError('standard input can be read once');
  const files = [old, current].map((file) => loadRules(file, format, terminal, { rootObject }));
  if (!areReadable(files, terminal)) return 1;
  const [before, after] = files;
  const now = Date.now();
  const changes = changesOf(before, after, now);
  if (!changes.complete) {
    terminal.error('too many rules with wildcards have changed places; not all of them were compared');
  }
  const report = reportOf(changes, before, after, now);
  if (json) terminal.out(JSON.stringify(report, null, 2));
  else for (const line of formatDiff(report)) terminal.out(line);
  const { added, removed, changed, addresses, caveats } = report;
  // Who asks whether the lists differ must not be told no where nobody has looked.
  const differ = !report.complete || [added, removed, changed, addresses, caveats].some((list) => list.length > 0);
  return exitCode && differ ? 1 : 0;
}

/**
 * A rule that cannot be read is not gone. In `_redirects` it is, as one is that goes round for ever: there the other
 * lines answer without it.
 */
function areReadable(files: readonly RuleFile[], terminal: Terminal): boolean {
  const problems = files.flatMap((file) => file.problems);
  for (const problem of problems) if (problem.severity === 'error') terminal.error(compilerLine(problem));
  const unread = files.filter(({ program }) => program === undefined);
  for (const { file } of unread) terminal.error(`${file}: nothing is compared before these errors are mended`);
  return unread.length === 0;
}
