import type { Code, Severity } from './codes';

/**
 * One thing that is wrong (or remarkable) in what a user wrote.
 *
 * Core never throws for bad input: it returns problems, so that a user learns all of them at once.
 */
export interface Problem {
  /** Stable identifier, listed in `docs/errors.md`, e.g. `EDGE_REDIRECT_STATUS`. */
  readonly code: Code;
  readonly severity: Severity;
  /** Lower case, no final period: what is wrong, the value as given, what is allowed or what to change. */
  readonly message: string;
  /** The property path in the user's spelling, e.g. `rules[3].statuses`. */
  readonly path?: string;
  /** Where in a file: present for everything that was read from one. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in UTF-16 code units as editors count. */
  readonly column?: number;
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(isError);
}

export function isError({ severity }: Problem): boolean {
  return severity === 'error';
}
