import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const STDIN = '-';

/** A file of logs; `-` is standard input, whose size is not known. */
export interface LogFile {
  readonly path: string;
  readonly bytes: number;
}

/** Whatever could not be read, with its file. */
export interface LogFault {
  readonly file: string;
  readonly reason: string;
  readonly count: number;
  /** The first line, from 1, if it is about lines. */
  readonly line?: number;
}

/** The files that sources name: those of a folder in the order of their names, which begin with their times. */
export function logFiles(sources: readonly string[]): { readonly files: LogFile[]; readonly faults: LogFault[] } {
  const files: LogFile[] = [];
  const faults: LogFault[] = [];
  const seen = new Set<string>();
  const add = (path: string): void => {
    if (path === STDIN) {
      files.push({ path, bytes: 0 });
      return;
    }
    try {
      const stat = statSync(path);
      const id = `${stat.dev}:${stat.ino}`;
      // A link to a folder above would lead around in circles.
      if (seen.has(id)) return;
      seen.add(id);
      if (!stat.isDirectory()) files.push({ path, bytes: stat.size });
      else for (const name of readdirSync(path).sort()) if (!name.startsWith('.')) add(join(path, name));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = code === 'ENOENT' ? 'there is no such file or folder' : `cannot be read: ${message}`;
      faults.push({ file: path, reason, count: 1 });
    }
  };
  for (const source of sources) add(source);
  return { files, faults };
}
