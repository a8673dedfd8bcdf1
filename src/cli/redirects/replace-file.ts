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

/** Writes a file in one step: until the new one is complete, and if that fails, the old one is there as it was. */
export function replaceFile(file: string, text: string): void {
  if (/[\\/]$/.test(file)) throw new UsageError(`${file}: is a folder, not a file`, 'EDGE_REDIRECT_FILE');
  const old = statSync(file, { throwIfNoEntry: false });
  // A pipe or a device (/dev/stdout, /dev/null) takes text, but no file in its place.
  if (old !== undefined && !old.isFile()) return writeFileSync(file, text);
  // A file that is write-protected could be replaced nevertheless.
  if (old !== undefined) accessSync(file, constants.W_OK);
  let draft = '';
  try {
    const target = behindLinks(file);
    draft = join(dirname(target), `.${process.pid}-${Date.now()}.tmp`);
    write(draft, text, old?.mode);
    renameSync(draft, target);
  } catch (error) {
    if (draft !== '') rmSync(draft, { force: true });
    throw inNameOf(file, error as NodeJS.ErrnoException);
  }
}

/** Of the draft the user knows nothing. */
function inNameOf(file: string, error: NodeJS.ErrnoException): Error {
  if (error.code !== 'EACCES') return Object.assign(error, { path: file });
  const why = 'you have no permission to write to its folder, where the new list is put together';
  return new UsageError(`${file}: ${why}`, 'EDGE_REDIRECT_FILE');
}

/** On the disk before it gets its name: after a power cut too, the old file is there or the new one. */
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

/** The file that is meant, so that a link stays a link; it need not be there yet. */
function behindLinks(file: string): string {
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink();
  if (isLink) return behindLinks(resolve(dirname(file), readlinkSync(file)));
  return join(realpathSync(dirname(file)), basename(file));
}
