import { check } from './check';
import { convert } from './convert';
import { diff } from './diff';
import { HELP } from './help';
import { Io, PROCESS_IO, UsageError } from './io';
import { resolve } from './resolve';
import { labelled } from '../../core/problem';

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
    const told = isSystemError(error) ? new UsageError(reason(error), 'EDGE_REDIRECT_FILE') : error;
    if (!(told instanceof UsageError)) throw error;
    io.err(labelled({ code: told.code, path: 'redirects', message: told.message }));
    if (told.code === 'EDGE_CLI_USAGE') io.err('redirects --help shows how it is used');
    return 2;
  }
}

/** A file that cannot be read or written is no fault of ours. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'there is no such file or folder',
  EISDIR: 'is a folder, not a file',
  EACCES: 'you have no permission to open it',
  EPERM: 'you have no permission to open it',
};

/** What the operating system says, without its abbreviations. */
function reason({ code, path, message }: NodeJS.ErrnoException): string {
  return path !== undefined && code !== undefined && code in REASONS ? `${path}: ${REASONS[code]}` : message;
}
