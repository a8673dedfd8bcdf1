import { resolve } from 'node:path';
import { error, shown } from '../core/problem';
import { text, type Kind } from '../core/problem/kinds';

/** Why a file of the app cannot be read. The absolute path shows where a relative one was looked for. */
export function unreadableFile(file: string, { code, message }: NodeJS.ErrnoException): string {
  return `cannot be read, got ${shown(file)}; ${REASONS[code ?? '']?.(resolve(file)) ?? message}`;
}

const REASONS: Readonly<Record<string, ((path: string) => string) | undefined>> = {
  ENOENT: (path) => `there is no file ${path}`,
  ENOTDIR: (path) => `there is no file ${path}`,
  EISDIR: (path) => `${path} is a folder`,
  EACCES: (path) => `you have no permission to read ${path}`,
};

/**
 * A string that `fromInline` takes as content. The name of a file is an error: `site/404.html` would be the whole page.
 *
 * @param name What such a name ends with.
 */
export function inlineText(name: RegExp, fromFile: string, ifNoString = text): Kind {
  return (value, path) => {
    if (typeof value !== 'string' || /[\s,;<>{}"']/.test(value) || !name.test(value)) return ifNoString(value, path);
    const given = shown(value);
    return [error('EDGE_PROPERTY_TYPE', `is the name of a file, got ${given}; use ${fromFile}(${given})`, path)];
  };
}
