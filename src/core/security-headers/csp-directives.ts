/** What the value of a directive is. */
export type DirectiveForm = 'sources' | 'flag' | 'sandbox' | 'endpoint' | 'urls' | 'trusted-types' | 'sinks' | 'webrtc';

interface DirectiveFacts {
  readonly form: DirectiveForm;
  /** The directives that apply in its place, the first that is set. */
  readonly fallback?: readonly string[];
}

const SCRIPT = { form: 'sources', fallback: ['script-src', 'default-src'] } as const;
const STYLE = { form: 'sources', fallback: ['style-src', 'default-src'] } as const;
const FETCH = { form: 'sources', fallback: ['default-src'] } as const;
/** Not about loading: no other directive applies in its place. */
const OWN = { form: 'sources' } as const;

/**
 * The directives of Content-Security-Policy that browsers know.
 *
 * @see https://www.w3.org/TR/CSP3/#csp-directives (checked 2026-11-28)
 */
export const CSP_DIRECTIVES: Readonly<Record<string, DirectiveFacts>> = {
  'default-src': OWN,
  'script-src': FETCH,
  'script-src-elem': SCRIPT,
  'script-src-attr': SCRIPT,
  'style-src': FETCH,
  'style-src-elem': STYLE,
  'style-src-attr': STYLE,
  'img-src': FETCH,
  'font-src': FETCH,
  'connect-src': FETCH,
  'media-src': FETCH,
  'manifest-src': FETCH,
  'worker-src': { form: 'sources', fallback: ['child-src', 'script-src', 'default-src'] },
  'child-src': FETCH,
  'frame-src': { form: 'sources', fallback: ['child-src', 'default-src'] },
  'fenced-frame-src': { form: 'sources', fallback: ['frame-src', 'child-src', 'default-src'] },
  'base-uri': OWN,
  'form-action': OWN,
  'frame-ancestors': OWN,
  'object-src': FETCH,
  'sandbox': { form: 'sandbox' },
  'require-trusted-types-for': { form: 'sinks' },
  'trusted-types': { form: 'trusted-types' },
  'upgrade-insecure-requests': { form: 'flag' },
  'webrtc': { form: 'webrtc' },
  'report-uri': { form: 'urls' },
  'report-to': { form: 'endpoint' },
};

/** Directives that were removed from the standard, and what to write instead. */
export const OLD_DIRECTIVES: Readonly<Record<string, string>> = {
  'block-all-mixed-content': 'browsers block mixed content anyway: remove it',
  'navigate-to': 'no browser has it: remove it',
  'plugin-types': "use object-src 'none'",
  'prefetch-src': 'browsers use default-src: add the sources there',
  'reflected-xss': 'remove it',
  'referrer': 'use the header Referrer-Policy',
  'require-sri-for': 'remove it',
};

export function formOf(directive: string): DirectiveForm {
  return CSP_DIRECTIVES[directive]?.form ?? 'sources';
}

/** What a sandboxed document may do. */
export const SANDBOX_TOKENS: readonly string[] = [
  'allow-downloads', 'allow-forms', 'allow-modals', 'allow-orientation-lock', 'allow-pointer-lock', 'allow-popups',
  'allow-popups-to-escape-sandbox', 'allow-presentation', 'allow-same-origin', 'allow-scripts',
  'allow-storage-access-by-user-activation', 'allow-top-navigation', 'allow-top-navigation-by-user-activation',
  'allow-top-navigation-to-custom-protocols',
];
