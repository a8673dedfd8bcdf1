import { isExact, isOpen, RedirectRule, Segment } from '../rule/model';

/** A text that a path must hold for a rule to fit. */
export interface Needle {
  readonly text: string;
  /** 1 if a slash was put behind it, because only the end of a path or another segment can follow. */
  readonly added: number;
  /** The path must begin with it. */
  readonly leads: boolean;
}

/**
 * The texts of a source that the trie does not file, in their order: what stands between its wildcards and beside a
 * placeholder. A path is read as if a slash stood behind it, so that `prod-1` of a whole segment is not taken for
 * `prod-17`.
 */
export function needlesOf({ source, dialect }: RedirectRule): Needle[] {
  const { segments, slash } = source;
  const needles: Needle[] = [];
  if (isExact(source)) return needles;
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

/** The piece of a segment by which the trie finds it. */
function filedPiece({ pieces }: Exclude<Segment, { kind: 'literal' | 'splat' }>): number {
  return typeof pieces[0] === 'string' ? 0 : typeof pieces[pieces.length - 1] === 'string' ? pieces.length - 1 : -1;
}
