/**
 * How CloudFront picks a cache behavior: the path patterns of behaviors and the form of the path that they see.
 *
 * `*` is any run of characters, slashes included; `?` is exactly one; everything else is itself, in its own case. The
 * leading slash is optional and implied. Query strings take no part.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html (checked
 * 2026-11-20)
 */

/** The longest path pattern that CloudFront accepts. */
export const PATH_PATTERN_MAX_LENGTH = 255;

/** The characters of a path pattern, both wildcards included. */
export const PATH_PATTERN_CHARACTERS = /^[A-Za-z0-9_\-.*$/~"'@:+&?]*$/;

/**
 * Whether a behavior with this path pattern serves the path. Give it a path in the form of {@link
 * normalizePathForMatching}.
 *
 * Two cursors and one remembered `*`: a pattern such as `/*a*a*a*b`, which makes a backtracking matcher explode, costs
 * at most one pass over the path for each character of the pattern.
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

/** RFC 3986 §6.2.2.2: `%7E` and `~` are one character; a decoded `/` would be another path, so reserved ones stay. */
function decodeUnreserved(path: string): string {
  return path.replace(/%[0-9a-fA-F]{2}/g, (escape) => {
    const character = String.fromCharCode(parseInt(escape.slice(1), 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : escape.toUpperCase();
  });
}

/** RFC 3986 §5.2.4 for a path that begins with a slash and holds no empty segment. */
function removeDotSegments(path: string): string {
  const segments = path.slice(1).split('/');
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  // "/a/." and "/a/b/.." name the folder, so the slash at the end stays.
  const last = segments[segments.length - 1];
  const endsInFolder = (last === '.' || last === '..') && kept.length > 0;
  return `/${kept.join('/')}${endsInFolder ? '/' : ''}`;
}
