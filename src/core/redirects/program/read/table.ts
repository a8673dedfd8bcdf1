/* eslint-disable no-bitwise -- a slot is made of two numbers */
import { Cursor, readNumber } from './cursor';
import { HEADER_WORDS } from '../format';
import { hash, slotOf } from '../hash';

/**
 * Looks for a text under a seed, with its hash where that is known; leaves the cursor on what belongs to it. Of an edge
 * the entry does not begin with the length of the text, and may name the node of a shorter one.
 */
export type Find = (
  seed: number, text: string, from: number, to: number, hashed?: number, length?: number, shorter?: number,
) => boolean;

/** A way to ask the table of a program. */
export function finder(words: Uint32Array, capacity: number, c: Cursor): Find {
  const bits = words[7];
  return (seed, text, from, to, hashed = hash(seed, text, from, to), length = to - from, shorter = 0) => {
    for (let slot = slotOf(hashed, capacity); ; slot = (slot + 1) % capacity) {
      const word = words[HEADER_WORDS + slot];
      c.at = word >>> bits;
      if (word === 0) return false;
      // Equal hashes of different texts are rare, and yet a wrong address would be served.
      if ((word ^ hashed) << (32 - bits) !== 0 || readNumber(c) !== seed || readNumber(c) !== length) continue;
      if ((shorter === 0 || readNumber(c) === shorter) && isText(c, text, from, to)) return true;
    }
  };
}

function isText(c: Cursor, text: string, from: number, to: number): boolean {
  const { bytes } = c;
  let { at } = c;
  for (let i = from; i < to; i++) {
    let code = bytes[at++];
    // Nearly all texts are ASCII, of which a character is a byte.
    if (code > 127) {
      c.at = at - 1;
      code = readNumber(c);
      at = c.at;
    }
    if (code !== text.charCodeAt(i)) return false;
  }
  c.at = at;
  return true;
}
