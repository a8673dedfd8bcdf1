import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Io, plural, UsageError } from './io';
import { hasErrors, Problem } from '../../core/problem';
import { compileRules, CompiledRules, CompileOptions } from '../../core/redirects/compile';
import type { RuleList } from '../../core/redirects/diff/list';
import { parseRules } from '../../core/redirects/parse';
import { DIALECTS } from '../../core/redirects/rule/dialects';
import type { RuleFormat } from '../../core/redirects/rule/types';
import { decodeRules, formatOfName } from '../../core/redirects/rule-file';

/** A file of rules, read and checked. */
export interface RuleFile extends RuleList {
  readonly file: string;
  readonly problems: readonly Problem[];
  /** Whether every rule could be read. */
  readonly whole: boolean;
}

/** From here on it takes seconds, so that somebody may think it hangs. */
const LARGE_BYTES = 4_000_000;

/** Node.js has no longer texts than this. */
const MOST_BYTES = 500_000_000;

export function loadRules(file: string, format: RuleFormat | undefined, io: Io, options: CompileOptions = {}): RuleFile {
  const kind = format ?? formatOf(file);
  const size = sizeOf(file);
  const say = (text: string): void => { if (size >= LARGE_BYTES) io.err(text); };
  say(`reading ${file} (${Math.round(size / 1_000_000)} MB) …`);
  const text = decodeRules(readFileSync(file));
  if (typeof text !== 'string') return { file, format: kind, rules: [], problems: [{ ...text, file }], whole: false, findings: [], leftOut: new Set(), idle: new Set() };
  const parsed = parseRules(text, { format: kind, file });
  say(`checking ${plural(parsed.rules.length, 'rule')} against each other …`);
  const compiled: CompiledRules = compileRules(parsed.rules, options);
  const { program, findings, leftOut, idle } = compiled;
  const whole = !hasErrors(parsed.problems);
  // A list that the build refuses answers nothing; of `_redirects` the other lines do, as they do where the files come from.
  const answers = whole || DIALECTS[kind].order === 'first';
  return {
    file,
    format: kind,
    rules: parsed.rules,
    whole,
    problems: [...parsed.problems, ...compiled.problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    findings,
    leftOut,
    idle,
    ...(program === undefined || !answers ? {} : { program }),
  };
}

export function formatOf(file: string): RuleFormat {
  const format = formatOfName(basename(file));
  if (format !== undefined) return format;
  throw new UsageError(`${file || '""'}: the name does not tell the format; add --format json, csv, netlify or cloudflare`, 'EDGE_REDIRECT_FORMAT');
}

function sizeOf(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  const fault = (why: string): UsageError => new UsageError(`${file}: ${why}`, 'EDGE_REDIRECT_FILE');
  if (stat === undefined) throw fault('there is no such file');
  if (stat.isDirectory()) throw fault('is a folder, not a file');
  // A pipe is as good as a file: <(git show HEAD:redirects.json).
  if (!stat.isFile() && !stat.isFIFO()) throw fault('is not a file');
  if (stat.size > MOST_BYTES) throw fault(`has ${Math.round(stat.size / 1_000_000)} MB; ${MOST_BYTES / 1_000_000} MB are the most that can be read`);
  return stat.size;
}
