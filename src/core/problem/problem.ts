import type { Code, Severity } from './codes';

/**
 * An error, a warning or a note about the user's input.
 *
 * Core does not throw for invalid input: it returns problems, so that all of them are reported at once.
 */
export interface Problem {
  /** Stable identifier, listed in `docs/errors.md`, e.g. `EDGE_REDIRECT_STATUS`. */
  readonly code: Code;
  readonly severity: Severity;
  /** Lower case, no final period: what is wrong, the value as given, and what is allowed or what to change. */
  readonly message: string;
  /** The property path in the user's spelling, e.g. `rules[3].statuses`. */
  readonly path?: string;
  /** Present for problems in a file. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in UTF-16 code units, as editors count. */
  readonly column?: number;
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(isError);
}

export function isError({ severity }: Problem): boolean {
  return severity === 'error';
}
