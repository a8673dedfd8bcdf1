import { isExact, isOpen, RedirectRule, Segment } from '../rule/model';

/** A text that a path must contain for a rule to match. */
export interface Needle {
  readonly text: string;
  /** 1 if a slash was appended, because only the end of the path or another segment can follow. */
  readonly added: number;
  /** The path must begin with it. */
  readonly leads: boolean;
  /**
   * How many slashes stand between it and the text before it, or the beginning of the path; undefined where a `*` may
   * bring any number.
   */
  readonly before?: number;
  /** How many slashes stand between the last text and the end of the path; undefined for others, and behind a `*`. */
  readonly behind?: number;
}

/**
 * The texts of a source that are not in the trie, in order: between its wildcards and beside a placeholder. Paths are
 * searched with a slash appended, so that `prod-1` as a whole segment does not match `prod-17`.
 */
export function needlesOf({ source, dialect }: RedirectRule): Needle[] {
  const { segments, slash } = source;
  if (isExact(source)) return [];
  const needles: Needle[] = [];
  const first = segments.findIndex(isOpen);
  const last = segments.length - 1 - [...segments].reverse().findIndex(isOpen);
  const isInside = (i: number): boolean => first >= 0 && i >= first && i <= last;
  const hasStar = segments.some(({ kind }) => kind === 'star');
  let run = '';
  let isUnfiled = false;
  let leads = true;
  let before: number | undefined = 0;
  const end = (closes: boolean): void => {
    const added = closes && !run.endsWith('/') ? 1 : 0;
    if (isUnfiled && run !== '' && run !== '/') {
      needles.push({ text: run + (added ? '/' : ''), added, leads, before });
      before = 0;
    } else if (before !== undefined) {
      before += run.split('/').length - 1;
    }
    run = '';
    leads = false;
    isUnfiled = false;
  };
  segments.forEach((segment, i) => {
    if (segment.kind === 'splat') {
      end(true);
      before = undefined;
      return;
    }
    run += '/';
    if (segment.kind === 'literal') {
      run += segment.text;
      isUnfiled ||= isInside(i);
      return;
    }
    const filed = isInside(i) ? -1 : filedPiece(segment);
    segment.pieces.forEach((piece, k) => {
      if (typeof piece !== 'string') {
        end(false);
        if (piece.name === '*') before = undefined;
        return;
      }
      run += piece;
      isUnfiled ||= k !== filed;
    });
  });
  if (slash && dialect.slash === 'strict' && hasStar) run += '/';
  end(true);
  // With a star, a slash at the end of the path may be one that is matched.
  const behind = hasStar ? undefined : before;
  return needles.map((needle, i) => (i === needles.length - 1 ? { ...needle, behind } : needle));
}

/** The piece of a segment that is its key in the trie. */
function filedPiece({ pieces }: Exclude<Segment, { kind: 'literal' | 'splat' }>): number {
  return typeof pieces[0] === 'string' ? 0 : typeof pieces[pieces.length - 1] === 'string' ? pieces.length - 1 : -1;
}
