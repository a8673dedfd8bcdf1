/* eslint-disable no-bitwise -- characters beyond ASCII are parted into bits */
import { SLASH } from '../../url/characters';
import { HEADER_WORDS, LEAD_STEP, NEXT_STEP, STATE_WORDS } from '../format';

/** Hears of a text that ends at a place; tells whether it wants to hear of those within it. */
export type Heard = (atom: number, end: number) => boolean;

/** Finds the texts that a root state knows between two places, of which the second may be a slash behind the text. */
export type Scan = (root: number, text: string, from: number, to: number, heard: Heard) => void;

/**
 * One pass finds all texts, as Aho and Corasick taught. Who does not want to hear of one that is known already hears of
 * `a`, `aa`, `aaa` and so on once each and not once for each place.
 */
export function scanner(words: Uint32Array): Scan {
  const states = words.subarray(HEADER_WORDS + words[4], HEADER_WORDS + words[4] + words[8]);
  const step = (from: number, root: number, by: number): number => {
    for (let state = from; ; state = states[state + 2]) {
      // Steps may begin before the first state, which wraps around.
      const next = (states[state] + by * STATE_WORDS) | 0;
      if (states[next + 1] === state) return next;
      if (state === root) return root;
    }
  };
  return (root, text, from, to, heard) => {
    for (let i = from, state = root; i < to; i++) {
      const code = i < text.length ? text.charCodeAt(i) : SLASH;
      if (code < LEAD_STEP) {
        state = step(state, root, code);
      } else {
        const lead = step(state, root, LEAD_STEP + (code >> 12));
        state = step(step(lead, root, NEXT_STEP + ((code >> 6) & 63)), root, NEXT_STEP + (code & 63));
      }
      for (let at = states[state + 3]; at > 0 && heard(states[at + 4], i + 1);) at = states[states[at + 2] + 3];
    }
  };
}
