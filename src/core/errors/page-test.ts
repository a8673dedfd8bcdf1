/**
 * Tests whether a path is an error page, or below one. `/404%2Ehtml`, `//404.html` and `/404.html/` count as the same
 * page, as they do for most origins: passing an error through is better than a redirect loop.
 *
 * `normalize` decodes escapes, resolves dot segments and folds slashes. Each bundle passes the function that it already
 * contains, to save bytes.
 */
export function errorPageTest(normalize: (path: string) => string): (pages: readonly string[], uri: string) => boolean {
  const comparable = (path: string): string => decoded(normalize(path)).replace(/(.)\/$/, '$1').toLowerCase();
  return (pages, uri) => {
    const asked = comparable(uri);
    return pages.some((page) =>
      [page, comparable(pathAlone(page))].some((known) => asked === known || asked.startsWith(`${known}/`)),
    );
  };
}

/** A page that is only known at deploy time is not normalized: it may have upper case, a host and a query. */
function pathAlone(page: string): string {
  return page.replace(/^https?:\/\/[^/?#]*|[?#].*/gi, '');
}

export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a malformed escape such as /%zz stays as it is
  }
}
