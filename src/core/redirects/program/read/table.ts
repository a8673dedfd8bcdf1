/* eslint-disable no-bitwise -- a slot is made of two numbers */
import { Cursor, readNumber } from './cursor';
import { HEADER_WORDS } from '../format';
import { hash, slotOf } from '../hash';

/** Looks for a text under a seed, with its hash if that is known; leaves the cursor on the payload. */
export type Find = (seed: number, text: string, from: number, to: number, hashed?: number) => boolean;

/**
 * Looks for the edge of a prefix or suffix, whose entry begins with `head`. Only the part between `from` and `to` is
 * compared: `node` is that of the shorter edge whose text was compared before, or 0.
 */
export type FindEdge = (
  seed: number, text: string, from: number, to: number, hashed: number, head: number, node: number,
) => boolean;

/**
 * Makes the two lookups in the table of a program. They are separate, so that `find`, which nearly every request calls,
 * has no parameters and comparisons that only edges need.
 */
export function finders(words: Uint32Array, capacity: number, c: Cursor): [find: Find, findEdge: FindEdge] {
  const bits = words[7];
  return [(seed, text, from, to, hashed = hash(seed, text, from, to)) => {
    for (let slot = slotOf(hashed, capacity); ; slot = (slot + 1) % capacity) {
      const word = words[HEADER_WORDS + slot];
      c.at = word >>> bits;
      if (word === 0) return false;
      // Different texts rarely have equal hashes, but then the wrong rule would apply.
      if (
        (word ^ hashed) << (32 - bits) === 0
        && readNumber(c) === seed
        && readNumber(c) === to - from
        && isText(c, text, from, to)
      ) return true;
    }
  }, (seed, text, from, to, hashed, head, node) => {
    for (let slot = slotOf(hashed, capacity); ; slot = (slot + 1) % capacity) {
      const word = words[HEADER_WORDS + slot];
      c.at = word >>> bits;
      if (word === 0) return false;
      if (
        (word ^ hashed) << (32 - bits) === 0
        && readNumber(c) === seed
        && readNumber(c) === head
        && (!node || readNumber(c) === node)
        && isText(c, text, from, to)
      ) return true;
    }
  }];
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
