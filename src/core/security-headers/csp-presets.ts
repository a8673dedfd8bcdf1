import type { CspDirective } from './csp';

/**
 * Everything from the site's own origin works, inline scripts and plugins do not.
 *
 * It lists each fetch directive, because `default-src 'none'` alone would break any page. Images are wider, since CMS
 * content embeds them from anywhere; `blob:` and `data:` are what pages make themselves, and cannot run as code where
 * they are allowed.
 */
export const BALANCED_CSP: readonly CspDirective[] = [
  directive('default-src', "'none'"),
  directive('script-src', "'self'"),
  directive('style-src', "'self'"),
  directive('style-src-attr', "'unsafe-inline'"),
  directive('img-src', "'self'", 'data:', 'blob:', 'https:'),
  directive('font-src', "'self'", 'data:'),
  directive('connect-src', "'self'", 'data:', 'blob:'),
  directive('media-src', "'self'", 'data:', 'blob:'),
  directive('manifest-src', "'self'"),
  directive('worker-src', "'self'", 'blob:'),
  directive('frame-src', "'self'"),
  directive('base-uri', "'self'"),
  directive('form-action', "'self'"),
  directive('frame-ancestors', "'self'"),
  directive('object-src', "'none'"),
  directive('upgrade-insecure-requests'),
];

/** Only files of the site's own origin, no frames, and no scripts that write HTML without Trusted Types. */
export const STRICT_CSP: readonly CspDirective[] = [
  directive('default-src', "'none'"),
  directive('script-src', "'self'"),
  directive('style-src', "'self'"),
  directive('img-src', "'self'", 'data:'),
  directive('font-src', "'self'"),
  directive('connect-src', "'self'"),
  directive('media-src', "'self'"),
  directive('manifest-src', "'self'"),
  directive('worker-src', "'self'"),
  directive('frame-src', "'none'"),
  directive('base-uri', "'none'"),
  directive('form-action', "'self'"),
  directive('frame-ancestors', "'none'"),
  directive('object-src', "'none'"),
  directive('require-trusted-types-for', "'script'"),
  directive('upgrade-insecure-requests'),
];

/** For responses that are no documents: should one be opened as a document, it can do nothing. */
export const API_CSP: readonly CspDirective[] = [
  directive('default-src', "'none'"),
  directive('frame-ancestors', "'none'"),
  directive('base-uri', "'none'"),
  directive('form-action', "'none'"),
];

function directive(name: string, ...sources: string[]): CspDirective {
  return { name, sources: sources.map((text) => ({ kind: 'text', text })) };
}
