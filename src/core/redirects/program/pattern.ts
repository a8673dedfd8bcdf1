/* eslint-disable no-bitwise -- flags of a rule are bits */
import { IGNORES_CASE, PLACEHOLDER, SEES_SLASH, SPLAT, STAR } from './format';
import { endsWithSlash } from './path';

const SLASH = 47;

/** Where the wildcards of the pattern in hand begin and end in the path, the last one first. */
const begins: number[] = [];
const ends: number[] = [];

/**
 * Decides whether a path fits the pattern that stands between two places of a program, and what its wildcards stand for. The trie only
 * proposes rules; this is the judge.
 *
 * The path begins with a slash, as `normalizePath` sees to. It is read from the end, and every wildcard gets as little as it can. On a mismatch
 * the last placeholder grows by a character, within its segment, or else the last splat by a segment or a character. An earlier wildcard never
 * has to grow again, because what stood behind it was already found as far to the right as it goes: so no request makes a rule slow, and of
 * several wildcards the first gets most, as in a greedy expression.
 */
export function fits(bytes: Uint8Array, from: number, to: number, path: string, flags: number): string[] | undefined {
  const fold = flags & IGNORES_CASE;
  let p = to - 1;
  let s = path.length - (endsWithSlash(path) && !(flags & SEES_SLASH) ? 2 : 1);
  let placeholder = -1;
  let splat = -1;
  let [count, atPlaceholder, atSplat] = [0, 0, 0];
  while (p >= from || s >= 0) {
    const wanted = p < from ? 0 : bytes[p];
    const code = s < 0 ? 0 : path.charCodeAt(s);
    if (wanted > STAR && (wanted === code || (fold && wanted === lower(code)))) {
      p--;
      s--;
    } else if (wanted === SPLAT || wanted === STAR) {
      splat = p--;
      placeholder = -1;
      atSplat = count;
      ends[count] = s + 1;
      begins[count++] = s + 1;
    } else if (wanted === PLACEHOLDER && code && code !== SLASH) {
      placeholder = p--;
      atPlaceholder = count;
      ends[count] = s + 1;
      // Behind a slash it is a whole segment, which needs no trying.
      begins[count] = bytes[placeholder - 1] === SLASH ? slashBefore(path, s) + 1 : s;
      s = begins[count++] - 1;
    } else if (placeholder >= 0 && path.charCodeAt(begins[atPlaceholder] - 1) !== SLASH) {
      s = --begins[atPlaceholder] - 1;
      p = placeholder - 1;
      count = atPlaceholder + 1;
    } else {
      const begin = begins[atSplat];
      if (splat < 0 || begin === 0) return undefined;
      const slash = slashBefore(path, begin);
      // What stands before the star got as far as the beginning of this segment, so that less of it will not do either: else `/:p-x/a:q*b` would try
      // each place once for each other.
      begins[atSplat] = bytes[splat] === SPLAT || s <= slash ? slash : begin - 1;
      s = begins[atSplat] - 1;
      p = splat - 1;
      placeholder = -1;
      count = atSplat + 1;
    }
  }
  const captures: string[] = [];
  // A splat begins with the slash that leads to it, unless it is empty.
  for (p = from; p < to; p++) {
    if (bytes[p] <= STAR) captures.push(path.slice(begins[--count] + (bytes[p] === SPLAT ? 1 : 0), ends[count]));
  }
  return captures;
}

/** `lastIndexOf` leaves compiled code, which costs more than the few characters of a segment. */
export function slashBefore(path: string, end: number): number {
  let at = end - 1;
  while (at >= 0 && path.charCodeAt(at) !== SLASH) at--;
  return at;
}

function lower(code: number): number {
  return code > 64 && code < 91 ? code + 32 : code;
}
