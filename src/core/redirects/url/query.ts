/* eslint-disable no-bitwise -- UTF-8 is made of bits */
import { AMPERSAND, EQUALS_SIGN, PERCENT, PLUS } from './characters';
import { charactersOf, escapedByte, escapeText } from './escape';

/**
 * For each `name=value` of a query or a Cookie header, three offsets in a row: its begin, the end of its name, its end.
 * Empty parts are left out: `a=1&&b` has two.
 */
export function partsOf(text: string, separator = AMPERSAND): number[] {
  const parts: number[] = [];
  let equals = -1;
  for (let from = 0, i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : separator;
    if (code === EQUALS_SIGN && equals < from) equals = i;
    if (code !== separator) continue;
    if (from < i) parts.push(from, equals < from ? i : equals, i);
    from = i + 1;
  }
  return parts;
}

/**
 * Decodes a name or a value, so that `_escaped_fragment_=%2Ftest` and `_escaped_fragment_=/test` are the same
 * parameter. A text with a malformed escape keeps all of its escapes.
 */
export function decodeQuery(text: string): string {
  let out = '';
  let kept = 0;
  let isSpaced = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === PLUS) {
      out += `${text.slice(kept, i)} `;
      kept = i + 1;
      isSpaced = true;
    } else if (code === PERCENT) {
      const decoded = characterAt(text, i);
      if (decoded < 0) return isSpaced || text.includes('+') ? text.replace(/\+/g, ' ') : text;
      out += text.slice(kept, i) + String.fromCodePoint(decoded);
      i += 3 * bytesOf(decoded) - 1;
      kept = i + 1;
    }
  }
  return kept === 0 ? text : out + text.slice(kept);
}

/** The number of bytes of a character in UTF-8. */
function bytesOf(character: number): number {
  if (character < 0x80) return 1;
  if (character < 0x800) return 2;
  return character < 0x10000 ? 3 : 4;
}

/** The character whose escapes begin at an offset; -1 if they are malformed. */
function characterAt(text: string, at: number): number {
  const lead = escapedByte(text, at);
  if (lead < 128) return lead;
  const more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  let character = lead & (0x3f >> more);
  for (let i = 1; i <= more; i++) {
    const byte = text.charCodeAt(at + 3 * i) === PERCENT ? escapedByte(text, at + 3 * i) : -1;
    if ((byte & ~0x3f) !== 0x80) return -1;
    character = character << 6 | byte & 0x3f;
  }
  // Refused: a lone continuation byte, an overlong encoding, half of a surrogate pair, anything beyond Unicode.
  const isValid =
    lead > 0xc1
    && lead < 0xf5
    && bytesOf(character) === more + 1
    && (character < 0xd800 || character > 0xdfff)
    && character < 0x110000;
  return isValid ? character : -1;
}

const QUERY_CHARACTERS = charactersOf(/[\w!$%&'()*+,./:;=?@[\]~-]/);

/** Escapes whatever could end the query of a Location or the header itself. Existing escapes stay as they were sent. */
export function safeQuery(query: string): string {
  return escapeText(query, QUERY_CHARACTERS);
}

/** Which parameters of the request are kept: by their position in its query and, with `only`, by name. */
export interface Kept {
  /** Whether the rule has consumed the parameter at this position. */
  readonly isUsed?: (part: number) => boolean;
  /** The names that the rule keeps: whole names, and prefixes. */
  readonly only?: readonly (readonly string[])[];
}

/**
 * Merges the query of the target with what is kept of that of the request; a name that the target sets takes
 * precedence.
 */
export function mergeQuery(target: string, query: string, { isUsed, only }: Kept): string {
  if (target === '' && isUsed === undefined && only === undefined) return safeQuery(query);
  const taken = new Set<string>();
  const own = partsOf(target);
  for (let i = 0; i < own.length; i += 3) taken.add(decodeQuery(target.slice(own[i], own[i + 1])));
  const whole = only && new Set(only[0]);
  const keeps = (name: string): boolean => !taken.has(name) && (!whole || whole.has(name) || begins(only![1], name));
  const parts = partsOf(query);
  let kept = '';
  // Neighbouring parameters are copied in one slice.
  let from = -1;
  for (let i = 0; i <= parts.length; i += 3) {
    const isKept =
      i < parts.length
      && !isUsed?.(i / 3)
      && ((taken.size === 0 && !only) || keeps(decodeQuery(query.slice(parts[i], parts[i + 1]))));
    if (from >= 0 && (!isKept || parts[i - 1] + 1 < parts[i])) {
      kept += `&${query.slice(from, parts[i - 1])}`;
      from = -1;
    }
    if (isKept && from < 0) from = parts[i];
  }
  return target + safeQuery(target === '' ? kept.slice(1) : kept);
}

/**
 * Whether a name begins with one of the sorted prefixes. None of them is a prefix of another, so that only the last one
 * that is not greater than the name can match.
 */
function begins(sorted: readonly string[], name: string): boolean {
  let low = 0;
  for (let high = sorted.length; low < high;) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= name) low = middle + 1;
    else high = middle;
  }
  return low > 0 && name.startsWith(sorted[low - 1]);
}
