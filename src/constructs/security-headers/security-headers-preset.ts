/** The headers that `SecurityHeaders` sends where no property says otherwise. */
export enum SecurityHeadersPreset {
  /** For ordinary sites: what pages do with files of their own works, and popups and pictures of others do. */
  BALANCED = 'balanced',

  /**
   * For sites that are written for it: no `style` attributes, no pictures of others, no frames, Trusted Types, and HSTS
   * for all subdomains.
   */
  STRICT = 'strict',

  /** For responses that are no documents, such as JSON: nothing can be loaded, framed or submitted. */
  API = 'api',

  /** No headers: only those of the properties that you set. */
  NONE = 'none',
}
