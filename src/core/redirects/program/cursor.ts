/* eslint-disable no-bitwise -- numbers are packed seven bits to a byte */

/** A place in the bytes of a program. Readers move `at` forward. */
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

/** Values of conditions may hold any character, so they are stored as UTF-16 units. */
export function readString(c: Cursor): string {
  let text = '';
  for (let left = readNumber(c); left > 0; left--) text += String.fromCharCode(readNumber(c));
  return text;
}

/** Text of a known length. Eight characters at a time are faster than one, and than a decoder, whose call costs more than all of them. */
export function readAscii(c: Cursor, length: number): string {
  const b = c.bytes;
  const end = c.at + length;
  let text = '';
  let i = c.at;
  for (; i + 8 <= end; i += 8) text += String.fromCharCode(b[i], b[i + 1], b[i + 2], b[i + 3], b[i + 4], b[i + 5], b[i + 6], b[i + 7]);
  for (; i < end; i++) text += String.fromCharCode(b[i]);
  return text;
}
