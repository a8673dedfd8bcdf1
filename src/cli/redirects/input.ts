import { fstatSync, readFileSync, Stats, statSync } from 'node:fs';
import { UsageError } from '../frame/usage-error';

/** Means standard input, as in other command line tools. */
const STDIN = '-';

/** The longest string of Node.js is not much longer. */
const MOST_BYTES = 500_000_000;

/** A file, or standard input for `-`. */
export function readInput(file: string): Buffer {
  return readFileSync(file === STDIN ? 0 : file);
}

/** The name of a file in messages. */
export function shownName(file: string): string {
  return file === STDIN ? '<stdin>' : file || '""';
}

/** The size of a readable file; 0 for a pipe. */
export function sizeOf(file: string): number {
  const stat = statOf(file);
  const unusable = (why: string): UsageError => new UsageError(`${shownName(file)}: ${why}`, 'EDGE_REDIRECT_FILE');
  if (stat === undefined) throw unusable('there is no such file');
  if (stat.isDirectory()) throw unusable('is a folder, not a file');
  // A pipe is accepted: <(git show HEAD:redirects.json). Standard input may also be a terminal or a socket.
  if (!stat.isFile() && !stat.isFIFO() && file !== STDIN) throw unusable('is not a file');
  if (stat.size > MOST_BYTES) {
    const [size, most] = [stat.size, MOST_BYTES].map((bytes) => Math.round(bytes / 1_000_000));
    throw unusable(`has ${size} MB; at most ${most} MB can be read`);
  }
  return stat.size;
}

/** Whether both names are the same file, also through links. */
export function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map(statOf);
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** The names without those of a file that was named before. */
export function withoutRepeated(files: readonly string[]): string[] {
  return files.filter((file, i) => !files.slice(0, i).some((before) => before === file || isSameFile(before, file)));
}

function statOf(file: string): Stats | undefined {
  return file === STDIN ? fstatSync(0) : statSync(file, { throwIfNoEntry: false });
}
