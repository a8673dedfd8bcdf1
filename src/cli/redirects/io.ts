import type { CodeOf } from '../../core/problem';

/** Where a command writes: answers to `out`, everything else to `err`. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export const PROCESS_IO: Io = {
  out: (text) => { process.stdout.write(`${text}\n`); },
  err: (text) => { process.stderr.write(`${text}\n`); },
};

/** What a command cannot do anything with, told without a stack trace. */
export class UsageError extends Error {
  constructor(message: string, readonly code: CodeOf<'error'> = 'EDGE_CLI_USAGE') {
    super(message);
  }
}

export function plural(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}
