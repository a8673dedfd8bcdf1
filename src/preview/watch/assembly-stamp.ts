import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A text that changes with the files of an assembly: manifests and templates, also of stages. Assets have the digest of
 * their content in their names, and so a template changes with them. Undefined while there is no manifest. The app may
 * also be one template.
 */
export function assemblyStamp(directory: string): string | undefined {
  const file = statSync(directory, { throwIfNoEntry: false });
  if (file?.isFile()) return `${file.mtimeMs} ${file.size} ${file.ino}`;
  const files = jsonFiles(directory, 0);
  return files.some((line) => line.startsWith(`${join(directory, 'manifest.json')} `)) ? files.join('\n') : undefined;
}

/** Stages of stages are nested folders; the limit is for links to a folder above. */
const DEPTH_MAX = 5;

function jsonFiles(directory: string, depth: number): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) {
        return entry.name.startsWith('assembly-') && depth < DEPTH_MAX ? jsonFiles(path, depth + 1) : [];
      }
      if (!/\.json$/.test(entry.name)) return [];
      const { mtimeMs, size, ino } = statSync(path);
      return [`${path} ${mtimeMs} ${size} ${ino}`];
    });
  } catch {
    // Deleted meanwhile, or not there: a synthesis may remove the folder and create it again.
    return [];
  }
}
