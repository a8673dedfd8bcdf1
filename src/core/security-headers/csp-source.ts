/** Keywords, which are only valid in quotes. */
const KEYWORD = new RegExp('^(self|none|unsafe-(inline|eval|hashes)|strict-dynamic|report-(sample|sha(256|384|512))|'
  + 'wasm-unsafe-eval|trusted-types-eval|inline-speculation-rules)$', 'i');

const NONCE_OR_HASH = /^(nonce|sha(256|384|512))-[\w+/-]+={0,2}$/i;

const SCHEME = /^[a-z][a-z\d+.-]*:$/i;

/**
 * Optional scheme; host, `*.` and host, or `*`; optional port and path; no query. Browsers accept underscores in hosts.
 */
const HOST = /^([a-z][a-z\d+.-]*:\/\/)?(\*|(\*\.)?[\w-]+(\.[\w-]+)*\.?)(:(\d+|\*))?(\/[^?#]*)?$/i;

/** Whether the text is a keyword, a nonce or a hash without quotes: a browser would take it for a host. */
export function isUnquoted(text: string): boolean {
  return KEYWORD.test(text) || NONCE_OR_HASH.test(text);
}

/**
 * Whether the text would break the policy: a comma starts a second policy and a semicolon another directive.
 */
export function isMisread(text: string): boolean {
  return /[^\x21-\x7e]|[;,]/u.test(text) || text === '';
}

/** Whether the text is a hash in quotes, and as long as its algorithm says. */
export function isHash(text: string): boolean {
  const [, bits, digits] = /^'sha(256|384|512)-([\w+/-]+)={0,2}'$/.exec(text) ?? [];
  return bits !== undefined && Math.floor(digits.length * 6 / 8) * 8 === Number(bits);
}

/** A nonce has to differ in each response, and this header is the same in many. */
export function isNonce(text: string): boolean {
  return /^'nonce-/i.test(text);
}

/**
 * Whether the text is a valid source. Any word in quotes is accepted, because browsers may add keywords, except nonces.
 *
 * @see https://www.w3.org/TR/CSP3/#framework-directive-source-list
 */
export function isSourceExpression(text: string, only?: 'host' | 'scheme' | 'word'): boolean {
  if (only !== undefined) return only === 'word' || (only === 'host' ? HOST : SCHEME).test(text);
  if (isNonce(text)) return false;
  const [, quoted] = /^'(.*)'$/.exec(text) ?? [];
  if (quoted !== undefined) return NONCE_OR_HASH.test(quoted) || /^[a-z]([a-z\d-]*[a-z\d])?$/i.test(quoted);
  return SCHEME.test(text) || HOST.test(text);
}
