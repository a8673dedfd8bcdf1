import { isOpen, RedirectRule, Segment } from '../rule/model';

/** A text that a path must contain for a rule to match. */
export interface Needle {
  readonly text: string;
  /** 1 if a slash was appended, because only the end of the path or another segment can follow. */
  readonly added: number;
  /** The path must begin with it. */
  readonly leads: boolean;
}

/**
 * The texts of a source that are not in the trie, in order: between its wildcards and beside a placeholder. Paths are
 * searched with a slash appended, so that `prod-1` as a whole segment does not match `prod-17`.
 */
export function needlesOf({ source: { segments, slash }, dialect }: RedirectRule): Needle[] {
  const needles: Needle[] = [];
  const first = segments.findIndex(isOpen);
  const last = segments.length - 1 - [...segments].reverse().findIndex(isOpen);
  const isInside = (i: number): boolean => first >= 0 && i >= first && i <= last;
  let run = '';
  let isUnfiled = false;
  let leads = true;
  const end = (closes: boolean): void => {
    const added = closes && !run.endsWith('/') ? 1 : 0;
    if (isUnfiled && run.length > 1) needles.push({ text: run + (added ? '/' : ''), added, leads });
    run = '';
    leads = false;
    isUnfiled = false;
  };
  segments.forEach((segment, i) => {
    if (segment.kind === 'splat') return end(true);
    run += '/';
    if (segment.kind === 'literal') {
      run += segment.text;
      isUnfiled ||= isInside(i);
      return;
    }
    const filed = isInside(i) ? -1 : filedPiece(segment);
    segment.pieces.forEach((piece, k) => {
      if (typeof piece !== 'string') return end(false);
      run += piece;
      isUnfiled ||= k !== filed;
    });
  });
  if (slash && dialect.slash === 'strict' && segments.some(({ kind }) => kind === 'star')) run += '/';
  end(true);
  return needles;
}

/** The piece of a segment that is its key in the trie. */
function filedPiece({ pieces }: Exclude<Segment, { kind: 'literal' | 'splat' }>): number {
  return typeof pieces[0] === 'string' ? 0 : typeof pieces[pieces.length - 1] === 'string' ? pieces.length - 1 : -1;
}
