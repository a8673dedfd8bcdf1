import type { RedirectConfig } from './step-config';

/** Whole seconds, with or without a cache of CloudFront that keeps the redirect where browsers may not. */
const CACHE_CONTROL = /^(no-store|max-age=(0, s-maxage=)?\d{1,10})$/;

/** The configuration with the values of the deployment. A time that is none is no time at all. */
export function recheckRedirect<T extends RedirectConfig>(config: T, refused: (what: string) => void): T {
  const { cacheControl, visitorCacheControl } = config;
  if (CACHE_CONTROL.test(cacheControl) && CACHE_CONTROL.test(visitorCacheControl)) return config;
  refused('cacheTtl is no number of seconds');
  return { ...config, cacheControl: 'no-store', visitorCacheControl: 'no-store' };
}
