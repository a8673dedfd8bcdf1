/** Words that mean something in quotes only. */
const KEYWORDS: readonly string[] = [
  'self',
  'none',
  'unsafe-inline',
  'unsafe-eval',
  'unsafe-hashes',
  'strict-dynamic',
  'report-sample',
  'wasm-unsafe-eval',
  'trusted-types-eval',
  'inline-speculation-rules',
  'report-sha256',
  'report-sha384',
  'report-sha512',
];

const NONCE_OR_HASH = /^(nonce|sha(256|384|512))-[\w+/-]+={0,2}$/i;

const SCHEME = /^[a-z][a-z\d+.-]*:$/i;

/**
 * Scheme, host with `*.` before it or `*` alone, port, path; a query is none of it. Browsers take underscores in hosts.
 */
const HOST = /^([a-z][a-z\d+.-]*:\/\/)?(\*|(\*\.)?[\w-]+(\.[\w-]+)*\.?)(:(\d+|\*))?(\/[^?#]*)?$/i;

/** Whether a browser would take the text for a host, although it is meant as a keyword, a nonce or a hash. */
export function isUnquoted(text: string): boolean {
  return KEYWORDS.includes(text.toLowerCase()) || NONCE_OR_HASH.test(text);
}

/**
 * A comma starts a second policy and a semicolon another directive: one stray character would change the meaning of all
 * the rest.
 */
export function isMisread(text: string): boolean {
  return /[^\x21-\x7e]|[;,]/u.test(text) || text === '';
}

/**
 * Whether the text can be read as a source at all. Any word may stand in quotes: there will be keywords that this list
 * has not.
 *
 * @see https://www.w3.org/TR/CSP3/#framework-directive-source-list
 */
export function isSourceExpression(text: string, only?: 'host' | 'scheme'): boolean {
  if (only !== undefined) return (only === 'host' ? HOST : SCHEME).test(text);
  const [, quoted] = /^'(.*)'$/.exec(text) ?? [];
  if (quoted !== undefined) return NONCE_OR_HASH.test(quoted) || /^[a-z]([a-z\d-]*[a-z\d])?$/i.test(quoted);
  return SCHEME.test(text) || HOST.test(text);
}
