/* eslint-disable no-bitwise -- characters beyond ASCII are split into bits */
import { LEAD_STEP, NEXT_STEP, STATE_WORDS } from '../format';

/** A state while texts are added; a root state has all texts that are searched for in the same part of a request. */
export interface TextState {
  readonly steps: Map<number, TextState>;
  readonly parent?: TextState;
  atom: number;
  slot: number;
  base: number;
  /** Where a search continues that fails here: the state of the longest suffix. */
  fail?: TextState;
  /** The first of this state and those that it fails to at which a text ends. */
  hit?: TextState;
}

export function newTexts(parent?: TextState): TextState {
  return { steps: new Map(), parent, atom: 0, slot: 0, base: 0 };
}

export function addText(root: TextState, text: string, atom: number): void {
  let state = root;
  for (const step of stepsOf(text)) {
    let next = state.steps.get(step);
    if (next === undefined) state.steps.set(step, next = newTexts(state));
    state = next;
  }
  state.atom = atom;
}

function stepsOf(text: string): number[] {
  const steps: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < LEAD_STEP) steps.push(code);
    else steps.push(LEAD_STEP + (code >> 12), NEXT_STEP + (code >> 6 & 63), NEXT_STEP + (code & 63));
  }
  return steps;
}

/** The offset of a root state in the words of the automaton. */
export function rootState({ slot }: TextState): number {
  return slot * STATE_WORDS;
}

/** Puts all texts into a double array, in which the next state is found by adding the step to the base of a state. */
export function packTexts(roots: readonly TextState[]): Uint32Array {
  const slots = new Slots();
  const queue = [...roots];
  for (const root of roots) root.slot = slots.take([0]);
  // Breadth first, so that the shorter state which a state fails to is ready before it.
  for (const state of queue) {
    const steps = [...state.steps.keys()].sort((a, b) => a - b);
    if (steps.length > 0) state.base = slots.take(steps);
    for (const step of steps) {
      const next = state.steps.get(step)!;
      next.slot = state.base + step;
      next.fail = failOf(state, step);
      next.hit = next.atom > 0 ? next : next.fail.hit;
      queue.push(next);
    }
  }
  const words = new Uint32Array(slots.length * (STATE_WORDS + 1));
  for (const { slot, base, parent, fail, hit, atom } of queue) {
    words.set(
      [base, parent?.slot ?? 0, fail?.slot ?? slot, hit?.slot ?? 0].map((n) => n * STATE_WORDS),
      slot * STATE_WORDS,
    );
    words[slots.length * STATE_WORDS + slot] = atom;
  }
  return words;
}

function failOf(state: TextState, step: number): TextState {
  let at = state;
  while (at.fail !== undefined) {
    at = at.fail;
    const next = at.steps.get(step);
    if (next !== undefined) return next;
  }
  return at;
}

/** Free slots for states; the first stays free, because 0 means none. */
class Slots {
  private used: boolean[] = [true];
  private first = 1;
  private several = 1;

  get length(): number {
    return this.used.length;
  }

  /** Takes a slot for each step and returns the base, which is added to a step to find its slot. */
  take(steps: readonly number[]): number {
    const [least] = steps;
    while (this.used[this.first]) this.first++;
    let slot = this.first;
    if (steps.length > 1) {
      // Gaps that were too narrow before are left to states with one step: to search them each time would take
      // quadratic time.
      slot = Math.max(this.first, this.several);
      while (steps.some((step) => this.used[slot + step - least])) slot++;
      this.several = slot;
    }
    for (const step of steps) {
      const at = slot + step - least;
      while (this.used.length <= at) this.used.push(false);
      this.used[at] = true;
    }
    return slot - least;
  }
}
