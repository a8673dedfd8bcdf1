import { CAPTURE } from './format';

/** A target with its captures in place, in the three parts that follow different rules. */
export interface Location {
  readonly base: string;
  readonly query: string;
  readonly fragment: string;
}

const QUESTION = 63;
const HASH = 35;
const SLASH = 47;

/**
 * Fills a template in one pass: what a capture brings is never looked at again, so that neither `:name` nor `$&` in a request has a meaning.
 * A capture that lands in the query may not end a parameter there; in a path it is already encoded.
 */
export function fill(bytes: Uint8Array, at: number, captures: readonly string[]): Location {
  const parts = ['', '', ''];
  let part = 0;
  for (let byte = bytes[at]; byte !== 0; byte = bytes[++at]) {
    if (byte < 32) {
      const value = captures[byte - CAPTURE];
      parts[part] += part === 1 ? value.replace(/[&+]/g, encodeURIComponent) : value;
      // Nothing between two slashes: `/b/:splat/c` without a splat is `/b/c`.
      if (value === '' && part === 0 && bytes[at + 1] === SLASH && parts[0].endsWith('/')) at++;
    } else if ((byte === QUESTION && part === 0) || (byte === HASH && part < 2)) {
      part = byte === HASH ? 2 : 1;
    } else {
      parts[part] += String.fromCharCode(byte);
    }
  }
  return { base: parts[0], query: parts[1], fragment: parts[2] };
}

/**
 * A relative target stays on its host: a browser takes `//x` and `/\x` for another host and drops tabs and line breaks first. The encoded
 * spellings go too, because there are proxies that decode them.
 */
export function onThisHost(path: string): string {
  return path.replace(/^(?:[/\\]|%2F|%5C|%09|%0A|%0D)+/, '/');
}

/** The authority of an absolute target, in lower case; undefined for a relative one. */
export function authority(base: string): string | undefined {
  return /^https?:\/\/([^/]*)/.exec(base)?.[1].toLowerCase();
}

/** The text of a template before its first capture. */
export function lead(bytes: Uint8Array, at: number): string {
  let text = '';
  for (; bytes[at] > 31; at++) text += String.fromCharCode(bytes[at]);
  return text;
}
