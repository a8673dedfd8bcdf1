import { basename } from 'node:path';
import { readInput, shownName, sizeOf } from './input';
import { plural } from './plural';
import { hasErrors, Problem } from '../../core/problem';
import { eventProblems, isOfEvent } from '../../core/redirects/checks/event-rules';
import { checkRules, type CheckedRules, type CompileOptions } from '../../core/redirects/compile';
import type { RuleList } from '../../core/redirects/diff/list';
import { platformFault, platformOfName } from '../../core/redirects/formats/platforms/platforms';
import { parseRules } from '../../core/redirects/parse';
import { DIALECTS } from '../../core/redirects/rule/dialects';
import { whereFilesAreMissing } from '../../core/redirects/rule/files-first';
import type { RedirectRule } from '../../core/redirects/rule/model';
import type { RuleFormat } from '../../core/redirects/rule/types';
import { decodeRules, formatOfName } from '../../core/redirects/rule-file';
import type { Terminal } from '../frame/terminal';
import { UsageError } from '../frame/usage-error';

/** A file of rules, read and checked. */
export interface RuleFile extends RuleList {
  readonly file: string;
  readonly problems: readonly Problem[];
  /** The rules as they are in the file, before the default root object is replaced by `/`. */
  readonly written: readonly RedirectRule[];
  /** Whether every rule could be read. */
  readonly whole: boolean;
}

/** A file of rules before they are compiled; `write` compiles them. */
export interface CheckedFile extends Omit<RuleFile, 'program'>, Pick<CheckedRules, 'write'> {}

/** Larger files take seconds; progress is printed, so that the tool does not seem to hang. */
const LARGE_BYTES = 4_000_000;

/** Reads, checks and compiles a list; its bytes are given if they have been read before. */
export function loadRules(
  name: string, format: RuleFormat | undefined, terminal: Terminal, options: CompileOptions = {}, bytes?: Buffer,
): RuleFile {
  const { write, ...checked } = checkFile(name, format, terminal, options, bytes);
  return write === undefined ? checked : { ...checked, program: write() };
}

/** Reads and checks a list. */
export function checkFile(
  name: string, format: RuleFormat | undefined, terminal: Terminal, options: CompileOptions = {}, bytes?: Buffer,
): CheckedFile {
  // First, because naming the format does not help if there is no file.
  const size = sizeOf(name);
  const kind = format ?? formatOf(name);
  const file = shownName(name);
  const progress = (text: string): void => { if (size >= LARGE_BYTES) terminal.error(text); };
  progress(`reading ${file} (${Math.round(size / 1_000_000)} MB) …`);
  const text = decodeRules(bytes ?? readInput(name), file);
  if (typeof text !== 'string') {
    return {
      file,
      format: kind,
      rules: [],
      written: [],
      problems: [text],
      whole: false,
      findings: [],
      excluded: new Set(),
      idle: new Set(),
    };
  }
  const parsed = parseRules(text, { format: kind, file });
  progress(`checking ${plural(parsed.rules.length, 'rule')} against each other …`);
  const rules = options.event === 'origin-response' ? whereFilesAreMissing(parsed.rules) : parsed.rules;
  const compiled = checkRules(rules, options);
  const { write, findings, excluded, idle } = compiled;
  const { event } = options;
  const ofEvent = event === undefined || event === 'unknown' || event === 'viewer-response'
    ? [] : eventProblems(compiled.rules, event);
  const found = [...parsed.problems, ...compiled.problems, ...ofEvent];
  const whole = !hasErrors(parsed.problems);
  // A list with errors stops the build, so it redirects nothing. In `_redirects` the lines without errors still apply,
  // as they do at Netlify and Cloudflare.
  const isRefused = found.some((problem) => problem.severity === 'error' && isOfEvent(problem));
  const isUsable = !isRefused && (whole || DIALECTS[kind].order === 'first');
  return {
    file,
    format: kind,
    rules: compiled.rules,
    written: parsed.rules,
    whole,
    problems: found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    findings,
    excluded,
    idle,
    ...(typeof options.rootObject === 'string' && { rootObject: options.rootObject }),
    ...(write === undefined || !isUsable ? {} : { write }),
  };
}

function formatOf(file: string): RuleFormat {
  const format = formatOfName(basename(file));
  if (format !== undefined) return format;
  const platform = platformOfName(basename(file));
  if (platform !== undefined) {
    throw new UsageError(`${shownName(file)}: ${platformFault(platform, file)}`, 'EDGE_REDIRECT_PLATFORM');
  }
  const cure = 'the name does not tell the format; add --format json, csv, netlify or cloudflare';
  throw new UsageError(`${shownName(file)}: ${cure}`, 'EDGE_REDIRECT_FORMAT');
}
