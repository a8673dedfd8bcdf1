import type { Problem } from '../core/problem';

/** A preview that cannot start: thrown once, with everything that is in its way. */
export class PreviewError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(renderProblem).join('\n'));
    this.name = 'PreviewError';
  }
}

/** `--origin web=./nowhere: no such folder; name one that exists  [EDGE_PREVIEW_ORIGIN_FOLDER]` */
export function renderProblem(problem: Problem): string {
  const where = problem.path === undefined ? '' : `${problem.path}: `;
  return `${where}${problem.message}  [${problem.code}]`;
}

export function failure(code: string, message: string, path?: string): Problem {
  return { code, severity: 'error', message, path };
}

export function note(code: string, message: string, path?: string): Problem {
  return { code, severity: 'note', message, path };
}
