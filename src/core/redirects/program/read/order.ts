/* eslint-disable no-bitwise -- flags of a text are bits */
import type { Keyed } from './keyed';
import type { Scan } from './scan';
import { SLASH } from '../../url/characters';
import { ADDED, BEFORE, BEHIND, FREE, LEADS, LENGTH, MOST_SLASHES } from '../format';

/** Texts that contain each other can have more offsets than this for each character of a path; then none are kept. */
const MOST_PLACES = 8;

/** Whether the texts found in a path are in the right order, and as far apart as placeholders allow. */
export interface Order {
  /** Takes so many numbers: the atom and the packed position of each text. `false` is a proof, `true` is "possible". */
  readonly isPossible: (texts: readonly number[], count: number) => boolean;
}

/**
 * The ends of all texts are listed once for all rules, when the first rule needs them. For a rule, each text is then
 * put as far to the left as possible; if two are too far apart for a placeholder, the one on the left is moved. No text
 * is tried twice at one offset, and no rule reads the path.
 */
export function orderOf(keyed: Keyed, scan: Scan, root: number): Order {
  /** The path whose texts are listed. */
  let listed: string | undefined;
  let ends: number[][];
  let isComplete: boolean;
  /** The number of slashes before each offset, and the first offset behind so many slashes. */
  let slashes: Uint32Array;
  let starts: number[];
  /** Of the texts of a rule: the end of the text before each, the length of each, and its first possible offset. */
  const [reached, lengths, least]: number[][] = [[0], [], []];

  const list = (): void => {
    const { key } = keyed;
    let left = MOST_PLACES * (key.length + 1);
    const lists: number[][] = ends = [];
    listed = key;
    scan(root, key, 0, key.length + 1, (atom, end) => (lists[atom] ??= []).push(end) > 0 && --left > 0);
    isComplete = left > 0;
    slashes = new Uint32Array(key.length + 2);
    starts = [0];
    for (let i = 0; i <= key.length; i++) {
      if (i === key.length || key.charCodeAt(i) === SLASH) starts.push(i + 1);
      slashes[i + 1] = starts.length - 1;
    }
  };

  const isPossible = (texts: readonly number[], count: number): boolean => {
    // One text at any offset has no order.
    if (count === 2 && (texts[1] & FREE) === 0) return true;
    if (listed !== keyed.key) list();
    if (!isComplete) return true;
    const last = count - 2;
    for (let k = 0; k <= last; k += 2) least[k] = 0;
    for (let k = 0; ;) {
      const packed = texts[k + 1];
      const before = (packed >> BEFORE) & MOST_SLASHES;
      const behind = (packed >> BEHIND) & MOST_SLASHES;
      const length = packed >> LENGTH;
      const from = Math.max(least[k], reached[k] + (before && k ? 1 : 0));
      const end = firstFrom(ends[texts[k]], from + length);
      if (end === undefined || (packed & LEADS && end > length)) return false;
      const within = end - (packed & ADDED);
      lengths[k] = length - (packed & ADDED);
      // The number of slashes between placeholders is known: if there are too few, this text is moved, if there are too
      // many, the one before.
      const more = before && slashes[end - length] - slashes[reached[k]] + 1 - before;
      const rest = behind && slashes[keyed.key.length] - slashes[within] + 1 - behind;
      if (rest < 0 || (more > 0 && k === 0)) return false;
      if (more < 0) {
        least[k] = starts[slashes[reached[k]] + before - 1] ?? Infinity;
      } else if (more > 0) {
        k -= 2;
        least[k] = starts[slashes[end - length] + 1 - before] - lengths[k];
      } else if (rest > 0) {
        least[k] = starts[slashes[keyed.key.length] + 1 - behind] - lengths[k];
      } else if (k === last) {
        return true;
      } else {
        reached[k += 2] = within;
      }
    }
  };
  return { isPossible };
}

/** The first of the sorted offsets that is not less than another. */
function firstFrom(places: readonly number[] = [], least: number): number | undefined {
  let low = 0;
  for (let high = places.length; low < high;) {
    const middle = (low + high) >> 1;
    if (places[middle] < least) low = middle + 1;
    else high = middle;
  }
  return places[low];
}
