import { isOpen, RedirectRule, Segment } from '../rule/model';

/**
 * The features that all paths of a source have in common, as texts: the segment at a position counted from the front or
 * from the end, how such a segment begins or ends, or a segment anywhere between two wildcards. The first part of the
 * text tells which of these it is.
 */
export function sourceFeatures({ source: { segments } }: RedirectRule): string[] {
  const first = segments.findIndex(isOpen);
  if (first < 0) {
    return [...segments.flatMap((segment, i) => segmentFeatures(`${i}`, segment)), `count:${segments.length}`];
  }
  const last = segments.length - 1 - [...segments].reverse().findIndex(isOpen);
  return segments.flatMap((segment, i) => {
    if (i <= first || i >= last) {
      return [...(i <= first ? segmentFeatures(`${i}`, segment, 'begins') : []),
        ...(i >= last ? segmentFeatures(`-${segments.length - i}`, segment, 'ends') : [])];
    }
    return segment.kind === 'literal' ? [`any:${segment.text.toLowerCase()}`] : [];
  });
}

/** The text around the `*` of a segment is in the same segment of the path only on one side of it. */
function segmentFeatures(place: string, segment: Segment, side?: 'begins' | 'ends'): string[] {
  if (segment.kind === 'splat') return [];
  if (segment.kind === 'literal') return [`${place}:${segment.text.toLowerCase()}`];
  const [begin, end] = [segment.pieces[0], segment.pieces[segment.pieces.length - 1]];
  const open = segment.kind === 'star';
  return [
    ...(typeof begin === 'string' && !(open && side === 'ends') ? [`${place}^${begin.toLowerCase()}`] : []),
    ...(typeof end === 'string' && !(open && side === 'begins') ? [`${place}$${end.toLowerCase()}`] : []),
  ];
}

/** Maps features to values, and finds the values for a path with one lookup for each of its features. */
export class FeatureTable<T> {
  private readonly filed = new Map<string, T[]>();
  /** The lengths of the beginnings and ends by position, so that not every length has to be tried. */
  private readonly lengths = new Map<string, Set<number>>();

  add(feature: string, value: T): void {
    const list = this.filed.get(feature);
    if (list !== undefined) list.push(value);
    else this.filed.set(feature, [value]);
    const [, kind, text] = /^(-?\d+[$^])(.*)$/s.exec(feature) ?? [];
    if (kind === undefined) return;
    if (!this.lengths.has(kind)) this.lengths.set(kind, new Set());
    this.lengths.get(kind)!.add(text.length);
  }

  /** The values for a path, in lower case and without a slash at its end. */
  at(path: string): T[] {
    if (this.filed.size === 0) return [];
    const segments = path.split('/').slice(1);
    const found: T[] = [];
    const look = (feature: string): void => { for (const value of this.filed.get(feature) ?? []) found.push(value); };
    look('');
    look(`count:${segments.length}`);
    new Set(segments).forEach((text) => look(`any:${text}`));
    segments.forEach((text, i) => {
      for (const place of [`${i}`, `${i - segments.length}`]) {
        look(`${place}:${text}`);
        this.lengths.get(`${place}^`)?.forEach((length) => {
          if (length <= text.length) look(`${place}^${text.slice(0, length)}`);
        });
        this.lengths.get(`${place}$`)?.forEach((length) => {
          if (length <= text.length) look(`${place}$${text.slice(text.length - length)}`);
        });
      }
    });
    return found;
  }
}
