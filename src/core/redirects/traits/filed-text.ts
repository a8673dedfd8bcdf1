import { patternText } from './texts';
import { STAR } from '../pattern/alphabet';
import type { RedirectRule } from '../rule/model';

/** How many characters of a pattern the tree of segments compares: before its first wildcard and behind its last. */
export interface FiledText {
  readonly lead: number;
  readonly tail: number;
}

/**
 * What the steps to a rule have compared, as `insert` files it: whole segments, and of one with a placeholder the text
 * before it or else the text behind it, but no text around a star.
 */
export function filedText(rule: RedirectRule): FiledText {
  const { segments } = rule.source;
  const first = segments.find(({ kind }) => kind !== 'literal');
  // A star sees the slash at the end of a path, which the tree does not.
  if (first === undefined || segments.some(({ kind }) => kind === 'star')) return { lead: 0, tail: 0 };
  const text = patternText(rule);
  let lead = 0;
  while (text.charCodeAt(lead) > STAR) lead++;
  let tail = 0;
  for (const segment of [...segments].reverse()) {
    if (segment.kind !== 'literal') {
      const pieces = segment.kind === 'splat' ? [] : segment.pieces;
      const [begin, end] = [pieces[0], pieces[pieces.length - 1]];
      return { lead, tail: tail + (typeof begin !== 'string' && typeof end === 'string' ? end.length : 0) };
    }
    tail += 1 + segment.text.length;
  }
  return { lead, tail };
}
