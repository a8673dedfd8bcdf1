/** What `EdgeRedirector` bakes into its step, beside the compiled rules. */
export interface RedirectConfig {
  /** Sent with every redirect, so that a corrected rule reaches browsers and edge caches in known time. */
  readonly cacheControl: string;
}
