import { writeFileSync } from 'node:fs';
import { usagePage } from './page';
import { usageReport } from './report';
import { usageText } from './text';
import { faultLine, progressTo } from '../../access-logs/shown';
import type { CliCommand, ExitCode } from '../../frame/cli-command';
import { collect } from '../../frame/collect';
import type { Terminal } from '../../frame/terminal';
import { UsageError } from '../../frame/usage-error';
import { withFileErrors } from '../file-errors';
import { inputFormat, rootObjectOption, siteHost } from '../options';
import type { ListOptions } from '../publish/load-list';

export function addReportCommand(group: CliCommand, terminal: Terminal): void {
  group.command('report').summary('which rules apply in access logs, which never, and what has no page')
    .description(DESCRIPTION)
    .argument('<files...>', 'lists of redirects, which become one')
    .option('--logs <source>', 'a file or a folder of access logs; - is standard input; repeatable', collect)
    .addOption(inputFormat())
    .option('--site-host <host>', 'a host of your site: redirects to it are followed as well; repeatable', siteHost)
    .addOption(rootObjectOption())
    .option('--json', 'print JSON')
    .option('--html <file>', 'write the report as a page, too')
    .explains({ exitCodes: EXIT_CODES, examples: EXAMPLES, notes: NOTES })
    .executes((files: string[], options: ReportOptions) => report(files, options, terminal));
}

const DESCRIPTION = 'Counts in access logs of CloudFront how often each rule applied and when it last did, and lists '
  + 'the rules that never did, and the most frequent paths without a page.';

const EXIT_CODES = {
  0: 'the report is printed', 1: 'the list has errors', 2: 'a file cannot be read, or no log has a request',
};

const EXAMPLES = [
  'npx cdk-cloudfront-edge redirects report redirects.json --logs logs/',
  'zcat logs/*.gz | npx cdk-cloudfront-edge redirects report redirects.json --logs -',
  'npx cdk-cloudfront-edge redirects report redirects.json --logs logs/ --html report.html --json',
];

const NOTES = [
  'With "logRules" of EdgeRedirector, functions log the rules, in access logs (viewer-request-log-data) or, of',
  'Lambda@Edge, in CloudWatch Logs: exported, as "aws logs filter-log-events" prints them, or of a subscription.',
  'Logs may be standard logs, old and version 2 (JSON, plain, w3c, Parquet), or real-time logs; packed or not.',
  'Without these, a rule counts where it matches what the log says of a request, and the logged status is its own.',
];

interface ReportOptions extends ListOptions {
  readonly logs?: readonly string[];
  readonly json?: boolean;
  readonly html?: string;
}

async function report(names: readonly string[], options: ReportOptions, terminal: Terminal): Promise<ExitCode> {
  const { logs = [], json, html } = options;
  if (logs.length === 0) throw new UsageError('access logs are needed, such as: --logs logs/');
  const found = await usageReport(names, logs, options, terminal, progressTo(terminal));
  if (found === undefined) return 1;
  for (const fault of found.faults) terminal.error(faultLine(fault));
  if (found.requests === 0 && found.redirects + found.unknownRules === 0) {
    terminal.error('no request was found in the logs');
    return 2;
  }
  if (html !== undefined) withFileErrors(() => writeFileSync(html, usagePage(found)));
  if (json) terminal.out(JSON.stringify(found, null, 2));
  else for (const line of usageText(found)) terminal.out(line);
  // As `cat` does: what is there is read, and what is not makes the command fail.
  return found.faults.some(({ line }) => line === undefined) ? 2 : 0;
}
