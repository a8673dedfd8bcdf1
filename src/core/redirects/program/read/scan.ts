/* eslint-disable no-bitwise -- characters beyond ASCII are split into bits */
import { SLASH } from '../../url/characters';
import { HEADER_WORDS, LEAD_STEP, NEXT_STEP, STATE_WORDS } from '../format';

/** Is called for a text and the offset of its end; returns whether texts within it are needed too. */
export type Heard = (atom: number, end: number) => boolean;

/** Finds the texts of a root state between two offsets; if `to` is behind the end of the text, a slash is added. */
export type Scan = (root: number, text: string, from: number, to: number, heard: Heard) => void;

/**
 * Finds all texts in one pass (Aho and Corasick). If a caller stops at texts that it knows already, `a`, `aa`, `aaa`
 * and so on are reported once each instead of once for each offset.
 */
export function scanner(words: Uint32Array): Scan {
  const begin = HEADER_WORDS + words[4];
  const end = begin + words[8] / (STATE_WORDS + 1) * STATE_WORDS;
  const states = words.subarray(begin, end);
  const atoms = words.subarray(end);
  const step = (from: number, root: number, by: number): number => {
    for (let state = from; ; state = states[state + 2]) {
      // A base can be before the first state: as an unsigned number, it wraps around.
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
      for (let at = states[state + 3]; at > 0 && heard(atoms[at / STATE_WORDS], i + 1);) {
        at = states[states[at + 2] + 3];
      }
    }
  };
}
