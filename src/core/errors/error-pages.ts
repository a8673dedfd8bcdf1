import { normalizePathForMatching } from '../facts/path-pattern';

/**
 * Whether the request is for one of the error pages, or for something below it.
 *
 * A page that is missing at the origin would redirect to itself for ever. Below it, because an origin may answer for `/404` from
 * `/404/index.html`, and a function may have made the one into the other.
 */
export function isErrorPage(pages: readonly string[], uri: string): boolean {
  const asked = comparablePath(uri);
  return pages.flatMap((page) => [page, pathAlone(page)]).some((page) => asked === page || asked.startsWith(`${page}/`));
}

/** A page that is only known at deploy time comes as it was written: in capitals, or with host and query. */
function pathAlone(page: string): string {
  return comparablePath(page.replace(/^https?:\/\/[^/?#]*|[?#].*/gi, ''));
}

/** `/404%2Ehtml`, `//404.html` and `/404.html/` are the same page to most origins: better to pass an error on than to loop. */
export function comparablePath(path: string): string {
  return decoded(normalizePathForMatching(path)).replace(/(.)\/$/, '$1').toLowerCase();
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a malformed escape such as /%zz stays as it is
  }
}
