import { hasErrors, type Problem } from '../../../core/problem';
import type { RedirectEvent } from '../../../core/redirects/checks/event-rules';
import { compileRules, type CompiledRules, type CompileOptions } from '../../../core/redirects/compile';
import { DIALECTS } from '../../../core/redirects/rule/dialects';
import { whereFilesAreMissing } from '../../../core/redirects/rule/files-first';
import type { RuleFormat } from '../../../core/redirects/rule/types';
import type { Terminal } from '../../frame/terminal';
import { UsageError } from '../../frame/usage-error';
import { checkFile, type CheckedFile } from '../files';
import { withoutRepeated } from '../input';

export interface ListOptions {
  readonly format?: RuleFormat;
  readonly siteHost?: readonly string[];
  readonly rootObject?: string;
  readonly event?: RedirectEvent;
}

/** Files of rules as one list. */
export interface LoadedList {
  /** What `check` reports, and what the rules of several files do to each other. */
  readonly problems: readonly Problem[];
  /** Absent if a problem is an error. */
  readonly compiled?: Required<CompiledRules>;
}

/** Reads and checks files as `check` does, and compiles the rules of all of them together. */
export function loadList(names: readonly string[], options: ListOptions, terminal: Terminal): LoadedList {
  const { format, siteHost: siteHosts, rootObject, event } = options;
  const compile: CompileOptions = { now: Date.now(), siteHosts, rootObject, event: event ?? 'unknown' };
  const files = withoutRepeated(names).map((name) => checkFile(name, format, terminal, compile));
  refuseMixture(files);
  const ofFiles = files.flatMap(({ problems }) => problems);
  if (hasErrors(ofFiles)) return { problems: ofFiles };
  const written = files.flatMap((file) => file.written);
  const compiled = compileRules(event === 'origin-response' ? whereFilesAreMissing(written) : written, compile);
  const problems = files.length === 1 ? ofFiles : unique([...ofFiles, ...compiled.problems]);
  const { program } = compiled;
  return program === undefined || hasErrors(problems) ? { problems } : { problems, compiled: { ...compiled, program } };
}

/** In one format the first rule applies, in another the most specific: there is no order for both. */
function refuseMixture(files: readonly CheckedFile[]): void {
  const meanings = new Map(files.map(({ file, format }) => [meaningOf(format), { file, format }]));
  if (meanings.size < 2) return;
  const [one, other] = [...meanings.values()];
  throw new UsageError(`${one.file} (${one.format}) and ${other.file} (${other.format}) have rules that do not mean `
    + 'the same, so they cannot be one list; convert one of them first');
}

/** Everything but the name of a dialect. */
function meaningOf(format: RuleFormat): string {
  return JSON.stringify({ ...DIALECTS[format], format: undefined });
}

function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
