import type { MaskConfig } from '../errors/config';
import type { ReadLimits } from './program/read/limited';

/** What the steps of an `EdgeRedirector` know of their site. */
export interface SiteConfig {
  /**
   * Bounds the time until a corrected rule reaches browsers and edge caches.
   */
  readonly cacheControl: string;
  /**
   * Error pages of the distribution, which are never redirected: each viewer of a missing page would come back. Absent
   * if there are none.
   */
  readonly errorPages?: readonly string[];
  /** The object that CloudFront requests in place of `/`; absent if there is none. */
  readonly rootObject?: string;
}

/** The configuration that `EdgeRedirector` puts into its step, beside the compiled rules. */
export interface RedirectConfig extends SiteConfig {
  /** Pages of answers with a status, for a step of their own; absent if there are none. See `RedirectBodies`. */
  readonly bodies?: MaskConfig;
  /** Whether each rule that applies is logged. */
  readonly logRules?: boolean;
}

/** The configuration of the step whose rules are in S3. The fields of the object are those of a stored page. */
export interface StoredRedirectConfig extends RedirectConfig {
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
  readonly refreshMs: number;
  readonly timeoutMs: number;
  /** What rules may read besides the path; absent where nothing is cached. */
  readonly limits?: ReadLimits;
}
