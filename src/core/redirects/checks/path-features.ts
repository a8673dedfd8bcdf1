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
  /** Values without a feature. */
  private readonly always: T[] = [];
  private readonly counts = new Map<string, T[]>();
  private readonly anywhere = new Map<string, T[]>();
  private readonly places = new Map<number, Place<T>>();

  add(feature: string, value: T): void {
    const [, place, kind, text] = FEATURE.exec(feature) ?? [];
    if (kind === undefined) {
      this.always.push(value);
    } else if (place === 'count' || place === 'any') {
      file(place === 'count' ? this.counts : this.anywhere, text, value);
    } else {
      let at = this.places.get(Number(place));
      if (at === undefined) {
        this.places.set(Number(place), at = { whole: new Map(), begins: new Ends(), ends: new Ends() });
      }
      if (kind === ':') file(at.whole, text, value);
      else (kind === '^' ? at.begins : at.ends).add(text, value);
    }
  }

  /** The values for a path, in lower case and without a slash at its end. */
  at(path: string): T[] {
    const found = [...this.always];
    if (this.counts.size + this.anywhere.size + this.places.size === 0) return found;
    const segments = path.split('/');
    const count = segments.length - 1;
    if (this.counts.size > 0) collect(this.counts.get(String(count)), found);
    if (this.anywhere.size > 0) {
      for (const text of new Set(segments.slice(1))) collect(this.anywhere.get(text), found);
    }
    if (this.places.size === 0) return found;
    for (let i = 0; i < count; i++) {
      for (const number of [i, i - count]) {
        const place = this.places.get(number);
        if (place === undefined) continue;
        const text = segments[i + 1];
        collect(place.whole.get(text), found);
        for (const length of place.begins.lengths) {
          if (length <= text.length) collect(place.begins.filed.get(text.slice(0, length)), found);
        }
        for (const length of place.ends.lengths) {
          if (length <= text.length) collect(place.ends.filed.get(text.slice(text.length - length)), found);
        }
      }
    }
    return found;
  }
}

/** The place of a segment, or `count` or `any`; how its text is compared; and the text. */
const FEATURE = /^(-?\d+|count|any)([:$^])(.*)$/s;

/** Values by the text of the segment at one position. */
interface Place<T> {
  readonly whole: Map<string, T[]>;
  readonly begins: Ends<T>;
  readonly ends: Ends<T>;
}

/** Beginnings or ends of segments, with their lengths, so that not every length has to be tried. */
class Ends<T> {
  readonly filed = new Map<string, T[]>();
  readonly lengths = new Set<number>();

  add(text: string, value: T): void {
    file(this.filed, text, value);
    this.lengths.add(text.length);
  }
}

function file<T>(filed: Map<string, T[]>, text: string, value: T): void {
  const list = filed.get(text);
  if (list !== undefined) list.push(value);
  else filed.set(text, [value]);
}

function collect<T>(values: readonly T[] | undefined, found: T[]): void {
  if (values !== undefined) for (const value of values) found.push(value);
}
