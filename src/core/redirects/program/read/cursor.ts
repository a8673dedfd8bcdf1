/* eslint-disable no-bitwise -- numbers are packed seven bits to a byte */

/** An offset in the bytes of a program. Readers move `at` forward. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

export function readNumber(c: Cursor): number {
  let byte = c.bytes[c.at++];
  let value = byte & 127;
  for (let scale = 128; byte > 127; scale *= 128) {
    byte = c.bytes[c.at++];
    value += (byte & 127) * scale;
  }
  return value;
}

/** A list of texts. */
export function readStrings(c: Cursor): string[] {
  const list: string[] = [];
  for (let left = readNumber(c); left > 0; left--) list.push(readString(c));
  return list;
}

/** Values of conditions can contain any character, so they are stored as UTF-16 units. */
export function readString(c: Cursor): string {
  let text = '';
  for (let left = readNumber(c); left > 0; left--) text += String.fromCharCode(readNumber(c));
  return text;
}

/**
 * Reads text up to an offset. Eight characters at a time are faster than one at a time, and faster than a decoder: its
 * call alone takes longer.
 */
export function readAscii(c: Cursor, end: number): string {
  const b = c.bytes;
  let text = '';
  for (let i = c.at; i < end; i += 8) {
    text += String.fromCharCode(b[i], b[i + 1], b[i + 2], b[i + 3], b[i + 4], b[i + 5], b[i + 6], b[i + 7]).slice(
      0,
      end - i,
    );
  }
  c.at = end;
  return text;
}
