/**
 * One spelling for every path, in rules and in requests alike: upper-case escapes, unreserved characters decoded, everything that may
 * not stand in a path encoded, dot segments resolved. The result begins with a slash and is ASCII without `?`, `#`, backslash or control characters.
 */
export function normalizePath(path: string): string {
  return path[0] !== '/' || UNUSUAL.test(path) ? withoutDots(encodePath(path.startsWith('/') ? path : `/${path}`)) : path;
}

/** No anchor and no lookahead: either would be tried at every character, and take as long as the rest of the search. */
const UNUSUAL = /[^!$&-;=@-Z_a-z~]|\/\./;
const ESCAPE_OR_FOREIGN = /%[0-9A-Fa-f]{2}|[^!$&-;=@-Z_a-z~]/gu;
const UNRESERVED = /[\w.~-]/;

export function encodePath(text: string): string {
  return text.replace(ESCAPE_OR_FOREIGN, (found) => {
    if (found.length < 3) return encodeText(found);
    const char = String.fromCharCode(parseInt(found.slice(1), 16));
    return UNRESERVED.test(char) ? char : found.toUpperCase();
  });
}

/** A stray `%` becomes `%25`: left alone, `%%36` would decode to a new escape, and normalising twice would differ from once. */
export function encodeText(text: string): string {
  // Half of a surrogate pair has no UTF-8; browsers send U+FFFD.
  return encodeURIComponent(text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD'));
}

/** `%2e%2e` reaches us decoded, so that `/public/%2e%2e/secret` cannot pass for something under `/public/`. */
function withoutDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/');
  segments.forEach((segment, i) => {
    if (!DOTS.test(segment)) {kept.push(segment);} else {
      if (segment === '..' && kept.length > 1) kept.pop();
      if (i === segments.length - 1) kept.push('');
    }
  });
  return kept.join('/');
}

const DOTS = /^\.\.?$/;

/** `endsWith` leaves compiled code, which costs more than all that it does. */
export function endsWithSlash(path: string): boolean {
  return path.charCodeAt(path.length - 1) === 47;
}
