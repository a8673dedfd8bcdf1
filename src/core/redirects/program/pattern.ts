import { PLACEHOLDER, SPLAT, STAR } from './format';

const SLASH = 47;

/**
 * Decides whether a path fits a pattern, and what the wildcards stand for.
 *
 * The trie only proposes rules; this is the judge. Every step moves one way through the path (placeholders are bounded by their segment and
 * settled from its end; the text between two splats is searched once, leftmost first), so no pattern is slower than linear for its length.
 */
export function fits(bytes: Uint8Array, from: number, to: number, path: string, fold: boolean): string[] | undefined {
  let captures: string[] = [];
  const trimmed = path.charCodeAt(path.length - 1) === SLASH ? path.length - 1 : path.length;

  const code = (i: number): number => {
    const c = path.charCodeAt(i);
    return fold && c > 64 && c < 91 ? c + 32 : c;
  };
  const literal = (a: number, z: number, at: number): boolean => {
    if (at < 0 || at + z - a > path.length) return false;
    for (; a < z; a++, at++) if (bytes[a] !== code(at)) return false;
    return true;
  };
  const next = (a: number, z: number): number => {
    while (a < z && bytes[a] !== SLASH) a++;
    return a;
  };
  const wildcard = (a: number): number => {
    while (a < to && bytes[a] !== SPLAT && bytes[a] !== STAR) a++;
    return a;
  };

  /** One segment; several placeholders are settled from the right, which is what a greedy expression finds, without its backtracking. */
  const segment = (a: number, z: number, s: number, e: number): boolean => {
    for (; a < z && bytes[a] !== PLACEHOLDER; a++, s++) if (s >= e || bytes[a] !== code(s)) return false;
    if (a === z) return s === e;
    for (; bytes[z - 1] !== PLACEHOLDER; z--, e--) if (e <= s || bytes[z - 1] !== code(e - 1)) return false;
    const found: string[] = [];
    while (a < z - 1) {
      let text = z - 1;
      while (bytes[text - 1] !== PLACEHOLDER) text--;
      let cut = e - 1;
      while (cut - (z - 1 - text) > s && !literal(text, z - 1, cut - (z - 1 - text))) cut--;
      if (cut - (z - 1 - text) <= s) return false;
      found.unshift(path.slice(cut, e));
      e = cut - (z - 1 - text);
      z = text;
    }
    if (s >= e) return false;
    captures.push(path.slice(s, e), ...found);
    return true;
  };

  /** Whole segments from `at`; gives the place behind the last one, or -1. */
  const segments = (a: number, z: number, at: number, limit: number): number => {
    while (a < z) {
      if (at >= limit || path.charCodeAt(at) !== SLASH) return -1;
      const patternEnd = next(a + 1, z);
      const slash = path.indexOf('/', at + 1);
      const end = slash < 0 || slash > limit ? limit : slash;
      if (!segment(a + 1, patternEnd, at + 1, end)) return -1;
      a = patternEnd;
      at = end;
    }
    return at;
  };

  const first = wildcard(from);
  if (first === to) return segments(from, to, 0, trimmed) === trimmed ? captures : undefined;

  const star = bytes[first] === STAR;
  let last = first;
  for (let w = first; w < to; w = wildcard(w + 1)) last = w;

  // What stands before the first wildcard; a star may begin inside a segment.
  let headEnd = first;
  if (star) while (bytes[headEnd] !== SLASH || headEnd === first) headEnd--;
  let at = segments(from, headEnd, 0, star ? path.length : trimmed);
  if (at < 0) return undefined;
  if (star) {
    if (!literal(headEnd, first, at)) return undefined;
    at += first - headEnd;
  }

  // What stands behind the last wildcard, measured from the end of the path.
  const end = last === to - 1 || star ? path.length : trimmed;
  const tailText = next(last + 1, to);
  let tail = end;
  for (let a = tailText; a < to; a = next(a + 1, to)) tail = path.lastIndexOf('/', tail - 1);
  const tailStart = tail - (tailText - last - 1);
  if (tailStart < at || !literal(last + 1, tailText, tailStart)) return undefined;
  const before = captures;
  captures = [];
  if (segments(tailText, to, tail, end) !== end) return undefined;
  const after = captures;
  captures = before;

  // What stands between two splats: the leftmost place that fits.
  for (let w = first; w < last;) {
    const following = wildcard(w + 1);
    let place = at;
    let behind = -1;
    const known = captures.length;
    for (; place >= 0 && place < tailStart; place = path.indexOf('/', place + 1)) {
      captures.push(between(path, at, place));
      behind = segments(w + 1, following, place, tailStart);
      if (behind >= 0) break;
      captures.length = known;
    }
    if (behind < 0) return undefined;
    at = behind;
    w = following;
  }
  captures.push(star ? path.slice(at, tailStart) : between(path, at, tailStart), ...after);
  return captures;
}

/** The segments between two places, without the slash that leads to them. */
function between(path: string, from: number, to: number): string {
  return from === to ? '' : path.slice(from + 1, to);
}
