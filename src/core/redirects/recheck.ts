import type { RedirectConfig, SiteConfig } from './step-config';
import { deployedErrorPages } from '../errors/locations';

/** Whole seconds. */
const BROWSERS = /^(no-store|max-age=\d{1,10})$/;

/** Only the cache of CloudFront may keep the redirect. */
const CLOUDFRONT = /^(no-store|max-age=0, s-maxage=\d{1,10})$/;

/** The configuration with deploy-time values. With an invalid time, nothing is cached. */
export function recheckRedirect<Config extends SiteConfig & Partial<RedirectConfig>>(
  written: Config, refused: (what: string) => void,
): Config {
  const { errorPages, rootObject } = written;
  const config = { ...written, ...(errorPages && { errorPages: deployedErrorPages(errorPages, rootObject) }) };
  const { cacheControl, viewerCacheControl } = config;
  if (BROWSERS.test(cacheControl) && CLOUDFRONT.test(viewerCacheControl ?? 'no-store')) return config;
  refused('cacheTtl is not a number of seconds');
  return { ...config, cacheControl: 'no-store', viewerCacheControl: 'no-store' };
}
