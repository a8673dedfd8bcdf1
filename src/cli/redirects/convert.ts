import { Option } from 'commander';
import { destination } from './destination';
import { withFileErrors } from './file-errors';
import { loadRules, RuleFile } from './files';
import { convertForeign, inPlaceFault, isPlatform, PLATFORM_NAMES, readForeign } from './import/convert';
import { eventOption, formatOption, inputFormat, rootObjectOption } from './options';
import { plural } from './plural';
import { replaceFile } from './replace-file';
import { convertedText, faultLine, faultyCount, placeOf } from './same-meaning';
import { compilerLine } from '../../core/problem';
import type { RedirectEvent } from '../../core/redirects/checks/event-rules';
import { caveats } from '../../core/redirects/diff/caveats';
import type { Platform } from '../../core/redirects/formats/platforms/platforms';
import { whereFilesAreMissing } from '../../core/redirects/rule/files-first';
import type { RedirectRule } from '../../core/redirects/rule/model';
import type { RuleFormat } from '../../core/redirects/rule/types';
import type { CliCommand, ExitCode } from '../frame/cli-command';
import type { Terminal } from '../frame/terminal';
import { UsageError } from '../frame/usage-error';

export function addConvertCommand(group: CliCommand, terminal: Terminal): void {
  group.command('convert').summary('write a list in another format')
    .description(DESCRIPTION)
    .argument('<file>', 'a list of redirects; - is standard input')
    .addOption(formatOption('--to <format>', 'format of the new list').makeOptionMandatory())
    .addOption(inputFormat(PLATFORM_NAMES))
    .addOption(rootObjectOption())
    .addOption(eventOption())
    .option('--out <file>', 'file of the new list (default: standard output)')
    .addOption(new Option('--in-place', 'replace the list itself').conflicts('out'))
    .explains({ exitCodes: EXIT_CODES, examples: EXAMPLES })
    .executes((file: string, options: ConvertOptions) => withFileErrors(() => convert(file, options, terminal)));
}

const DESCRIPTION = 'Writes a list in another format. '
  + 'Nothing is written if the list has errors, or if a rule would mean something else in the new format.\n'
  + 'Files of other platforms (vercel.json, netlify.toml, .htaccess and others) are read as well: entries without an '
  + 'equivalent are reported, and the rest is printed, but not written to a file.';

const EXIT_CODES = {
  0: 'the new list is written',
  1: 'nothing is written: the list has errors, or would not mean the same',
  2: 'nothing is written: a file cannot be read or written, or --out names the list itself',
};

const EXAMPLES = [
  'npx cdk-cloudfront-edge redirects convert _redirects --to json',
  'npx cdk-cloudfront-edge redirects convert redirects.json --to cloudflare --out public/_redirects',
  'npx cdk-cloudfront-edge redirects convert redirects.json --to json --in-place',
  'npx cdk-cloudfront-edge redirects convert vercel.json --to json --out from-vercel.json',
];

interface ConvertOptions {
  readonly to: RuleFormat;
  readonly format?: RuleFormat | Platform;
  readonly out?: string;
  readonly inPlace?: boolean;
  readonly rootObject?: string;
  readonly event?: RedirectEvent;
}

/** Writes the rules in another format, or prints why they would not mean the same. */
function convert(file: string, options: ConvertOptions, terminal: Terminal): ExitCode {
  const out = destination(file, options);
  const { bytes, foreign } = readForeign(file, options.format);
  if (foreign !== undefined && options.inPlace) throw new UsageError(inPlaceFault(foreign.platform));
  if (foreign !== undefined) return convertForeign(foreign, { to: options.to, out, event: options.event }, terminal);
  const format = isPlatform(options.format) ? undefined : options.format;
  const { rootObject, event } = options;
  const loaded = forEvent(loadRules(file, format, terminal, { rootObject, event }, bytes), options);
  const errors = loaded.problems.filter(({ severity }) => severity === 'error');
  // Generators write a literal `*` where they mean the splat; other unreachable lines never apply on the platform
  // either.
  const isParsed = (line: number | undefined): boolean => loaded.rules.some((rule) => rule.line === line);
  const doubtful = loaded.problems.filter(({ code, severity, line }) => severity === 'warning'
    && (['EDGE_REDIRECT_PLACEHOLDER', 'EDGE_REDIRECT_IGNORED'].includes(code)
      || (code === 'EDGE_REDIRECT_UNREACHABLE' && !isParsed(line))));
  for (const problem of [...errors, ...doubtful]) terminal.error(compilerLine(problem));
  if (loaded.program === undefined || errors.length > 0) {
    terminal.error(`${loaded.file}: nothing is written; fix these errors first`);
    return 1;
  }
  const rules = withoutIdle(loaded, terminal);
  const { text, faults, chains } = convertedText(loaded, rules, options.to);
  for (const fault of faults) terminal.error(faultLine(loaded, fault));
  if (faults.length > 0) {
    const count = plural(faultyCount(faults), 'rule');
    terminal.error(`${loaded.file}: nothing is written, because ${count} would not mean the same`);
    return 1;
  }
  for (const line of chains) terminal.error(line);
  for (const caveat of caveats(rules, loaded.format, options.to, true)) terminal.error(`${loaded.file}: ${caveat}`);
  if (out === undefined) terminal.out(text.replace(/\n$/, ''));
  else replaceFile(out, text);
  return 0;
}

/** The rules as other formats have to write them on the event: only `_redirects` gives way to files by itself. */
function forEvent(loaded: RuleFile, { event, to }: ConvertOptions): RuleFile {
  if (event !== 'origin-response' || to === 'netlify') return loaded;
  return { ...loaded, written: whereFilesAreMissing(loaded.written) };
}

/** The rules without those that can never apply, whose number is reported. */
function withoutIdle({ written: rules, idle, excluded, file }: RuleFile, terminal: Terminal): RedirectRule[] {
  const kept = rules.filter((_, i) => !idle.has(i) && !excluded.has(i));
  const out = new Set(rules.filter((_, i) => idle.has(i) || excluded.has(i)).map(placeOf));
  const idleCount = plural(out.size, 'rule');
  if (kept.length < rules.length) terminal.error(`${file}: leaving out ${idleCount} that can never apply`);
  return kept;
}
