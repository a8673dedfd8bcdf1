import { PLACEHOLDER, SPLAT, STAR } from './format';

const SLASH = 47;

/**
 * Decides whether a path fits the pattern that stands between two places of a program, and what its wildcards stand for. The trie only
 * proposes rules; this is the judge.
 *
 * It reads from the end and gives every wildcard as little as it can. On a mismatch the last placeholder grows by a character, within its
 * segment, or else the last splat by a segment. An earlier wildcard never has to grow again, because what stood behind it was already found as
 * far to the right as it goes: so no request makes a rule slow, and of several wildcards the first gets most, as in a greedy expression.
 */
export function fits(bytes: Uint8Array, from: number, to: number, path: string, fold: boolean): string[] | undefined {
  let [p, s] = [to - 1, end(bytes, from, to, path) - 1];
  let placeholder = -1;
  let splat = -1;
  /** Where each wildcard begins and ends in the path, by its place in the pattern. */
  const begins: number[] = [];
  const ends: number[] = [];
  while (p >= from || s >= 0) {
    const wanted = p < from ? -1 : bytes[p];
    if (wanted === SPLAT || wanted === STAR) {
      [splat, placeholder] = [p, -1];
      begins[p] = ends[p] = s + 1;
      p--;
    } else if (wanted === PLACEHOLDER && s >= 0 && path.charCodeAt(s) !== SLASH) {
      placeholder = p;
      ends[p] = s + 1;
      begins[p] = s--;
      p--;
    } else if (s >= 0 && wanted === code(path, s, fold)) {
      p--;
      s--;
    } else if (placeholder >= 0 && path.charCodeAt(begins[placeholder] - 1) !== SLASH) {
      s = --begins[placeholder] - 1;
      p = placeholder - 1;
    } else {
      if (splat < 0 || begins[splat] === 0) return undefined;
      begins[splat] = bytes[splat] === STAR ? begins[splat] - 1 : path.lastIndexOf('/', begins[splat] - 1);
      s = begins[splat] - 1;
      p = splat - 1;
      placeholder = -1;
    }
  }
  const captures: string[] = [];
  // A splat begins with the slash that leads to it, unless it is empty.
  for (p = from; p < to; p++) if (bytes[p] <= STAR) captures.push(path.slice(begins[p] + (bytes[p] === SPLAT ? 1 : 0), ends[p]));
  return captures;
}

/** The final slash belongs to a splat at the end, and to a star, which counts characters; nothing else sees it. */
function end(bytes: Uint8Array, from: number, to: number, path: string): number {
  const keeps = bytes[to - 1] === SPLAT || bytes.subarray(from, to).includes(STAR);
  return path.endsWith('/') && !keeps ? path.length - 1 : path.length;
}

function code(path: string, at: number, fold: boolean): number {
  const c = path.charCodeAt(at);
  return fold && c > 64 && c < 91 ? c + 32 : c;
}
