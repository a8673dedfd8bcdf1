/* eslint-disable no-bitwise -- a test has a flag in its lowest bit */
import { Cursor, readNumber } from './cursor';
import type { Facts } from './facts';
import { CAPTURED, END, PATH, QUERY, START } from '../../rule/channels';

/**
 * Reads the tests of a rule and returns whether the request meets all of them; only then is the cursor behind them.
 * Atoms of the query are added to `asked`, negative if their value is captured. Without `asked`, nothing of the request
 * is read, and tests of channels that have not been read count as met.
 */
export function meets(c: Cursor, facts: Facts, asked?: number[]): boolean {
  /** Texts of the path, whose tests come first. */
  let texts: number[] | undefined;
  for (let left = readNumber(c); left > 0; left--) {
    const head = readNumber(c);
    const channel = head >> 1;
    if (texts !== undefined && channel !== PATH) {
      if (!facts.order.isPossible(texts)) return false;
      texts = undefined;
    }
    const count = head & 1 ? readNumber(c) : 1;
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
      const packed = readNumber(c);
      if (isKnown) (texts ??= []).push(holding, packed);
    }
    if (isCaptured || channel === QUERY) asked?.push(isCaptured ? -holding : holding);
  }
  return texts === undefined || facts.order.isPossible(texts);
}
