const FETCH = [
  'child-src', 'connect-src', 'default-src', 'font-src', 'frame-src', 'img-src', 'manifest-src', 'media-src',
  'object-src', 'script-src', 'script-src-attr', 'script-src-elem', 'style-src', 'style-src-attr', 'style-src-elem',
  'worker-src',
];

/** Directives that fall back to `default-src`. */
export function isFetchDirective(name: string): boolean {
  return FETCH.includes(name);
}

/** Removed from the standard before all browsers had them; each with its successor. */
export const DEPRECATED_DIRECTIVES: Readonly<Record<string, string>> = {
  'reflected-xss': 'remove it',
  'referrer': 'set the header Referrer-Policy',
  'disown-opener': 'set the header Cross-Origin-Opener-Policy',
  'prefetch-src': 'remove it; default-src decides',
};

/** Directives that current browsers ignore. */
export const OBSOLETE_DIRECTIVES: Readonly<Record<string, string>> = {
  'plugin-types': "set object-src 'none'",
  'block-all-mixed-content': 'browsers upgrade or block such content anyway; remove it',
  'navigate-to': 'remove it',
  'require-sri-for': 'remove it',
};

const KNOWN = new Set([
  ...FETCH, ...Object.keys(DEPRECATED_DIRECTIVES), ...Object.keys(OBSOLETE_DIRECTIVES),
  'base-uri', 'sandbox', 'form-action', 'frame-ancestors', 'report-to', 'report-uri', 'upgrade-insecure-requests',
  'trusted-types', 'require-trusted-types-for', 'webrtc',
]);

/** Whether any standard or browser has or had the directive. */
export function isDirective(name: string): boolean {
  return KNOWN.has(name);
}

/** Keywords that are or were valid as sources, without their quotes. */
const KEYWORDS = new Set([
  'self', 'none', 'unsafe-inline', 'unsafe-eval', 'unsafe-hashes', 'strict-dynamic', 'report-sample',
  'wasm-unsafe-eval', 'inline-speculation-rules', 'trusted-types-eval', 'report-sha256', 'report-sha384',
  'report-sha512', 'wasm-eval', 'unsafe-hashed-attributes', 'block', 'allow',
]);

export function isKeyword(word: string): boolean {
  return KEYWORDS.has(word.toLowerCase());
}

/** Quoted words of the directives that take no sources. */
export const OWN_KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ["'allow-duplicates'", "'none'"],
};
