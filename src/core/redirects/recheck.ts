import type { RedirectConfig } from './step-config';
import { deployedErrorPages } from '../errors/locations';

/** Whole seconds. */
const BROWSERS = /^(no-store|max-age=\d{1,10})$/;

/** Where only the cache of CloudFront may keep the redirect. */
const CLOUDFRONT = /^(no-store|max-age=0, s-maxage=\d{1,10})$/;

/** The configuration with the values of the deployment. A time that is none is no time at all. */
export function recheckRedirect(written: RedirectConfig, refused: (what: string) => void): RedirectConfig {
  const { errorPages, rootObject } = written;
  const config = { ...written, ...(errorPages && { errorPages: deployedErrorPages(errorPages, rootObject) }) };
  const { cacheControl, viewerCacheControl } = config;
  if (BROWSERS.test(cacheControl) && CLOUDFRONT.test(viewerCacheControl)) return config;
  refused('cacheTtl is no number of seconds');
  return { ...config, cacheControl: 'no-store', viewerCacheControl: 'no-store' };
}
