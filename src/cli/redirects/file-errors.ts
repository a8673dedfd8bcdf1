import { UsageError } from '../frame/usage-error';

/** Does some work on files. Errors of the operating system become usage errors: they are no failures of the tool. */
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

/** The error of the operating system in plain words. */
function reason({ code, path, message }: NodeJS.ErrnoException): string {
  const text = REASONS[code ?? ''] ?? message;
  return path === undefined || text.includes(path) ? text : `${path}: ${text}`;
}
