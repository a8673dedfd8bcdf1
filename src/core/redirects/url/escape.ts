/* eslint-disable no-bitwise -- a sign in front of a code point is made of bits */

/** `%00` to `%FF`. */
export const ESCAPES: readonly string[] = Array.from(
  { length: 256 },
  (_, byte) => `%${(byte + 256).toString(16).slice(1).toUpperCase()}`,
);

/** A table by code of the ASCII characters that need no escape. */
export function charactersOf(allowed: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (allowed.test(String.fromCharCode(code)) ? 1 : 0));
}

/** The byte of the escape whose `%` is at an offset; -1 if it is not a valid escape. */
export function escapedByte(text: string, at: number): number {
  const high = digit(text.charCodeAt(at + 1));
  return high < 0 || digit(text.charCodeAt(at + 2)) < 0 ? -1 : high * 16 + digit(text.charCodeAt(at + 2));
}

function digit(code: number): number {
  if (code > 47 && code < 58) return code - 48;
  const letter = code | 32;
  return letter > 96 && letter < 103 ? letter - 87 : -1;
}

/**
 * Encodes a text. A stray `%` becomes `%25`: unchanged, `%%36` would decode to a new escape, and normalizing twice
 * would differ from once.
 */
export function encodeText(text: string): string {
  // Half of a surrogate pair has no UTF-8; browsers send U+FFFD.
  return encodeURIComponent(text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD'));
}

/**
 * Escapes all characters that are not allowed, in one pass without a call for each: eight kilobytes of `|` would take
 * milliseconds. `escape` rewrites existing escapes; without it, `%` is an ordinary character.
 */
export function escapeText(text: string, allowed: Uint8Array, escape?: (byte: number) => string): string {
  let out = '';
  let kept = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (allowed[code]) continue;
    if (kept < i) out += text.slice(kept, i);
    kept = i + 1;
    const byte = escape && code === 37 ? escapedByte(text, i) : -1;
    if (byte >= 0) {
      out += escape!(byte);
      kept = (i += 2) + 1;
    } else if (code < 128) {out += ESCAPES[code];} else {
      while (text.charCodeAt(kept) > 127) kept++;
      out += encodeText(text.slice(i, kept));
      i = kept - 1;
    }
  }
  return kept === 0 ? text : out + text.slice(kept);
}
