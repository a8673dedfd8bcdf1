import { Option } from 'commander';
import { htmlReport } from './html-report';
import { jsonReport } from './json-report';
import { judge, type Judged } from './judged';
import { loadResponses } from './load';
import { textReport } from './text-report';
import { unusable } from './unusable';
import type { FindingSeverity } from '../../core/security-headers/analysis/codes';
import type { CliCommand, ExitCode } from '../frame/cli-command';
import type { Terminal } from '../frame/terminal';

export function addCheckHeadersCommand(group: CliCommand, terminal: Terminal): void {
  group.command('check').summary('report weak, wrong and missing security headers')
    .description(DESCRIPTION)
    .argument('<source>', 'a URL, a file with the headers of a response (- is standard input), or a cdk.out folder')
    .addOption(new Option('--json', 'print JSON'))
    .addOption(new Option('--html', 'print a page that needs no other file').conflicts('json'))
    .option('--strict', 'exit with 1 also for findings of severity MEDIUM and LOW')
    .explains({ exitCodes: EXIT_CODES, examples: EXAMPLES, notes: NOTES })
    .executes((source: string, options: CheckOptions) => check(source, options, terminal));
}

interface CheckOptions {
  readonly json?: boolean;
  readonly html?: boolean;
  readonly strict?: boolean;
}

const DESCRIPTION =
  'Prints the headers of a response, what each of them earns or costs at the HTTP Observatory of MDN, '
  + 'and what is weak, wrong or missing, with the cure.';

const EXIT_CODES = {
  0: 'no finding of severity HIGH or SYNTAX; with --strict, none of MEDIUM or LOW either',
  1: 'there are such findings',
  2: 'the source cannot be read, or has no headers',
};

const EXAMPLES = [
  'npx cdk-cloudfront-edge headers check response.txt',
  'npx cdk-cloudfront-edge headers check --json - < response.txt',
  'npx cdk-cloudfront-edge headers check cdk.out --html > headers.html',
  'npx cdk-cloudfront-edge headers check bare-response.txt # 1: there is no Content-Security-Policy',
];

const NOTES = [
  'A file is what "curl -si URL" or "curl -sI URL" prints, of several responses the last, or has lines "name: value".',
  'A URL such as https://www.example.com/ is requested once with GET; redirects are followed, and printed.',
  'Of a cdk.out folder, the headers are checked that response headers policies and SecurityHeaders set.',
];

const FATAL: readonly FindingSeverity[] = ['HIGH', 'SYNTAX'];
const FATAL_IF_STRICT: readonly FindingSeverity[] = [...FATAL, 'MEDIUM', 'LOW'];

async function check(source: string, { json, html, strict }: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const { responses, notes } = await loadResponses(source);
  const judged = responses.map(judge);
  for (const note of notes) terminal.error(note);
  if (judged.length === 0) throw unusable(`${source}: no header is known, so that nothing was checked`);
  terminal.out(report(judged, { json, html }));
  const fatal = strict ? FATAL_IF_STRICT : FATAL;
  return judged.some(({ findings }) => findings.some(({ severity }) => fatal.includes(severity))) ? 1 : 0;
}

function report(judged: readonly Judged[], { json, html }: CheckOptions): string {
  if (json) return jsonReport(judged);
  return html ? htmlReport(judged) : textReport(judged);
}
