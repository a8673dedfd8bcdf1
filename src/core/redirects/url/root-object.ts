import { normalizePath } from './path';

/** The path of the default root object in the spelling of rules, which adds its slash; empty where there is none. */
export function objectPathOf(rootObject: string): string {
  return rootObject && normalizePath(rootObject);
}
