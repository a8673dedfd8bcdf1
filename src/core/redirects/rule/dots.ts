import type { Source, TargetPart } from './model';

const DOTS = /^\.\.?$/;
const MAYBE_DOTS = /(?:^|\/)\.\.?(?:\/|$)/;

/** Whether the path of a text has a dot segment, in any encoding. */
export function hasDots(text: string): boolean {
  return /^[^?#]*\/(?:\.|%2e){1,2}(?:[/?#]|$)/i.test(text);
}

/**
 * Resolves the dot segments of a target as a browser would, so that what is sent is what was checked.
 *
 * `..` removes the segment before it, captures included. Undefined if that segment may match several, as `:splat` does.
 */
export function resolveDots(path: readonly TargetPart[], source: Source): readonly TargetPart[] | undefined {
  if (!path.some((part) => typeof part === 'string' && MAYBE_DOTS.test(part))) return path;
  const kept: TargetPart[][] = [];
  const segments = segmentsOf(path);
  for (const [i, segment] of segments.entries()) {
    const dots = segment.length === 1 && typeof segment[0] === 'string' && DOTS.test(segment[0]);
    if (!dots) {
      kept.push(segment);
      continue;
    }
    if (
      segment[0] === '..'
      && kept.length > 1
      && kept.pop()!.some((part) => typeof part === 'number' && isOpen(part, source))
    ) {return undefined;}
    if (i === segments.length - 1) kept.push([]);
  }
  return joined(kept);
}

function segmentsOf(path: readonly TargetPart[]): TargetPart[][] {
  const segments: TargetPart[][] = [[]];
  for (const part of path) {
    const [first, ...more] = typeof part === 'string' ? part.split('/') : [part];
    segments[segments.length - 1].push(first);
    segments.push(...more.map((text) => [text]));
  }
  return segments.map((segment) => segment.filter((part) => part !== ''));
}

/** Joins segments into parts; neighbouring literals become one. */
function joined(segments: readonly TargetPart[][]): TargetPart[] {
  const path: TargetPart[] = [];
  for (const part of segments.flatMap((segment, i) => (i === 0 ? segment : ['/', ...segment]))) {
    const last = path.length - 1;
    if (typeof part === 'string' && typeof path[last] === 'string') path[last] += part;
    else path.push(part);
  }
  return path;
}

/** Whether a capture may contain slashes. A value of the query cannot: its slashes are escaped. */
function isOpen(capture: number, { segments }: Source): boolean {
  const kinds = segments.flatMap((segment) => {
    switch (segment.kind) {
      case 'literal': return [];
      case 'splat': return [segment.kind];
      default: return segment.pieces.filter((piece) => typeof piece !== 'string').map(() => segment.kind);
    }
  });
  return kinds[capture] === 'splat' || kinds[capture] === 'star';
}
