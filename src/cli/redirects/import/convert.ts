import { basename } from 'node:path';
import { platformOf } from './detect';
import { withHostCopies } from './host-copies';
import { importRules } from './load';
import { compilerLine, type Problem } from '../../../core/problem';
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
import { written } from '../same-meaning';

/** Names of platforms, which stand beside those of our formats. */
export const PLATFORM_NAMES = Object.keys(PLATFORMS) as Platform[];

export function isPlatform(format: string | undefined): format is Platform {
  return format !== undefined && Object.hasOwn(PLATFORMS, format);
}

interface Foreign {
  readonly platform: Platform;
  readonly file: string;
  readonly text: string;
}

/** The file, if it is of another platform: by the name that is given for it, or by what is in it. */
export function foreignFile(name: string, format: RuleFormat | Platform | undefined): Foreign | undefined {
  if (format !== undefined && !isPlatform(format)) return undefined;
  // Standard input is read once, by those who know its format.
  if (name === '-' && format === undefined) return undefined;
  sizeOf(name);
  const text = decodeRules(readInput(name));
  if (typeof text !== 'string') return undefined;
  const platform = format ?? platformOf(basename(name), text);
  return platform && { platform, file: shownName(name), text };
}

/** The platform goes on reading its file. */
export function inPlaceFault(platform: Platform): string {
  return `--in-place would replace ${PLATFORMS[platform].is}; write the list to another file with --out`;
}

interface Destination {
  readonly to: RuleFormat;
  /** The file to write; undefined for standard output. */
  readonly out?: string;
}

/**
 * Writes what has an equivalent, and names the rest. A file is written only if that is everything: on standard output
 * it can be looked at first.
 */
export function convertForeign(
  { platform, file, text }: Foreign,
  { to, out }: Destination,
  terminal: Terminal,
): ExitCode {
  const loaded = importRules(platform, file, text);
  const reported = loaded.problems.filter(isWorthTelling);
  for (const problem of reported) terminal.error(compilerLine(problem));
  const kept = loaded.rules.filter(
    (rule, i) =>
      !loaded.idle.has(i)
      && !loaded.excluded.has(i)
      && !reported.some(
        ({ severity, line, column }) => severity === 'error' && line === rule.line && column === rule.column,
      ),
  );
  const { rules, text: list, faults } = equivalent(loaded, kept, to);
  for (const line of faults) terminal.error(line);
  for (const caveat of caveats(rules, loaded.format, to, true)) terminal.error(`${file}: ${caveat}`);
  const lost =
    reported.filter(({ severity, code }) => severity === 'error' || code === 'EDGE_REDIRECT_LOOP').length
    + faults.length;
  if (lost > 0) {
    const where = out === undefined ? 'the rest is below' : `nothing is written to ${out}`;
    terminal.error(
      `${file}: ${plural(rules.length, 'rule')} from ${PLATFORMS[platform].is}; ${plural(lost, 'place')} `
        + `without an equivalent, ${where}`,
    );
  }
  if (out === undefined && rules.length > 0) terminal.out(list.replace(/\n$/, ''));
  else if (out !== undefined && lost === 0) replaceFile(out, list);
  return lost > 0 ? 1 : 0;
}

/** What a list says of itself (chains, rules that others hide) is for `check` of the new one. */
function isWorthTelling({ severity, code }: Problem): boolean {
  return severity === 'error' || code === 'EDGE_REDIRECT_EQUIVALENT' || code === 'EDGE_REDIRECT_LOOP'
    || code === 'EDGE_REDIRECT_CONFLICT';
}

/** The rules that mean the same in the new list, and why the others would not: order counts on all platforms. */
function equivalent(
  loaded: RuleFile, rules: readonly RedirectRule[], to: RuleFormat,
): { rules: readonly RedirectRule[]; text: string; faults: string[] } {
  const faults: string[] = [];
  let isCopied = false;
  for (let kept = rules; ;) {
    const attempt = written({ ...loaded, rules: [...kept] }, kept, to);
    if (attempt.faults.length === 0) return { rules: kept, text: attempt.text, faults };
    const places = attempt.faults.map((line) => /^(.*?:\d+:\d+): (.*?): /.exec(line));
    const isFaulty = (rule: RedirectRule): boolean => places.some((place) => (
      place?.[1] === `${loaded.file}:${rule.line}:${rule.column}` && place[2] === rule.from));
    const copied = isCopied ? undefined : withHostCopies(kept, kept.filter(isFaulty));
    isCopied = true;
    if (copied !== undefined && copied.length > kept.length) {
      kept = copied;
      continue;
    }
    const next = kept.filter((rule) => !isFaulty(rule));
    faults.push(...attempt.faults);
    if (next.length === kept.length) return { rules: [], text: '', faults };
    kept = next;
  }
}
