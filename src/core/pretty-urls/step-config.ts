import type { PrettySite } from './pretty-url';
import type { SiteConfig } from '../redirects/step-config';

/** The configuration of the pretty URLs step on Lambda@Edge. */
export interface PrettyUrlsConfig extends SiteConfig, Pick<PrettySite, 'slash' | 'folders' | 'index' | 'keep'> {
  /** The status of redirects. */
  readonly status: number;
}

/** What the pretty URLs step in a CloudFront Function knows of its site. */
export interface PrettyFunctionSite extends PrettySite {
  readonly status: number;
  /** The reason phrase of the status. */
  readonly phrase: string;
  /** The Cache-Control of redirects. */
  readonly ttl: string;
}
