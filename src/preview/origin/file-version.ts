import { statSync, type Stats } from 'node:fs';

/** A local file as it was when a response was made of it. */
export interface FileVersion {
  readonly path: string;
  readonly mtimeMs: number;
  readonly size: number;
}

export function fileVersion(path: string, { mtimeMs, size }: Stats): FileVersion {
  return { path, mtimeMs, size };
}

/** Whether the file is still the same. */
export function isUnchanged({ path, mtimeMs, size }: FileVersion): boolean {
  const now = statSync(path, { throwIfNoEntry: false });
  return now !== undefined && now.mtimeMs === mtimeMs && now.size === size;
}
