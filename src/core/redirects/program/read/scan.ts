/* eslint-disable no-bitwise -- characters beyond ASCII are parted into bits */
import { SLASH } from '../../url/characters';
import { HEADER_WORDS, LEAD_STEP, NEXT_STEP, STATE_WORDS } from '../format';

/**
 * Hears of a text that ends at a place; tells whether it had not been heard of, so that those within it are still to be
 * told.
 */
export type Heard = (atom: number, end: number) => boolean;

/**
 * Finds the texts that a root state knows, with a slash behind the text if a path is read: in one pass, as Aho and
 * Corasick taught. What is found inside of what has been found before has been told with it, so that `a`, `aa`, `aaa`
 * and so on are told once each and not once for each place.
 *
 * Where the last place of each text counts as well, it is told by `again`, in a second pass over the places that the
 * first one found.
 */
export function scanner(words: Uint32Array): (root: number, text: string, heard: Heard, again?: Heard) => void {
  const states = words.subarray(HEADER_WORDS + words[4], HEADER_WORDS + words[4] + words[8]);
  const step = (from: number, root: number, by: number): number => {
    for (let state = from; ; state = states[state + 2]) {
      // Steps may begin before the first state, which wraps around.
      const next = states[state] + by * STATE_WORDS | 0;
      if (states[next + 1] === state) return next;
      if (state === root) return root;
    }
  };
  const tell = (heard: Heard, state: number, end: number): void => {
    for (let at = state; at > 0 && heard(states[at + 4], end); at = states[states[at + 2] + 3]);
  };
  return (root, text, heard, again) => {
    const found: number[] = [];
    const length = text.length + (again ? 1 : 0);
    for (let i = 0, state = root; i < length; i++) {
      const code = i < text.length ? text.charCodeAt(i) : SLASH;
      if (code < LEAD_STEP) {state = step(state, root, code);} else {
        state = step(
          step(step(state, root, LEAD_STEP + (code >> 12)), root, NEXT_STEP + ((code >> 6) & 63)),
          root,
          NEXT_STEP + (code & 63),
        );
      }
      const ends = states[state + 3];
      if (ends === 0) continue;
      tell(heard, ends, i + 1);
      if (again) found.push(ends, i + 1);
    }
    for (let i = found.length - 2; i >= 0; i -= 2) tell(again!, found[i], found[i + 1]);
  };
}
