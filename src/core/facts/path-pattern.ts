/**
 * How CloudFront selects a cache behavior: matching of path patterns, and the normalized path that they are compared
 * with.
 *
 * `*` matches any characters, including slashes; `?` matches exactly one; all other characters match themselves, with
 * case. The leading slash is optional. The query string is ignored.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html (checked
 * 2026-11-20)
 */

/** The longest path pattern that CloudFront accepts. */
export const PATH_PATTERN_MAX_LENGTH = 255;

/** The characters of a path pattern, both wildcards included. */
export const PATH_PATTERN_CHARACTERS = /^[A-Za-z0-9_\-.*$/~"'@:+&?]*$/;

/**
 * Whether a path pattern matches a path, which has to be normalized with {@link normalizePathForMatching}.
 *
 * Uses two cursors and the last `*`: a pattern such as `/*a*a*a*b`, which takes exponential time with backtracking,
 * takes at most one pass over the path for each character of the pattern.
 */
export function matchesPathPattern(pattern: string, path: string): boolean {
  const glob = pattern.startsWith('/') ? pattern : `/${pattern}`;
  let at = 0;
  let lastStar = -1;
  let starEnd = 0;
  for (let i = 0; i < path.length;) {
    if (glob[at] === '*') {
      lastStar = at++;
      starEnd = i;
    } else if (at < glob.length && (glob[at] === '?' || glob[at] === path[i])) {
      at++;
      i++;
    } else if (lastStar >= 0) {
      at = lastStar + 1;
      i = ++starEnd;
    } else {
      return false;
    }
  }
  while (glob[at] === '*') at++;
  return at === glob.length;
}

/**
 * The path that patterns are compared with: RFC 3986 normalization (unreserved characters decoded, dot segments
 * removed) and runs of slashes folded. Only for matching: the origin gets the path as the viewer wrote it.
 */
export function normalizePathForMatching(path: string): string {
  const folded = decodeUnreserved(path).replace(/\/{2,}/g, '/');
  return removeDotSegments(folded.startsWith('/') ? folded : `/${folded}`);
}

/** RFC 3986 §6.2.2.2: `%7E` is `~`. Reserved characters stay encoded: a decoded `/` would change the path. */
function decodeUnreserved(path: string): string {
  return path.replace(/%[0-9a-fA-F]{2}/g, (escape) => {
    const character = String.fromCharCode(parseInt(escape.slice(1), 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : escape.toUpperCase();
  });
}

/** RFC 3986 §5.2.4, for a path that begins with a slash and has no empty segments. */
function removeDotSegments(path: string): string {
  const segments = path.slice(1).split('/');
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  // "/a/." and "/a/b/.." are folders, so that the trailing slash stays.
  const last = segments[segments.length - 1];
  const endsInFolder = (last === '.' || last === '..') && kept.length > 0;
  return `/${kept.join('/')}${endsInFolder ? '/' : ''}`;
}
