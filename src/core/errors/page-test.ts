/**
 * Tells whether a path is one of the error pages, or something below it. `/404%2Ehtml`, `//404.html` and `/404.html/`
 * are the same page to most origins: better to pass an error on than to loop.
 *
 * Each bundle has a way to decode escapes, to resolve dot segments and to make one slash of several already, which it
 * brings along.
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

/** A page that is only known at deploy time comes as it was written: in capitals, or with host and query. */
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
