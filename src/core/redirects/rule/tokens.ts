import type { TargetPart } from './model';

/**
 * Stands for what a visitor may put in the place of a wildcard: a text that no file contains, of one length, so that it
 * can be found again.
 */
export function token(capture: number): string {
  return `zq7w${MARKS[capture]}`;
}

/** One for each of `MOST_CAPTURES`. */
const MARKS = 'abcdefghijklmnopqrstuvwxyz012345';
export const TOKEN = /zq7w([a-z0-5])/g;

/** The number of the capture for which the mark of a token stands. */
export function captureOf(mark: string): number {
  return MARKS.indexOf(mark);
}

/** Shows a text with tokens as its author would write it. */
export function withNames(text: string, names: readonly string[]): string {
  return text.replace(TOKEN, (_, mark: string) => `:${names[MARKS.indexOf(mark)]}`);
}

/** Turns tokens back into references. */
export function references(text: string): TargetPart[] {
  return text.split(TOKEN).map((part, i) => (i % 2 === 0 ? part : MARKS.indexOf(part))).filter((part) => part !== '');
}
