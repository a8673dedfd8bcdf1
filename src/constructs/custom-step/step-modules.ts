import { readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

/** Packages of Lambda's Node.js runtimes. */
const OF_RUNTIME = /^@(aws-sdk|smithy)\//;

/** Whether a module is there without being carried: of Node.js, of Lambda, or by an absolute path. */
export function isProvided(name: string): boolean {
  return isBuiltin(name) || OF_RUNTIME.test(name) || name.startsWith('/') || name.startsWith('file:');
}

/**
 * The file at a path, and the `package.json` that leads to it; undefined if there is none. A folder that is read is
 * `folder`: which of its files are needed is not known.
 */
export function findModule(path: string, by: 'require' | 'import' | 'read'): readonly string[] | 'folder' | undefined {
  if (isFile(path)) return [path];
  if (by === 'read') return kindOf(path) === 'folder' ? 'folder' : undefined;
  if (by === 'import') return undefined;
  const beside = EXTENSIONS.map((extension) => path + extension).find(isFile);
  if (beside !== undefined) return [beside];
  const description = join(path, 'package.json');
  const { main } = jsonOf(description) as { main?: unknown };
  const entry = typeof main === 'string' ? findModule(join(path, main), 'require') : undefined;
  if (Array.isArray(entry)) return [...entry as string[], description];
  const index = EXTENSIONS.map((extension) => join(path, `index${extension}`)).find(isFile);
  return index === undefined ? undefined : [index];
}

const EXTENSIONS = ['.js', '.json', '.node'];

function jsonOf(file: string): object {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as object;
  } catch {
    return {};
  }
}

function isFile(path: string): boolean {
  return kindOf(path) === 'file';
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? 'file' : stats?.isDirectory() ? 'folder' : undefined;
}
