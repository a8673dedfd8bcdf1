/** What `EdgeRedirector` bakes into its step, beside the compiled rules. */
export interface RedirectConfig {
  /**
   * Sent with a redirect that is the same for everybody, so that a corrected rule reaches browsers and edge caches in
   * known time.
   */
  readonly cacheControl: string;
  /**
   * Sent with a redirect that was decided by more than the address: a browser would repeat it where the same address
   * leads elsewhere.
   */
  readonly viewerCacheControl: string;
  /**
   * Error pages of the distribution, which are never redirected: each visitor whom a missing page sends there would
   * come back. Absent if there are none.
   */
  readonly errorPages?: readonly string[];
  /** What CloudFront asks for in place of `/`; absent if there is nothing. */
  readonly rootObject?: string;
}
