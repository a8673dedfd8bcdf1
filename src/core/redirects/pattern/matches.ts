/* eslint-disable no-bitwise -- flags of a rule are bits */
import { IGNORES_CASE, PLACEHOLDER, SEES_SLASH, SPLAT, STAR } from './alphabet';
import { SLASH } from '../url/characters';
import { endsWithSlash } from '../url/path';
import { sentPart, SentPath } from '../url/sent';
import { slashBefore, Slashed } from '../url/slashes';

/** Begin and end of what each wildcard has captured in the path, last wildcard first. */
const begins: number[] = [];
const ends: number[] = [];

/**
 * Matches a path against the pattern between two offsets of a program, and returns the captures, as the viewer spelled
 * them. The trie only proposes candidates; this decides.
 *
 * The path begins with a slash (see `normalizePath`). Of the pattern, `begun` characters at its beginning and `ended`
 * at its end have been compared. The rest of the text before the first wildcard is compared first. Then the path is
 * read from the end: every wildcard takes as little as it can, except the first, which takes the rest. On a
 * mismatch the last placeholder grows by a character, within its segment, or else the last splat by a segment or a
 * character. An earlier wildcard never has to grow again, because the text behind it was already found as far to the
 * right as possible. So no request makes a rule slow, and of several wildcards the first takes most, as in a greedy
 * expression.
 */
export function fits(
  bytes: Uint8Array, start: number, to: number, of: Slashed & SentPath, flags: number, begun = 0, ended = 0,
): string[] | undefined {
  const { path } = of;
  const fold = flags & IGNORES_CASE;
  const length = path.length - (endsWithSlash(path) && !(flags & SEES_SLASH) ? 1 : 0);
  // The trie has mostly compared the beginning, so that the end differs sooner.
  for (let p = to - 1 - ended, s = length - 1 - ended; p >= start && bytes[p] > STAR; p--, s--) {
    if (!isSame(bytes[p], path.charCodeAt(s), fold)) return undefined;
  }
  let from = start + begun;
  for (; from < to && bytes[from] > STAR; from++) {
    if (from - start >= length || !isSame(bytes[from], path.charCodeAt(from - start), fold)) return undefined;
  }
  /** Where the part begins that the wildcards share. */
  const lead = from - start;
  let p = to - 1 - ended;
  let s = length - 1 - ended;
  let placeholder = -1;
  let splat = -1;
  let [count, atPlaceholder, atSplat] = [0, 0, 0];
  while (p >= from || s >= lead) {
    const wanted = p < from ? 0 : bytes[p];
    const code = s < lead ? 0 : path.charCodeAt(s);
    if (wanted > STAR && isSame(wanted, code, fold)) {
      p--;
      s--;
    } else if (wanted === SPLAT || wanted === STAR) {
      const isFirst = p === from;
      if (isFirst && wanted === SPLAT && s >= lead && path.charCodeAt(lead) !== SLASH) return undefined;
      splat = p--;
      placeholder = -1;
      atSplat = count;
      ends[count] = s + 1;
      begins[count++] = isFirst && s >= lead ? lead : s + 1;
      if (isFirst) s = lead - 1;
    } else if (wanted === PLACEHOLDER && code && code !== SLASH) {
      placeholder = p--;
      atPlaceholder = count;
      ends[count] = s + 1;
      // After a slash it takes the whole segment, and the first wildcard takes all that is left of one: no backtracking
      // needed.
      const isWhole = p < from || bytes[p] === SLASH;
      begins[count] = isWhole ? Math.max(slashBefore(of, s) + 1, lead) : s;
      s = begins[count++] - 1;
    } else if (
      placeholder >= 0
      && begins[atPlaceholder] > lead
      && path.charCodeAt(begins[atPlaceholder] - 1) !== SLASH
    ) {
      s = --begins[atPlaceholder] - 1;
      p = placeholder - 1;
      count = atPlaceholder + 1;
    } else {
      const begin = begins[atSplat];
      if (splat < 0 || begin <= lead) return undefined;
      const before = slashBefore(of, begin);
      // The text before the star was matched up to the beginning of this segment, so that a shorter star cannot match
      // either: otherwise `/:p-x/a:q*b` would try each pair of offsets.
      begins[atSplat] = bytes[splat] === SPLAT || s <= before || s < lead ? before : begin - 1;
      if (begins[atSplat] < lead) return undefined;
      s = begins[atSplat] - 1;
      p = splat - 1;
      placeholder = -1;
      count = atSplat + 1;
    }
  }
  const captures: string[] = [];
  // A splat includes the slash before it, unless it is empty.
  for (p = from; p < to; p++) {
    if (bytes[p] <= STAR) captures.push(sentPart(of, begins[--count] + (bytes[p] === SPLAT ? 1 : 0), ends[count]));
  }
  return captures;
}

function isSame(wanted: number, code: number, fold: number): boolean {
  return wanted === code || (fold > 0 && wanted === lower(code));
}

function lower(code: number): number {
  return code > 64 && code < 91 ? code + 32 : code;
}
