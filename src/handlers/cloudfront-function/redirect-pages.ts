// Error pages of the distribution, which are never redirected.
import type { EdgeRedirects } from './redirect-types';

declare const edge: EdgeRedirects;

/** Whether a path is one of the pages, or below one. See `core/errors/page-test.ts`. */
edge.isPage = function (uri, pages) {
  let asked = edge.normalized(uri.replace(/\/+/g, '/'));
  try { asked = decodeURIComponent(asked); } catch (error) { /* a malformed escape stays as it is */ }
  asked = asked.replace(/(.)\/$/, '$1').toLowerCase() + '/';
  return pages!.some((page) => asked.startsWith(page + '/'));
};
