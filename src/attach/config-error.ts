import type { IConstruct } from 'constructs';
import type { Problem } from '../core/problem';

/**
 * What a construct throws for input that cannot work: every problem at once, each with its code (docs/errors.md).
 *
 * Not exported from the package, because jsii knows no error classes; users match on the code in the message.
 */
export class EdgeConfigError extends Error {
  constructor(scope: IConstruct, readonly problems: readonly Problem[]) {
    super(describe(scope, problems));
    this.name = 'EdgeConfigError';
  }
}

/** Throws if any problem is an error. */
export function refuse(scope: IConstruct, problems: readonly Problem[]): void {
  const errors = problems.filter((p) => p.severity === 'error');
  if (errors.length > 0) throw new EdgeConfigError(scope, errors);
}

export function problemLine(problem: Problem): string {
  const place = problem.file === undefined ? '' : `${problem.file}:${problem.line ?? 1}:${problem.column ?? 1} `;
  const path = problem.path === undefined ? '' : `${problem.path} `;
  return `${place}${path}${problem.message}  [${problem.code}]`;
}

function describe(scope: IConstruct, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [`${scope.node.path}: ${count}`, ...problems.map((p) => `  ${problemLine(p)}`)].join('\n');
}
