import { Option } from 'commander';
import { withFileErrors } from './file-errors';
import { checkFile, type CheckedFile } from './files';
import { withoutRepeated } from './input';
import { eventOption, inputFormat, kindsOption, rootObjectOption, siteHost } from './options';
import { plural } from './plural';
import { pageLayoutOption, prettyProblems, prettyUrlsOption, type PrettyOptions } from './pretty-urls';
import { sarifTool } from './sarif-tool';
import { compilerLine, hasErrors, sarif, type Problem, type Severity } from '../../core/problem';
import type { RedirectEvent } from '../../core/redirects/checks/event-rules';
import type { CompileOptions } from '../../core/redirects/compile';
import type { RuleFormat } from '../../core/redirects/rule/types';
import { kindProblems, type RuleKind } from '../../core/redirects/store/kinds';
import type { CliCommand, ExitCode } from '../frame/cli-command';
import type { Terminal } from '../frame/terminal';

export function addCheckCommand(group: CliCommand, terminal: Terminal): void {
  group.command('check').summary('report the problems of lists, with line and column')
    .description('Reports the problems of lists of redirects, with line and column.')
    .argument('<files...>', 'lists of redirects; - is standard input')
    .addOption(inputFormat())
    .option('--json', 'print JSON')
    .addOption(new Option('--sarif', 'print SARIF, which code hosts show in a pull request').conflicts('json'))
    .option('--site-host <host>', 'a host of your site: redirects to it are followed as well; repeatable', siteHost)
    .addOption(rootObjectOption())
    .addOption(eventOption())
    .addOption(kindsOption())
    .addOption(prettyUrlsOption())
    .addOption(pageLayoutOption())
    .explains({ exitCodes: EXIT_CODES, examples: EXAMPLES })
    .executes((files: string[], options: CheckOptions) => withFileErrors(() => check(files, options, terminal)));
}

const EXIT_CODES = {
  0: 'no errors; warnings and notes do not count', 1: 'errors were found', 2: 'a file cannot be read',
};

const EXAMPLES = [
  'npx cdk-cloudfront-edge redirects check redirects.json',
  'npx cdk-cloudfront-edge redirects check redirects.json _redirects --site-host www.example.com --json',
  'npx cdk-cloudfront-edge redirects check --sarif redirects.csv > redirects.sarif',
  'git show HEAD:redirects.json | npx cdk-cloudfront-edge redirects check --format json -',
];

interface CheckOptions extends PrettyOptions {
  readonly format?: RuleFormat;
  readonly json?: boolean;
  readonly sarif?: boolean;
  readonly siteHost?: readonly string[];
  readonly event?: RedirectEvent;
  readonly kinds?: readonly RuleKind[];
}

/** Prints the problems of all files; 1 if there is an error among them. */
function check(names: readonly string[], options: CheckOptions, terminal: Terminal): ExitCode {
  const { siteHost: siteHosts, rootObject, event } = options;
  const compile: CompileOptions = { now: Date.now(), siteHosts, rootObject, event: event ?? 'unknown' };
  const files = withoutRepeated(names).map((name) => {
    const file = checkFile(name, options.format, terminal, compile);
    return { ...file, problems: [...file.problems, ...otherKinds(file, options), ...prettyProblems(file, options)] };
  });
  const problems = files.flatMap((file) => file.problems);
  const rules = files.reduce((sum, file) => sum + file.rules.length, 0);
  if (options.sarif) terminal.out(JSON.stringify(sarif(problems, sarifTool()), null, 2));
  else if (options.json) terminal.out(JSON.stringify({ rules, problems }, null, 2));
  else for (const file of files) report(file, terminal);
  return hasErrors(problems) ? 1 : 0;
}

/** Rules that a function which reads a key value store has no code for. */
function otherKinds({ rules, findings, excluded }: CheckedFile, { kinds }: CheckOptions): Problem[] {
  const order = rules.flatMap((_, i) => (excluded.has(i) ? [] : [i]));
  return kinds === undefined ? [] : kindProblems({ rules, findings, order }, kinds);
}

function report({ file, rules, problems }: CheckedFile, terminal: Terminal): void {
  for (const problem of problems) terminal.out(compilerLine(problem));
  const count = (severity: Severity): number => problems.filter((p) => p.severity === severity).length;
  const found = (['error', 'warning', 'note'] as const).filter((s) => count(s) > 0).map((s) => plural(count(s), s));
  const summary = found.length === 0 ? 'no problems' : found.join(', ');
  terminal.out(`${file}: ${plural(rules.length, 'rule')}, ${summary}`);
}
