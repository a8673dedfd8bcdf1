/**
 * The paths of an invalidation.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html (checked
 * 2026-11-28)
 */

export const INVALIDATION_PATH_MAX_LENGTH = 4_000;

/** What is wrong with a path; undefined if CloudFront accepts it. */
export function invalidationFault(path: string): string | undefined {
  if (!path.startsWith('/')) return 'does not start with /';
  if (path.length > INVALIDATION_PATH_MAX_LENGTH) return `has more than ${INVALIDATION_PATH_MAX_LENGTH} characters`;
  return path.includes('~') || /%7e/i.test(path) ? 'has a ~, which CloudFront does not support here' : undefined;
}

/** An object of the cache, by what its key has of the URL. */
export interface CachedUrl {
  readonly uri: string;
  readonly query: string;
}

/**
 * Whether a path invalidates an object. `*` is a wildcard at the end and a character elsewhere; case matters; the query
 * string counts as far as it is in the cache key.
 */
export function invalidationMatcher(path: string): (url: CachedUrl) => boolean {
  const wanted = encoded(path.endsWith('*') ? path.slice(0, -1) : path);
  const urlOf = ({ uri, query }: CachedUrl): string => encoded(query === '' ? uri : `${uri}?${query}`);
  return path.endsWith('*') ? (url) => urlOf(url).startsWith(wanted) : (url) => urlOf(url) === wanted;
}

/** Characters that a URL cannot have are percent-encoded, and all escapes spelled in one way. */
function encoded(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase())
    .replace(/[^\x21-\x7e]|["<>\\^`{|}]/gu, (character) => {
      try {
        return encodeURIComponent(character);
      } catch {
        // Half a surrogate pair has no encoding.
        return '%EF%BF%BD';
      }
    });
}
