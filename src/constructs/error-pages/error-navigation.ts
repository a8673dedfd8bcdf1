/**
 * How requests for a page are distinguished from requests for data, images and code. URLs below `/.well-known/` are
 * for programs, and never count as pages.
 */
export enum Navigation {
  /**
   * The last path segment has no file extension, or `.html`: `/settings/profile`, but not `/main.4f3.js`.
   *
   * Requires no configuration, since the path is part of every cache key. A script's request for `/data` counts as one
   * for a page.
   */
  BY_PATH = 'path',

  /**
   * The `Accept` header of the request contains HTML, and no other type has a higher weight: browsers send that when
   * they open a page.
   *
   * Requires `Accept` in the cache key of the behavior (`EDGE_NOT_IN_CACHE_KEY`): otherwise the page for one viewer
   * would be served to the script of another. Browsers have a handful of such values, so that CloudFront caches a
   * handful of copies.
   */
  BY_ACCEPT = 'accept',
}
