import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Io, plural, UsageError } from './io';
import type { Problem } from '../../core/problem';
import { compileRules, CompiledRules, CompileOptions } from '../../core/redirects/compile';
import { parseRules, RedirectRule } from '../../core/redirects/parse';
import type { RuleFormat } from '../../core/redirects/types';

/** A file of rules, read and checked. */
export interface RuleFile {
  readonly file: string;
  readonly format: RuleFormat;
  readonly rules: readonly RedirectRule[];
  readonly program?: Uint8Array;
  readonly problems: readonly Problem[];
}

/** From here on it takes seconds, so that somebody may think it hangs. */
const LARGE_BYTES = 4_000_000;

export function loadRules(file: string, format: RuleFormat | undefined, io: Io, options: CompileOptions = {}): RuleFile {
  const kind = format ?? formatOf(file);
  const size = sizeOf(file);
  const say = (text: string): void => { if (size >= LARGE_BYTES) io.err(text); };
  say(`reading ${file} (${Math.round(size / 1_000_000)} MB) …`);
  const text = decode(readFileSync(file));
  if (typeof text !== 'string') return { file, format: kind, rules: [], problems: [{ ...text, file }] };
  const parsed = parseRules(text, { format: kind, file });
  say(`checking ${plural(parsed.rules.length, 'rule')} against each other …`);
  const compiled: CompiledRules = compileRules(parsed.rules, options);
  return {
    file,
    format: kind,
    rules: parsed.rules,
    problems: [...parsed.problems, ...compiled.problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    ...(compiled.program === undefined ? {} : { program: compiled.program }),
  };
}

/** By the name of the file, as everybody calls them. */
export function formatOf(file: string): RuleFormat {
  const name = basename(file);
  if (/\.json$/i.test(name)) return 'json';
  if (/\.csv$/i.test(name)) return 'csv';
  if (/_redirects(?:\.\w+)?$/.test(name)) return 'netlify';
  throw new UsageError(`${file}: the name does not tell the format; add --format json, csv, netlify or cloudflare`);
}

function sizeOf(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`${file}: there is no such file`);
  if (!stat.isFile()) throw new UsageError(`${file}: is not a file`);
  return stat.size;
}

/** The text, or the place of the first byte that is no UTF-8. */
function decode(bytes: Buffer): string | Problem {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const before = sound(bytes);
    const lines = before.split(/\r\n|\n|\r/);
    const wide = bytes.length > 1 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
    const message = wide ? 'the file is UTF-16; save it as UTF-8' : 'the file is not UTF-8 from here on; save it as UTF-8 ("CSV UTF-8" in Excel)';
    return { code: 'EDGE_REDIRECT_ENCODING', severity: 'error', message, line: wide ? 1 : lines.length, column: wide ? 1 : lines[lines.length - 1].length + 1 };
  }
}

/** The text before the first byte that is no UTF-8: what decodes and encodes to the same bytes. */
function sound(bytes: Buffer): string {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isSound(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return new TextDecoder('utf-8').decode(bytes.subarray(0, low), { stream: true });
}

/** A text may stop inside a character, but not go on wrongly. */
function isSound(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
