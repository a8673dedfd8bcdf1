import type { Code, CodeOf, Severity } from './codes';
import type { Problem } from './problem';

/** The location of a problem: a property path, or a place in a file. */
export type Where = string | FilePlace;

interface FilePlace {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** A problem that stops the build. */
export function error(code: CodeOf<'error'>, message: string, where?: Where): Problem {
  return make(code, 'error', message, where);
}

/** A problem that is reported, and can be acknowledged. */
export function warning(code: CodeOf<'warning'>, message: string, where?: Where): Problem {
  return make(code, 'warning', message, where);
}

/** Explains something that was done and may be unexpected. */
export function note(code: CodeOf<'note'>, message: string, where?: Where): Problem {
  return make(code, 'note', message, where);
}

function make(code: Code, severity: Severity, message: string, where: Where | undefined): Problem {
  if (where === undefined) return { code, severity, message };
  if (typeof where === 'string') return { code, severity, message, path: where };
  const { file, line, column } = where;
  return { code, severity, message, ...(file !== undefined && { file }), ...(line !== undefined && { line, column }) };
}

/** Prefixes the paths of problems: `statuses` of a rule becomes `rules[3].statuses` of the construct. */
export function within(path: string, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path: joined(path, problem.path) }));
}

function joined(outer: string, inner: string | undefined): string {
  if (inner === undefined || inner === '') return outer;
  return inner.startsWith('[') ? `${outer}${inner}` : `${outer}.${inner}`;
}
