import { UsageError } from '../frame/usage-error';

/** Work on files, with words in place of the operating system's: a file that cannot be used is no fault of ours. */
export function withFileErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw isSystemError(error) ? new UsageError(reason(error), 'EDGE_REDIRECT_FILE') : error;
  }
}

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
  const told = REASONS[code ?? ''] ?? message;
  return path === undefined || told.includes(path) ? told : `${path}: ${told}`;
}
