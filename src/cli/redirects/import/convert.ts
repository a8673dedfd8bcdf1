import { basename } from 'node:path';
import { platformOf } from './detect';
import { withHostCopies } from './host-copies';
import { importRules } from './load';
import { compilerLine, type Problem } from '../../../core/problem';
import type { RedirectEvent } from '../../../core/redirects/checks/event-rules';
import { caveats } from '../../../core/redirects/diff/caveats';
import { type Platform, PLATFORMS } from '../../../core/redirects/formats/platforms/platforms';
import type { RedirectRule } from '../../../core/redirects/rule/model';
import type { RuleFormat } from '../../../core/redirects/rule/types';
import { decodeRules } from '../../../core/redirects/rule-file';
import type { ExitCode } from '../../frame/cli-command';
import type { Terminal } from '../../frame/terminal';
import type { RuleFile } from '../files';
import { readInput, shownName, sizeOf } from '../input';
import { plural } from '../plural';
import { replaceFile } from '../replace-file';
import type { Fault } from '../rewriting/written';
import { type Converted, convertedText, faultLine, placeOf } from '../same-meaning';

/** Values of `--format` besides those of our own formats. */
export const PLATFORM_NAMES = Object.keys(PLATFORMS) as Platform[];

export function isPlatform(format: string | undefined): format is Platform {
  return format !== undefined && Object.hasOwn(PLATFORMS, format);
}

interface Foreign {
  readonly platform: Platform;
  readonly file: string;
  readonly text: string;
}

/** A file that was read, which a pipe allows only once. */
interface Input {
  readonly bytes?: Buffer;
  /** Only if it is of another platform. */
  readonly foreign?: Foreign;
}

/** Reads a file, and tells by `--format`, its content or its name whether it is of another platform. */
export function readForeign(name: string, format: RuleFormat | Platform | undefined): Input {
  if (format !== undefined && !isPlatform(format)) return {};
  // The format of standard input must be given, which the reader of our own lists reports.
  if (name === '-' && format === undefined) return {};
  sizeOf(name);
  const bytes = readInput(name);
  const text = decodeRules(bytes);
  const platform = typeof text === 'string' ? format ?? platformOf(basename(name), text) : undefined;
  if (platform === undefined) return { bytes };
  return { bytes, foreign: { platform, file: shownName(name), text: text as string } };
}

/** `--in-place` is an error, because the platform still needs its file. */
export function inPlaceFault(platform: Platform): string {
  return `--in-place would replace ${PLATFORMS[platform].is}; write the list to another file with --out`;
}

interface ConvertForeignOptions {
  readonly to: RuleFormat;
  /** The file to write; undefined for standard output. */
  readonly out?: string;
  readonly event?: RedirectEvent;
}

/**
 * Writes entries with an equivalent, and reports the others. A file is written only if nothing is missing; an
 * incomplete list goes to standard output only, so that it is reviewed first.
 */
export function convertForeign(
  { platform, file, text }: Foreign,
  { to, out, event }: ConvertForeignOptions,
  terminal: Terminal,
): ExitCode {
  const loaded = importRules(platform, file, text, event);
  const errors = new Set(loaded.problems.filter(({ severity }) => severity === 'error').map(placeIn));
  const applying = loaded.rules.filter((_, i) => !loaded.idle.has(i) && !loaded.excluded.has(i));
  const kept = applying.filter((rule) => !errors.has(placeIn(rule)));
  const reported = problemsOf(loaded, applying);
  for (const problem of reported) terminal.error(compilerLine(problem));
  const { rules, text: list, faults, chains } = equivalent(loaded, kept, to);
  for (const fault of faults) terminal.error(faultLine(loaded, fault));
  for (const line of chains) terminal.error(line);
  for (const caveat of caveats(rules, loaded.format, to, true)) terminal.error(`${file}: ${caveat}`);
  const isMissing = ({ severity, code }: Problem): boolean => severity === 'error' || code === 'EDGE_REDIRECT_LOOP';
  // An entry that is several rules, or has several problems, counts once.
  const places = (all: readonly Positioned[]): number => new Set(all.map(placeIn)).size;
  const missing = places([...reported.filter(isMissing), ...faults.map(({ rule }) => rule ?? {})]);
  if (missing > 0) {
    const where = out === undefined ? 'the rest is below' : `nothing is written to ${out}`;
    terminal.error(
      `${file}: ${plural(places(rules), 'rule')} from ${PLATFORMS[platform].is}; ${plural(missing, 'place')} `
        + `without an equivalent, ${where}`,
    );
  }
  if (out === undefined && rules.length > 0) terminal.out(list.replace(/\n$/, ''));
  else if (out !== undefined && missing === 0) replaceFile(out, list);
  return missing > 0 ? 1 : 0;
}

type Positioned = Pick<Problem, 'line' | 'column'>;

function placeIn({ line, column }: Positioned): string {
  return `${line}:${column}`;
}

const REPORTED = ['EDGE_REDIRECT_EQUIVALENT', 'EDGE_REDIRECT_IGNORED', 'EDGE_REDIRECT_LOOP', 'EDGE_REDIRECT_CONFLICT'];

/**
 * The problems that concern this step. An entry of which no rule is left is one of them; other warnings, such as
 * chains, are left to `check` of the new list.
 */
function problemsOf({ problems }: RuleFile, applying: readonly RedirectRule[]): Problem[] {
  const known = new Set(applying.map(placeIn));
  return problems.filter((problem) => {
    if (problem.severity === 'error' || REPORTED.includes(problem.code)) return true;
    const place = placeIn(problem);
    if (problem.code !== 'EDGE_REDIRECT_UNREACHABLE' || known.has(place)) return false;
    // Once for an entry that is several rules.
    known.add(place);
    return true;
  });
}

/** The rules that mean the same in the new list, and the problems of the others: on all platforms, order matters. */
function equivalent(
  loaded: RuleFile, rules: readonly RedirectRule[], to: RuleFormat,
): { rules: readonly RedirectRule[] } & Converted {
  const faults: Fault[] = [];
  let isCopied = false;
  for (let kept = rules; ;) {
    const attempt = convertedText({ ...loaded, rules: [...kept] }, kept, to);
    if (attempt.faults.length === 0) return { ...attempt, rules: kept, faults };
    const places = new Set(attempt.faults.map(({ rule }) => placeOf(rule)));
    const isFaulty = (rule: RedirectRule): boolean => places.has(placeOf(rule));
    const copied = isCopied ? undefined : withHostCopies(kept, kept.filter(isFaulty));
    isCopied = true;
    if (copied !== undefined && copied.length > kept.length) {
      kept = copied;
      continue;
    }
    const next = kept.filter((rule) => !isFaulty(rule));
    faults.push(...attempt.faults);
    if (next.length === kept.length) return { rules: [], text: '', faults, chains: [] };
    kept = next;
  }
}
