import { Cursor, readNumber } from './cursor';
import type { Facts } from './facts';
import { CAPTURED, END, PATH, QUERY, START } from '../../rule/channels';

/**
 * Reads the tests of a rule and tells whether the request meets them all; the cursor stands behind them only if it
 * does. Atoms of the query are added to the list, with a sign if their value is captured. Without a list nothing of the
 * request is read for it, and what is not known counts as met.
 */
export function meets(c: Cursor, facts: Facts, asked?: number[]): boolean {
  /** How far into the path its texts have come. */
  let reached = 0;
  for (let left = readNumber(c); left > 0; left--) {
    const head = readNumber(c);
    const channel = Math.floor(head / 2);
    const count = head % 2 > 0 ? readNumber(c) : 1;
    if (channel === START || channel === END) {
      const time = readNumber(c);
      if (asked && facts.now() >= time === (channel === END)) return false;
      continue;
    }
    const isCaptured = channel === CAPTURED;
    const isKnown = asked !== undefined || facts.isRead(isCaptured ? QUERY : channel);
    let holding = 0;
    for (let i = 0; i < count; i++) {
      const atom = readNumber(c);
      if (isKnown && holding === 0 && facts.holds(isCaptured ? QUERY : channel, atom)) holding = atom;
    }
    if (isKnown && holding === 0) return false;
    if (channel === PATH) {
      reached = nextAfter(reached, facts.firstEnds[holding], facts.lastEnds[holding], readNumber(c));
      if (reached < 0) return false;
    }
    if (isCaptured || channel === QUERY) asked?.push(isCaptured ? -holding : holding);
  }
  return true;
}

/**
 * Where the text behind may begin at the earliest, or -1 if none can. Texts of a pattern follow each other; of each
 * only the first and the last place are known, which is enough to leave out nearly every path that has them in another
 * order.
 */
function nextAfter(reached: number, firstEnd: number, lastEnd: number, packed: number): number {
  const length = Math.floor(packed / 4);
  const added = packed % 2;
  if (packed % 4 > 1 && firstEnd > length) return -1;
  if (firstEnd - length >= reached) return firstEnd - added;
  return lastEnd - length >= reached ? reached + length - added : -1;
}
