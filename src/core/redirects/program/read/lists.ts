/* eslint-disable no-bitwise -- places are doubled */
import { Cursor, readNumber } from './cursor';
import type { Facts } from './facts';
import { START } from '../../rule/channels';
import { CHOICE } from '../format';
import type { Find } from './table';

export interface Proposals {
  /** Whether a rule of this rank could still answer. */
  readonly counts: (rank: number) => boolean;
  readonly propose: (rank: number, place: number) => void;
  /** Judges what has been proposed and ranks before a rank. */
  readonly judge: (limit: number) => void;
}

/**
 * A way to look through the list that the cursor stands on. Of a choice only the rules are proposed of which an atom
 * holds: a list of ten thousand rules for one address is asked for the parameters of the request, or for its few rules
 * where a request has thousands, whichever is less.
 */
export function looker(
  c: Cursor,
  find: Find,
  facts: Facts,
  atoms: number,
  { counts, propose, judge }: Proposals,
): () => void {
  const look = (): void => {
    const count = readNumber(c);
    // Nearly every list has one rule, which then stands in the list itself.
    if (count === 0) return propose(readNumber(c), c.at);
    if (count === 1) return choose(readNumber(c));
    let next = c.at;
    for (let left = count; left > 1; left--) {
      c.at = next;
      const record = readNumber(c);
      next = c.at;
      c.at = record;
      const rank = readNumber(c);
      // The others stand behind it.
      if (!counts(rank)) return;
      propose(rank, c.at);
    }
  };

  const lookAt = (place: number): void => {
    c.at = place;
    look();
  };

  /** Of the member in hand: twice the place of its rules, and another atom that they require, or 0. */
  let rules: number;
  let channelOfOther: number;
  let other: number;
  const readMember = (): void => {
    rules = readNumber(c);
    other = 0;
    if (rules % 2 === 0) return;
    channelOfOther = readNumber(c);
    other = readNumber(c);
  };
  const lookWithin = (): void => {
    if (other === 0 || facts.holds(channelOfOther, other)) lookAt(rules >> 1);
  };

  const choose = (choice: number): void => {
    c.at = choice;
    const rest = readNumber(c);
    const groups = readNumber(c);
    let next = c.at;
    if (rest > 0) lookAt(rest);
    for (let left = groups; left > 0; left--) {
      c.at = next;
      const channel = readNumber(c);
      const best = readNumber(c);
      const members = readNumber(c);
      let member = readNumber(c);
      next = c.at;
      // What a visitor is asked for is seen from outside: a rule that wins without spares that.
      if (!facts.isRead(channel)) judge(best);
      // The others are no better.
      if (!counts(best)) return;
      if (channel === START) {
        while (member % 2 > 0) {
          c.at = member >> 1;
          const time = readNumber(c);
          const before = readNumber(c);
          member = facts.now() < time ? before : readNumber(c);
        }
        if (member > 0) lookAt(member >> 1);
        continue;
      }
      const held = facts.held(channel);
      if (held.length < members) {
        for (const atom of held) {
          if (!find((choice * (atoms + 1) + atom) * 8 + CHOICE, '', 0, 0)) continue;
          readMember();
          lookWithin();
        }
      } else {
        for (let i = 0; i < members; i++) {
          c.at = member;
          if (!counts(readNumber(c))) break;
          const atom = readNumber(c);
          readMember();
          member = c.at;
          if (facts.holds(channel, atom)) lookWithin();
        }
      }
    }
  };
  return look;
}
