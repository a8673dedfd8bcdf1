import { check } from './check';
import { convert } from './convert';
import { diff } from './diff';
import { HELP } from './help';
import { Io, PROCESS_IO, UsageError } from './io';
import { resolve } from './resolve';

const COMMANDS: Readonly<Record<string, (args: readonly string[], io: Io) => number>> = { check, resolve, diff, convert };

/** `redirects …` of the command line; gives the exit code. */
export async function redirectsCommand(argv: string[], io: Io = PROCESS_IO): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || argv.includes('--help') || argv.includes('-h') || name === 'help') {
    io.out(HELP);
    return name === undefined ? 2 : 0;
  }
  try {
    if (!Object.hasOwn(COMMANDS, name)) throw new UsageError(`there is no command ${name}; there are ${Object.keys(COMMANDS).join(', ')}`);
    return COMMANDS[name](args, io);
  } catch (error) {
    if (!(error instanceof UsageError) && !isSystemError(error)) throw error;
    io.err(`redirects: ${error.message}`);
    if (error instanceof UsageError) io.err('redirects --help shows how it is used');
    return 2;
  }
}

/** A file that cannot be read or written is no fault of ours. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
