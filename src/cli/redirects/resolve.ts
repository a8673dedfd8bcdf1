import { Option } from 'commander';
import { resolveBatch } from './batch';
import { withFileErrors } from './file-errors';
import { loadRules, RuleFile } from './files';
import { readInput } from './input';
import { country, date, eventOption, header, inputFormat, method, originStatus, rootObjectOption } from './options';
import { pageLayoutOption, prettyAnswer, prettyUrlsOption, type PrettyOptions } from './pretty-urls';
import { requestFor } from './request';
import { compilerLine } from '../../core/problem';
import type { RedirectEvent } from '../../core/redirects/checks/event-rules';
import { Explanation, explanation } from '../../core/redirects/diff/explanation';
import { openProgram } from '../../core/redirects/program/read/open';
import { isExemption } from '../../core/redirects/rule/exemption';
import type { RedirectRule } from '../../core/redirects/rule/model';
import type { RuleFormat } from '../../core/redirects/rule/types';
import type { CliCommand, ExitCode } from '../frame/cli-command';
import { collect } from '../frame/collect';
import type { Terminal } from '../frame/terminal';
import { UsageError } from '../frame/usage-error';

export function addResolveCommand(group: CliCommand, terminal: Terminal): void {
  const command = group.command('resolve').summary('what a viewer of a URL gets')
    .description('Prints what a viewer of a URL gets, which rule applies, and which others match.')
    .argument('[file]', 'a list of redirects; - is standard input')
    .argument('[url]', '/path or https://host/path')
    .addOption(inputFormat())
    .option('--country <code>', 'country of the viewer, such as DE', country)
    .option('--header <header>', 'a header of the request, such as "Referer: https://example.com/"; repeatable', header)
    .option('--cookie <name=value>', 'a cookie of the request; repeatable', collect)
    .option('--method <method>', 'method of the request (default: GET)', method)
    .option('--date <date>', 'date of the request, such as 2026-12-24 (default: now)', date)
    .option('--origin-status <status>', 'status that the origin returned, such as 404', originStatus)
    .addOption(rootObjectOption())
    .addOption(eventOption())
    .addOption(prettyUrlsOption())
    .addOption(pageLayoutOption())
    .option('--json', 'print JSON');
  const ofOneRequest = command.options.map((option) => option.attributeName()).filter((name) => name !== 'json');
  command.addOption(new Option('--batch <file>', BATCH).conflicts(ofOneRequest))
    .explains({ exitCodes: EXIT_CODES, examples: EXAMPLES })
    .executes((file: string | undefined, url: string | undefined, options: ResolveOptions) => withFileErrors(() => (
      options.batch === undefined ? resolve(file, url, options, terminal) : batch(options.batch, file, terminal)
    )));
}

const BATCH = `many requests at once, instead of a file and a URL:
{"id", "format", "rules", "url", "headers"?, "cookies"?} on each line`;

const EXIT_CODES = {
  0: 'an answer was found, "no redirect" included',
  1: 'the list has errors, or cannot be used on the event',
  2: 'a file cannot be read',
};

const EXAMPLES = [
  'npx cdk-cloudfront-edge redirects resolve redirects.json "https://www.example.com/old-page?id=7" --country DE',
  'npx cdk-cloudfront-edge redirects resolve _redirects /a --date 2026-12-24 --header "Referer: https://example.com/"',
  'npx cdk-cloudfront-edge redirects resolve --batch requests.jsonl',
];

interface ResolveOptions extends PrettyOptions {
  readonly format?: RuleFormat;
  readonly batch?: string;
  readonly json?: boolean;
  readonly header?: Readonly<Record<string, string>>;
  readonly cookie?: readonly string[];
  readonly country?: string;
  readonly method?: string;
  readonly date?: number;
  readonly originStatus?: number;
  readonly event?: RedirectEvent;
}

function batch(name: string, file: string | undefined, terminal: Terminal): ExitCode {
  if (file !== undefined) throw new UsageError(`--batch is used instead of a file and a URL, got '${file}'`);
  for (const line of resolveBatch(readInput(name).toString('utf8'))) terminal.out(line);
  return 0;
}

/** Prints what a viewer would get, the rule that applies, and the rules that it shadows. */
function resolve(file = '', url: string | undefined, options: ResolveOptions, terminal: Terminal): ExitCode {
  if (url === undefined) throw new UsageError('a file and a URL are needed, such as: resolve redirects.json /old-page');
  const cookies = [options.header?.cookie, ...options.cookie ?? []].filter((cookie) => cookie !== undefined);
  const request = requestFor(url, {
    ...options.originStatus === undefined ? {} : { originStatus: options.originStatus },
    headers: { ...options.header, ...cookies.length === 0 ? {} : { cookie: cookies.join('; ') } },
    method: options.method,
    country: options.country,
    now: options.date,
  });
  if (request === undefined) throw new UsageError(`'${url}' is not a URL; write /path or https://host/path`);
  const loaded = loadRules(file, options.format, terminal, { rootObject: options.rootObject, event: options.event });
  if (loaded.program === undefined) {
    for (const problem of loaded.problems) if (problem.severity === 'error') terminal.error(compilerLine(problem));
    terminal.error(`${loaded.file}: no answer; fix these errors first`);
    return 1;
  }
  const decision = openProgram(loaded.program, options.rootObject).match(request);
  const explained = explanation(loaded, request, decision);
  const { answers, stays, shadowed } = explained;
  const lines = { line: answers?.line, exemptBy: stays?.line, shadows: shadowed.map((rule) => rule.line) };
  const answer = prettyAnswer(decision, request, options);
  if (options.json) terminal.out(JSON.stringify({ ...answer, ...lines }));
  else explain(loaded, answer, explained, terminal);
  return 0;
}

function explain(
  { file, problems }: RuleFile,
  { status, location, pretty }: ReturnType<typeof prettyAnswer>,
  explained: Explanation,
  terminal: Terminal,
): void {
  const { answers, stays, shadowed, excluded, idle } = explained;
  const list = (role: string, listed: readonly RedirectRule[]): void => {
    for (const rule of listed) terminal.out(`  ${role} ${describe(rule, file)}`);
  };
  if (status === null) terminal.out('no redirect: the request goes on to the site');
  else if (location === undefined) terminal.out(`${status}`);
  else terminal.out(`${status} ${location}${status === 200 ? ' (shown at the same URL)' : ''}`);
  if (answers) list('by', [answers]);
  if (pretty) terminal.out('  by pretty URLs');
  if (stays) list(isExemption(stays) ? 'left to the site by' : 'exempt by', [stays]);
  list('shadows', shadowed);
  const isInLoop = ({ line, column }: RedirectRule): boolean => problems.some((problem) => (
    problem.code === 'EDGE_REDIRECT_LOOP' && problem.line === line && problem.column === column));
  list('is part of a redirect loop, so it never applies:', excluded.filter(isInLoop));
  list('is left out of the list, for the reason that check gives:', excluded.filter((rule) => !isInLoop(rule)));
  list('did not apply:', idle);
}

function describe(rule: RedirectRule, file: string): string {
  const text = `${rule.from} → ${isExemption(rule) ? 'the site' : rule.to ?? rule.status}`;
  return `${file}:${rule.line}  ${text}${rule.note === undefined ? '' : `  (${rule.note})`}`;
}
