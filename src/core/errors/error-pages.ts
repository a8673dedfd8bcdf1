import { decoded, errorPageTest } from './page-test';
import { normalizePathForMatching } from '../facts/path-pattern';

/**
 * Whether the request is for an error page, or for a path below one.
 *
 * A page that is missing at the origin would redirect to itself forever. Paths below it count, because an origin may
 * serve `/404` from `/404/index.html`, and a function may rewrite one to the other.
 */
export const isErrorPage = errorPageTest(normalizePathForMatching);

/** A path in the form in which error pages are compared. */
export function comparablePath(path: string): string {
  return decoded(normalizePathForMatching(path)).replace(/(.)\/$/, '$1').toLowerCase();
}
