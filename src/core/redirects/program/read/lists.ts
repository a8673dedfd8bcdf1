/* eslint-disable no-bitwise -- a place has a flag in its lowest bit */
import { Cursor, readNumber } from './cursor';
import type { Facts } from './facts';
import { START } from '../../rule/channels';
import { CHOICE } from '../format';
import type { Find } from './table';

export interface Proposals {
  /** Whether a rule of this rank could still apply. */
  readonly counts: (rank: number) => boolean;
  readonly propose: (rank: number, place: number) => void;
  /** Whether the path matches a pattern, with captures that its rules can use. */
  readonly fits: (pattern: number, flags: number) => boolean;
  /** Matches all proposed rules that rank before a limit. */
  readonly judge: (limit: number) => void;
}

/**
 * Makes the function that proposes the rules of the list at the cursor. Of a choice, only those rules are proposed of
 * which an atom holds. It looks up the atoms of the request or tries all members, whichever are fewer: a path can have
 * ten thousand rules, and a request thousands of parameters.
 */
export function looker(
  c: Cursor,
  find: Find,
  facts: Facts,
  atoms: number,
  { counts, propose, fits, judge }: Proposals,
): () => void {
  const look = (): void => {
    const count = readNumber(c);
    // Nearly every list has one rule, whose record is in the list itself.
    if (count === 0) return propose(readNumber(c), c.at);
    if (count === 1) return choose(readNumber(c));
    let next = c.at;
    for (let left = count; left > 1; left--) {
      c.at = next;
      const record = readNumber(c);
      next = c.at;
      c.at = record;
      const rank = readNumber(c);
      // The others rank behind it.
      if (!counts(rank)) return;
      propose(rank, c.at);
    }
  };

  const lookAt = (place: number): void => {
    c.at = place;
    look();
  };

  /** Of the current member: twice the place of its rules, and another atom that they require, or 0. */
  let rules: number;
  let channelOfOther: number;
  let other: number;
  const readMember = (): void => {
    rules = readNumber(c);
    other = 0;
    if (!(rules & 1)) return;
    channelOfOther = readNumber(c);
    other = readNumber(c);
  };
  const lookWithin = (): void => {
    if (other === 0 || facts.holds(channelOfOther, other)) lookAt(rules >> 1);
  };

  const choose = (place: number): void => {
    c.at = place;
    const choice = readNumber(c);
    const rest = choice & 1 ? readNumber(c) : 0;
    if (choice & 2 && !fits(readNumber(c), readNumber(c))) return;
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
      // Users can observe which parts of a request are read: better rules that do not need this one come first.
      if (!facts.isRead(channel)) judge(best);
      // The other groups rank behind this one.
      if (!counts(best)) return;
      if (channel === START) {
        while (member & 1) {
          c.at = member >> 1;
          const time = readNumber(c);
          const before = readNumber(c);
          member = facts.isBefore(time) ? before : readNumber(c);
        }
        if (member > 0) lookAt(member >> 1);
        continue;
      }
      const held = facts.held(channel);
      if (held.length < members) {
        for (const atom of held) {
          if (!find(((choice >> 2) * (atoms + 1) + atom) * 8 + CHOICE, '', 0, 0)) continue;
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
