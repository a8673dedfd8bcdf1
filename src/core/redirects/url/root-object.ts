import { normalizePath } from './path';

/** The normalized path of the default root object, with a slash at its beginning; empty if there is none. */
export function objectPathOf(rootObject: string): string {
  return rootObject && normalizePath(rootObject);
}
