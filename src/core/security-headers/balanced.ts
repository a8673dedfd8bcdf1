import type { CspDirective } from './csp';

/**
 * The default policy: everything from the site's own origin works, inline scripts and plugins do not. It lists each
 * fetch directive, because `default-src 'none'` alone would break any page; images and fonts are wider, since CMS
 * content embeds them from anywhere and they cannot run code.
 */
export const BALANCED_CSP: readonly CspDirective[] = [
  directive('default-src', "'none'"),
  directive('script-src', "'self'"),
  directive('style-src', "'self'"),
  directive('style-src-attr', "'unsafe-inline'"),
  directive('img-src', "'self'", 'data:', 'https:'),
  directive('font-src', "'self'", 'data:'),
  directive('connect-src', "'self'"),
  directive('media-src', "'self'"),
  directive('manifest-src', "'self'"),
  directive('worker-src', "'self'", 'blob:'),
  directive('frame-src', "'self'"),
  directive('base-uri', "'self'"),
  directive('form-action', "'self'"),
  directive('frame-ancestors', "'self'"),
  directive('object-src', "'none'"),
  directive('upgrade-insecure-requests'),
];

/**
 * Powerful features that few pages use. Only names that browsers know: others cause warnings in the console.
 */
const DENIED_FEATURES = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];

/**
 * Headers for which response headers policies have no option.
 *
 * `same-origin-allow-popups` and `same-site` are the widest values that still isolate: sign-in popups and sibling
 * subdomains keep working.
 */
export const BALANCED_CUSTOM_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['Permissions-Policy', DENIED_FEATURES.map((f) => `${f}=()`).join(', ')],
  ['Cross-Origin-Opener-Policy', 'same-origin-allow-popups'],
  ['Cross-Origin-Resource-Policy', 'same-site'],
  ['Origin-Agent-Cluster', '?1'],
  ['X-Permitted-Cross-Domain-Policies', 'none'],
];

/** Headers that reveal the software of the origin to attackers. */
export const REMOVED_HEADERS: readonly string[] = [
  'X-Powered-By',
  'X-AspNet-Version',
  'X-AspNetMvc-Version',
  'X-Generator',
];

function directive(name: string, ...sources: string[]): CspDirective {
  return { name, sources: sources.map((text) => ({ kind: 'text', text })) };
}
