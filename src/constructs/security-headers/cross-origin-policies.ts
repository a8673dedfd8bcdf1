/**
 * Values of Cross-Origin-Opener-Policy: whether a page and the pages that open it, or that it opens, can reach each
 * other.
 *
 * @see https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies
 */
export enum CrossOriginOpenerPolicy {
  /** Only with pages of the same origin that say the same. Popups of other sites, as for sign-in, lose the page. */
  SAME_ORIGIN = 'same-origin',

  /**
   * The page keeps the popups that it opens. A page of your own in such a popup, to which another site leads back (the
   * callback of a sign-in), still loses its opener: give it `UNSAFE_NONE`.
   */
  SAME_ORIGIN_ALLOW_POPUPS = 'same-origin-allow-popups',

  /** The page loses the page that opened it, and keeps its own popups. */
  NOOPENER_ALLOW_POPUPS = 'noopener-allow-popups',

  /** As without the header. */
  UNSAFE_NONE = 'unsafe-none',
}

/**
 * Values of Cross-Origin-Embedder-Policy: whether a page may load files of others that do not permit it. Required, with
 * `CrossOriginOpenerPolicy.SAME_ORIGIN`, for `SharedArrayBuffer`.
 *
 * @see https://html.spec.whatwg.org/multipage/browsers.html#coep
 */
export enum CrossOriginEmbedderPolicy {
  /** Only what permits it, by Cross-Origin-Resource-Policy or CORS. */
  REQUIRE_CORP = 'require-corp',

  /** Everything, but without cookies. Safari does not know it. */
  CREDENTIALLESS = 'credentialless',

  /** As without the header. */
  UNSAFE_NONE = 'unsafe-none',
}

/**
 * Values of Cross-Origin-Resource-Policy: which sites may embed a response without CORS.
 *
 * @see https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header
 */
export enum CrossOriginResourcePolicy {
  /** Only pages of the same origin. */
  SAME_ORIGIN = 'same-origin',

  /** Also pages of sibling domains, such as `www.example.com` for `static.example.com`. */
  SAME_SITE = 'same-site',

  /** All sites: for pictures and files that others may embed. */
  CROSS_ORIGIN = 'cross-origin',
}

/** Values of X-Permitted-Cross-Domain-Policies: which policy files Acrobat and old Flash players may use. */
export enum PermittedCrossDomainPolicies {
  /** None. */
  NONE = 'none',
  /** Only `/crossdomain.xml`. */
  MASTER_ONLY = 'master-only',
  /** Those with the right content type. */
  BY_CONTENT_TYPE = 'by-content-type',
  /** All. */
  ALL = 'all',
}
