import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../frame/usage-error';

/** Replaces a file atomically: until the new content is complete, or if writing fails, the old file stays as it was. */
export function replaceFile(file: string, text: string): void {
  if (/[\\/]$/.test(file)) throw new UsageError(`${file}: is a folder, not a file`, 'EDGE_REDIRECT_FILE');
  const old = statSync(file, { throwIfNoEntry: false });
  // A pipe or a device (/dev/stdout, /dev/null) can be written to, but not replaced.
  if (old !== undefined && !old.isFile()) return writeFileSync(file, text);
  // Renaming would replace even a write-protected file.
  if (old !== undefined) accessSync(file, constants.W_OK);
  let draft = '';
  try {
    const target = linkTarget(file);
    draft = join(dirname(target), `.${process.pid}-${Date.now()}.tmp`);
    write(draft, text, old?.mode);
    renameSync(draft, target);
  } catch (error) {
    if (draft !== '') rmSync(draft, { force: true });
    throw withoutDraft(file, error as NodeJS.ErrnoException);
  }
}

/** The error with the name of the file: users do not know about the draft. */
function withoutDraft(file: string, error: NodeJS.ErrnoException): Error {
  if (error.code !== 'EACCES') return Object.assign(error, { path: file });
  const why = 'you have no permission to write to its folder, where the new list is written first';
  return new UsageError(`${file}: ${why}`, 'EDGE_REDIRECT_FILE');
}

/** Flushed to disk before it is renamed, so that even a power cut leaves either the old file or the new one. */
function write(file: string, text: string, mode: number | undefined): void {
  const handle = openSync(file, 'wx');
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (mode !== undefined) chmodSync(file, mode);
}

/** The file that a link leads to, so that the link stays a link. The file need not exist yet. */
function linkTarget(file: string): string {
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink();
  if (isLink) return linkTarget(resolve(dirname(file), readlinkSync(file)));
  return join(realpathSync(dirname(file)), basename(file));
}
