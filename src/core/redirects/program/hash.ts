/* eslint-disable no-bitwise -- hashes are computed with bits */

/** FNV-1a with a seed, so that the same text under two nodes of the tree has two slots. */
export function hash(seed: number, text: string, from: number, to: number): number {
  return seeded(seed, hashText(text, from, to));
}

/** The part of a hash that does not depend on the seed: a long text is read once for all nodes. */
export function hashText(text: string, from: number, to: number): number {
  let h = NO_TEXT;
  for (let i = from; i < to; i++) h = hashStep(h, text.charCodeAt(i));
  return h;
}

/** The hash of an empty text, without a seed. */
export const NO_TEXT = 0x811c9dc5;

export function hashStep(h: number, code: number): number {
  return Math.imul(h ^ code, 0x01000193);
}

/** Mixes the seed in, and the last characters into the high bits, which select the slot. */
export function seeded(seed: number, h: number): number {
  const both = Math.imul(seed + 1, 0x9e3779b1) ^ h;
  const mixed = Math.imul(both ^ (both >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** Hashes a text from its end, as suffixes are. */
export function hashBackwards(seed: number, text: string): number {
  let h = NO_TEXT;
  for (let i = text.length - 1; i >= 0; i--) h = hashStep(h, text.charCodeAt(i));
  return seeded(seed, h);
}

/**
 * The hashes of all prefixes (or, with a step of -1, suffixes) of a text that have one of these ascending lengths. They
 * are computed in one pass, so that a node with a thousand lengths takes no longer than its longest.
 */
export function hashesOf(
  seed: number,
  text: string,
  at: number,
  step: number,
  lengths: readonly number[],
  most: number,
): number[] {
  const hashes: number[] = [];
  let h = NO_TEXT;
  let done = 0;
  for (const length of lengths) {
    if (length > most) break;
    for (; done < length; done++) h = hashStep(h, text.charCodeAt(at + done * step));
    hashes.push(seeded(seed, h));
  }
  return hashes;
}

/** The first slot for a hash. It is scaled instead of masked, so that a table can have any size. */
export function slotOf(hashed: number, capacity: number): number {
  return Math.floor((hashed / 0x100000000) * capacity);
}

/** Detects a truncated or damaged file; no protection against an attacker. */
export function checksum(words: Uint32Array, from: number): number {
  let sum = 0x811c9dc5;
  for (let i = from; i < words.length; i++) sum = Math.imul(sum ^ words[i], 0x01000193);
  return sum >>> 0;
}
