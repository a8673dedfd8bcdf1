import type { CompiledRules } from '../../../core/redirects/compile';

/** A list that is to be published, and where to print. */
export interface Job {
  readonly compiled: Required<CompiledRules>;
  readonly rootObject?: string;
  readonly dryRun: boolean;
  /** Seconds between the last new key and the first deletion. */
  readonly wait: number;
  /** Prints on standard error what takes long. */
  progress(text: string): void;
  /** Called after each call that has written. */
  wrote(): void;
  /** Prints a line of the result, unless the result is JSON. */
  print(line: string): void;
}

/** What `--json` prints besides problems, and whether anything was written. */
export interface Outcome {
  readonly rules: number;
}

/** The last line, which says whether anything was written. */
export function ending(target: string, isSame: boolean, dryRun: boolean): string {
  if (isSame) return `${target} has this list already; nothing to do`;
  return dryRun ? `${target} would be changed; nothing was written (--dry-run)` : `${target} has this list now`;
}
