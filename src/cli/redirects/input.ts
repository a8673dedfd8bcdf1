import { fstatSync, readFileSync, Stats, statSync } from 'node:fs';
import { UsageError } from '../frame/usage-error';

/** The name by which every tool reads what is piped into it. */
const STDIN = '-';

/** Node.js has no longer texts than this. */
const MOST_BYTES = 500_000_000;

/** A file, or standard input for `-`. */
export function readInput(file: string): Buffer {
  return readFileSync(file === STDIN ? 0 : file);
}

/** How a file is called in messages. */
export function shownName(file: string): string {
  return file === STDIN ? '<stdin>' : file || '""';
}

/** The size of a file that can be read; 0 of a pipe. */
export function sizeOf(file: string): number {
  const stat = statOf(file);
  const fault = (why: string): UsageError => new UsageError(`${shownName(file)}: ${why}`, 'EDGE_REDIRECT_FILE');
  if (stat === undefined) throw fault('there is no such file');
  if (stat.isDirectory()) throw fault('is a folder, not a file');
  // A pipe is as good as a file: <(git show HEAD:redirects.json). Standard input may be a terminal or a socket as well.
  if (!stat.isFile() && !stat.isFIFO() && file !== STDIN) throw fault('is not a file');
  if (stat.size > MOST_BYTES) {
    const [size, most] = [stat.size, MOST_BYTES].map((bytes) => Math.round(bytes / 1_000_000));
    throw fault(`has ${size} MB; ${most} MB are the most that can be read`);
  }
  return stat.size;
}

/** Whether both names lead to one file, through whatever links. */
export function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map(statOf);
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** Each file once, by its first name. */
export function withoutRepeated(files: readonly string[]): string[] {
  return files.filter((file, i) => !files.slice(0, i).some((before) => before === file || isSameFile(before, file)));
}

function statOf(file: string): Stats | undefined {
  return file === STDIN ? fstatSync(0) : statSync(file, { throwIfNoEntry: false });
}
