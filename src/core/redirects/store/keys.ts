/* eslint-disable no-bitwise -- hashes are computed with bits */
/**
 * The keys of a list in a store. All begin with the prefix of the list and the version of the format, so that several
 * lists, or two versions while one replaces the other, share a store. `handlers/cloudfront-function/redirect-store.ts`
 * reads them.
 */
const VERSION = '1';

/** What a prefix may be. It has no colon, so that no list owns a key of another one. */
export const PREFIX = /^[\w.-]{0,32}$/;

/** What all keys of a list begin with: `shop:1`, or `1` for the list without a prefix. */
export function keyLead(prefix: string): string {
  return `${prefix && `${prefix}:`}${VERSION}`;
}

/** Whether a key is one of the list with a prefix, of this version or another one. */
export function isKeyOf(prefix: string, key: string): boolean {
  return key.startsWith(prefix && `${prefix}:`) && /^\d+[=~+/!]/.test(key.slice(prefix ? prefix.length + 1 : 0));
}

/** The answer for one path, without the slash at its end, as it is spelled. */
export function pathKey(path: string): string {
  return `=${short(path)}`;
}

/** The answer for a path in lower case, if it has other spellings with capital letters. */
export function anyCaseKey(path: string): string {
  return `~${short(path)}`;
}

/** The first node of the tree of patterns. */
export const ROOT_KEY = '/';

/** The node for a text at a place of the path. */
export function childKey(parent: string, place: string, text: string): string {
  return `${parent}${place} ${short(text)}/`;
}

/** The kinds of rules that the list may have, for the check of the next one. No function reads it. */
export const KINDS_KEY = '!';

/** A part of a list that is too long for one value. Named by its content, so that it never changes. */
export function partKey(content: string): string {
  return `+${partName(content)}`;
}

export function partName(content: string): string {
  return hashed(content, 0) + hashed(content, 1);
}

/** Longer texts are hashed: a key has at most 512 bytes, and may have two of them. */
const LONGEST_TEXT = 200;

export function isHashed(text: string): boolean {
  return text.length > LONGEST_TEXT;
}

export function short(text: string): string {
  return isHashed(text) ? `#${hashed(text, 0)}` : text;
}

/** 64 bits. The seed 1 is for the check of a value whose key is a hash with the seed 0. */
export function hashed(text: string, seed: number): string {
  let a = 0x9e3779b1 ^ seed;
  let b = 0x85ebca6b ^ seed;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (a >>> 15) ^ code, 0x5bd1e995);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}

/**
 * Where a key stands in the order of writing: lower tiers are written first and deleted last. So what a key leads to is
 * there before the key is, and a store in which only a part is written answers each URL as the old or the new list.
 */
export function tierOf(lead: string, key: string): number {
  const kind = key[lead.length];
  if (!key.startsWith(lead) || kind === '+' || kind === KINDS_KEY) return 0;
  if (kind !== ROOT_KEY) return MOST_DEPTH + 1;
  const depth = key.split(' ').length - 1;
  return depth === 0 ? MOST_DEPTH + 2 : MOST_DEPTH + 1 - depth;
}

/** Nodes below the first one that a request can read. */
export const MOST_DEPTH = 2;
