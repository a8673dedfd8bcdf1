import { statSync } from 'node:fs';
import { Option } from 'commander';
import { explainLogs, hasLogs } from './explain-logs';
import { explainResponses } from './explain-responses';
import { isWorth } from './report/finding';
import { htmlReport, htmlSiteReport } from './report/html-report';
import { jsonReport, jsonSiteReport } from './report/json-report';
import type { SiteReport } from './report/report';
import { textReport, textSiteReport } from './report/text-report';
import { readCheckedSites } from './template/read-sites';
import { unusable } from './unusable';
import { possibilities } from '../../core/explain/site/possibilities';
import { progressTo } from '../access-logs/shown';
import type { CliCommand, ExitCode } from '../frame/cli-command';
import type { Terminal } from '../frame/terminal';

export function addExplainCommand(program: CliCommand, terminal: Terminal): void {
  program.command('explain').summary('say where an error came from, and what to change')
    .description(DESCRIPTION)
    .argument('<source>', SOURCE)
    .addOption(new Option('--json', 'print JSON'))
    .addOption(new Option('--html', 'print a page that needs no other file').conflicts('json'))
    .option('--logs', 'the source is access logs; needed for those on standard input only')
    .option('--origin <source>', ORIGIN)
    .option('--template <folder>', TEMPLATE)
    .explains({ exitCodes: EXIT_CODES, examples: EXAMPLES, notes: NOTES })
    .executes((source: string, options: ExplainOptions) => explainSource(source, options, terminal));
}

interface ExplainOptions {
  readonly json?: boolean;
  readonly html?: boolean;
  readonly logs?: boolean;
  readonly origin?: string;
  readonly template?: string;
}

const DESCRIPTION =
  'Prints which of the possible sources of a 403 or another error answered, why, how sure that is, and '
  + 'what to change. Where the facts cannot decide, it says "cannot tell", and what would.';

const SOURCE = 'a URL, a file with responses (- is standard input), a file or a folder of access logs, or '
  + 'a cdk.out folder';

const ORIGIN =
  "the origin's own answer to the same request: a URL, which is requested, or a file. A URL without a path "
  + 'is requested with that of the response';

const TEMPLATE = 'the folder that "npx cdk synth" wrote, with the distribution that answered; it rules out what the '
  + 'distribution does not have';

const EXIT_CODES = {
  0: 'there is no error; or a folder has no warning',
  1: 'there are errors; or a folder has a warning: a custom error response that hides errors, or a check',
  2: 'the source cannot be read or requested, or has no response',
};

const EXAMPLES = [
  'npx cdk-cloudfront-edge explain forbidden.txt # 1: it is a 403',
  'npx cdk-cloudfront-edge explain --json - < forbidden.txt # 1: it is a 403',
  'npx cdk-cloudfront-edge explain forbidden.txt --template cdk.out --html > why.html # 1: it is a 403',
  'npx cdk-cloudfront-edge explain logs/',
  'npx cdk-cloudfront-edge explain cdk.out',
];

const NOTES = [
  'A file is what "curl -i" or "curl -v" prints, also several of them; a HAR file; JSON such as',
  '{"status": 403, "headers": {"server": "CloudFront"}, "body": "..."}; the text of the error page; or access logs,\n'
  + 'as CloudFront or CloudWatch Logs write them, packed or not. A folder without a manifest.json has access logs.',
  'What cannot be read is counted on standard error. Responses without an error are not printed.',
];

async function explainSource(source: string, options: ExplainOptions, terminal: Terminal): Promise<ExitCode> {
  const note = (text: string): void => terminal.error(text);
  const isLogs = options.logs === true || hasLogs(source);
  const isFolder = source !== '-' && statSync(source, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder && !isLogs) return explainTemplate(source, options, terminal);
  if (isLogs && options.origin !== undefined) {
    throw unusable(`${source}: has access logs, and --origin is the answer to one request; explain what "curl -i" `
      + 'prints of that request with it');
  }
  const report = isLogs ? await explainLogs(source, options.template, note, progressTo(terminal))
    : await explainResponses(source, options, note);
  terminal.out(options.json ? jsonReport(report) : options.html ? htmlReport(report) : textReport(report));
  return report.groups.some(({ isError }) => isError) ? 1 : 0;
}

function explainTemplate(
  folder: string,
  { json, html, origin, template }: ExplainOptions,
  terminal: Terminal,
): ExitCode {
  if (origin !== undefined || template !== undefined) {
    throw unusable(`${folder}: is a folder; --origin and --template are for responses`);
  }
  const sites: SiteReport[] = readCheckedSites(folder).map(({ site, findings }) => ({
    distribution: site.name,
    template: site.template,
    possibilities: possibilities(site),
    findings,
  }));
  terminal.out(json ? jsonSiteReport(sites) : html ? htmlSiteReport(sites) : textSiteReport(sites));
  const isWarned = sites.some((site) => (
    site.possibilities.some(({ isWarning }) => isWarning) || site.findings.some(isWorth)));
  return isWarned ? 1 : 0;
}
