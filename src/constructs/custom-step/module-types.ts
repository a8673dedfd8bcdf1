import { posix } from 'node:path';
import { statementsOf, type Parsed } from '../../core/javascript/syntax';

export type ModuleType = 'module' | 'commonjs';

/** Whether a file is JavaScript that can be followed. */
export function isJavaScript(file: string): boolean {
  return /\.[cm]?js$/.test(file);
}

/** By what is in the file: a `package.json` above it may be for other files than those of a function. */
export function moduleTypeOf(file: Parsed): ModuleType {
  return statementsOf(file).some(({ type }) => /^(Import|Export)/.test(type)) ? 'module' : 'commonjs';
}

/**
 * The content of a `package.json` for each folder with files that end in `.js`, if there are ES modules among them; a
 * text names a folder that has both kinds.
 */
export function typeMarkers(types: ReadonlyMap<string, ModuleType>): ReadonlyMap<string, string> | string {
  const folders = new Map<string, ModuleType>();
  for (const [path, type] of types) {
    if (!path.endsWith('.js')) continue;
    const folder = posix.dirname(path);
    if ((folders.get(folder) ?? type) !== type) return path;
    folders.set(folder, type);
  }
  const needed = [...folders.values()].includes('module');
  return new Map(needed ? [...folders].map(([folder, type]) => (
    [posix.join(folder, 'package.json'), `${JSON.stringify({ type })}\n`])) : []);
}
