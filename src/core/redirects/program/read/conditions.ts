/* eslint-disable no-bitwise -- a test has a flag in its lowest bit */
import { Cursor, readNumber } from './cursor';
import type { Facts } from './facts';
import { CAPTURED, END, PATH, QUERY, START } from '../../rule/channels';

/** The texts of the path of the current rule, whose tests come first: ten thousand rules fill one list. */
const texts: number[] = [];

/**
 * Reads the tests of a rule and returns whether the request meets all of them; only then is the cursor behind them.
 * Atoms of the query are added to `asked`, negative if their value is captured. Without `asked`, nothing of the request
 * is read, and tests of channels that have not been read count as met.
 */
export function meets(c: Cursor, facts: Facts, asked?: number[]): boolean {
  let count = 0;
  for (let left = readNumber(c); left > 0; left--) {
    const head = readNumber(c);
    const channel = head >> 1;
    if (count > 0 && channel !== PATH) {
      if (!facts.order.isPossible(texts, count)) return false;
      count = 0;
    }
    const choices = head & 1 ? readNumber(c) : 1;
    if (channel === START || channel === END) {
      const time = readNumber(c);
      if (asked && facts.isBefore(time) === (channel === START)) return false;
      continue;
    }
    const isCaptured = channel === CAPTURED;
    const isKnown = asked !== undefined || facts.isRead(isCaptured ? QUERY : channel);
    let holding = 0;
    for (let i = 0; i < choices; i++) {
      const atom = readNumber(c);
      if (isKnown && holding === 0 && facts.holds(isCaptured ? QUERY : channel, atom)) holding = atom;
    }
    if (isKnown && holding === 0) return false;
    if (channel === PATH) {
      const packed = readNumber(c);
      if (isKnown) {
        texts[count++] = holding;
        texts[count++] = packed;
      }
    }
    if (isCaptured || channel === QUERY) asked?.push(isCaptured ? -holding : holding);
  }
  return count === 0 || facts.order.isPossible(texts, count);
}
