import type { RedirectConfig, SiteConfig, StoredRedirectConfig } from './step-config';
import { deployedErrorPages } from '../errors/locations';
import { checkedObject } from '../errors/stored-page';

/** Whole seconds. */
const CACHE_CONTROL = /^max-age=\d{1,10}$/;

/** The configuration with deploy-time values. With an invalid time, nothing is cached. */
export function recheckRedirect<Config extends SiteConfig & Partial<RedirectConfig>>(
  written: Config, refused: (what: string) => void,
): Config {
  const { errorPages, rootObject } = written;
  const config = { ...written, ...(errorPages && { errorPages: deployedErrorPages(errorPages, rootObject) }) };
  if (CACHE_CONTROL.test(config.cacheControl)) return config;
  refused('cacheTtl is not a number of seconds');
  return { ...config, cacheControl: 'no-store' };
}

/** The same for rules in S3. Without a valid object, the fallback applies. */
export function recheckStoredRedirect(
  config: StoredRedirectConfig, refused: (what: string) => void,
): StoredRedirectConfig {
  return checkedObject(recheckRedirect(config, refused), () => refused('source is not an S3 object'));
}
