/**
 * How requests for a page are told from those of scripts for data, pictures and code. What is below `/.well-known/` is
 * for programs, and never a page.
 */
export enum Navigation {
  /**
   * The last part of the path has no file extension, or `.html`: `/settings/profile`, but not `/main.4f3.js`.
   *
   * Needs nothing, since the path is part of every cache key. A script that asks for `/data` looks like a page.
   */
  BY_PATH = 'path',

  /**
   * The request's `Accept` header names HTML and wants nothing else more, as browsers say it when they open a page.
   *
   * Needs `Accept` in the cache key of the behavior, which is checked when the app is synthesized
   * (`EDGE_NOT_IN_CACHE_KEY`): one viewer's page would otherwise be served to another's script. Browsers have a handful
   * of such values, so that CloudFront keeps a handful of copies.
   */
  BY_ACCEPT = 'accept',
}
