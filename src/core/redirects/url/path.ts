import { charactersOf, ESCAPES, escapeText } from './escape';

export { encodeText } from './escape';

/**
 * Normalizes a path, in rules and in requests alike: upper-case escapes, unreserved characters decoded, all characters
 * encoded that are invalid in a path, dot segments resolved. The result begins with a slash and is ASCII without `?`,
 * `#`, backslash or control characters.
 */
export function normalizePath(path: string): string {
  return path[0] !== '/' || UNUSUAL.test(path)
    ? withoutDots(encodePath(path.startsWith('/') ? path : `/${path}`))
    : path;
}

/** No anchor and no lookahead: either would be tried at every character, and take as long as the rest of the search. */
const UNUSUAL = /[^!$&-;=@-Z_a-z~]|\/\./;
/** All but `%`. */
export const PATH_CHARACTERS = charactersOf(/[\w!$&'()*+,./:;=@~-]/);
const UNRESERVED = charactersOf(/[\w.~-]/);

/** Whether the escape of a byte means the character itself, so that it is decoded. */
export function isUnreserved(byte: number): boolean {
  return UNRESERVED[byte] === 1;
}

export function encodePath(text: string): string {
  return escapeText(text, PATH_CHARACTERS, (byte) => (isUnreserved(byte) ? String.fromCharCode(byte) : ESCAPES[byte]));
}

/**
 * Resolves dot segments. `%2e%2e` is decoded before, so that `/public/%2e%2e/secret` cannot pass as a path under
 * `/public/`.
 */
export function withoutDots(path: string): string {
  if (!path.includes('/.')) return path;
  const kept: string[] = [];
  const segments = path.split('/');
  segments.forEach((segment, i) => {
    if (segment !== '.' && segment !== '..') {kept.push(segment);} else {
      if (segment === '..' && kept.length > 1) kept.pop();
      if (i === segments.length - 1) kept.push('');
    }
  });
  return kept.join('/');
}

/** `endsWith` is a call into the runtime, which costs more than the comparison. */
export function endsWithSlash(path: string): boolean {
  return path.charCodeAt(path.length - 1) === 47;
}
