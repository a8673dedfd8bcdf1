import { Cursor, readNumber } from './cursor';
import type { Facts } from './facts';
import { CHOICE } from './format';
import type { Find } from './table';

/** Looks through rules of one place and proposes those that may apply; the cursor stands on them. A rank is only asked whether it would still count. */
export type Look = (counts: (rank: number) => boolean, propose: (rank: number, place: number) => void) => void;

/**
 * A way to look through lists. Of a choice only the rules are proposed of which an atom holds: a list of ten thousand rules for one address is asked for the
 * parameters of the request, or for its few rules where a request has thousands, whichever is less.
 */
export function looker(c: Cursor, find: Find, facts: Facts, atoms: number): Look {
  const look: Look = (counts, propose) => {
    const count = readNumber(c);
    // Nearly every list has one rule, which then stands in the list itself.
    if (count === 0) return propose(readNumber(c), c.at);
    if (count === 1) return choose(readNumber(c), counts, propose);
    let next = c.at;
    for (let left = count - 1; left > 0; left--) {
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

  const lookAt = (place: number, ...how: Parameters<Look>): void => {
    c.at = place;
    look(...how);
  };

  const choose = (choice: number, ...how: Parameters<Look>): void => {
    const [counts] = how;
    c.at = choice;
    const rest = readNumber(c);
    const groups = readNumber(c);
    let next = c.at;
    if (rest > 0) lookAt(rest, ...how);
    for (let left = groups; left > 0; left--) {
      c.at = next;
      const channel = readNumber(c);
      const best = readNumber(c);
      const members = readNumber(c);
      const place = readNumber(c);
      next = c.at;
      if (!counts(best)) return;
      const held = facts.held(channel);
      if (held.length < members) {
        for (const atom of held) if (find((choice * (atoms + 1) + atom) * 8 + CHOICE, '', 0, 0)) lookAt(readNumber(c), ...how);
      } else {
        for (let at = place, i = 0; i < members; i++) {
          c.at = at;
          if (!counts(readNumber(c))) break;
          const atom = readNumber(c);
          const rules = readNumber(c);
          at = c.at;
          if (facts.holds(channel, atom)) lookAt(rules, ...how);
        }
      }
    }
  };
  return look;
}
