import type { TargetPart } from './model';

/**
 * A stand-in for what a viewer may write where a source has a wildcard: a text that no file contains, of fixed length,
 * so that it can be found again.
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

/** Replaces tokens by placeholders, as the author would write them. */
export function withNames(text: string, names: readonly string[]): string {
  return text.replace(TOKEN, (_, mark: string) => `:${names[MARKS.indexOf(mark)]}`);
}

/** Splits a text with tokens into literals and captures. */
export function references(text: string): TargetPart[] {
  return text.split(TOKEN).map((part, i) => (i % 2 === 0 ? part : MARKS.indexOf(part))).filter((part) => part !== '');
}
