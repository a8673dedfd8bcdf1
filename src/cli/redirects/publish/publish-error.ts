import type { CodeOf, Problem } from '../../../core/problem';

/** Why publishing stopped: printed without a stack trace; exit code 1. */
export class PublishError extends Error {
  constructor(message: string, readonly code: CodeOf<'error'>, readonly problems: readonly Problem[] = []) {
    super(message);
  }
}
