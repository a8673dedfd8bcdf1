/* eslint-disable no-bitwise -- a hash is made of bits */

/** FNV-1a with a seed, so that the same text under two nodes of the trie lands in two slots. */
export function hash(seed: number, text: string, from: number, to: number): number {
  let h = Math.imul(seed ^ 0x811c9dc5, 0x9e3779b1);
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  // The slot is taken from the high bits, which the last characters have not reached yet.
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

/** First slot for a hash. Scaling instead of masking lets a table have any size. */
export function slotOf(hashed: number, capacity: number): number {
  return Math.floor((hashed / 0x100000000) * capacity);
}

/** Guards against a truncated or mixed-up file, not against an attacker. */
export function checksum(words: Uint32Array, from: number): number {
  let sum = 0x811c9dc5;
  for (let i = from; i < words.length; i++) sum = Math.imul(sum ^ words[i], 0x01000193);
  return sum >>> 0;
}
