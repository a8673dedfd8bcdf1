import { decoded, errorPageTest } from './page-test';
import { normalizePathForMatching } from '../facts/path-pattern';

/**
 * Whether the request is for one of the error pages, or for something below it.
 *
 * A page that is missing at the origin would redirect to itself for ever. Below it, because an origin may answer for
 * `/404` from `/404/index.html`, and a function may have made the one into the other.
 */
export const isErrorPage = errorPageTest(normalizePathForMatching);

/** A path as error pages are compared. */
export function comparablePath(path: string): string {
  return decoded(normalizePathForMatching(path)).replace(/(.)\/$/, '$1').toLowerCase();
}
