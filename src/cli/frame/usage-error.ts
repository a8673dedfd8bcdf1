import type { CodeOf } from '../../core/problem';

/** What the user typed cannot be done: printed with the name of the command, without a stack trace; exit code 2. */
export class UsageError extends Error {
  constructor(message: string, readonly code: CodeOf<'error'> = 'EDGE_CLI_USAGE') {
    super(message);
  }
}
