import type { Source, TargetPart } from './model';

const DOTS = /^\.\.?$/;
const MAYBE_DOTS = /(?:^|\/)\.\.?(?:\/|$)/;

/** Whether a text has a dot segment in its path, in any spelling. */
export function hasDots(text: string): boolean {
  return /^[^?#]*\/(?:\.|%2e){1,2}(?:[/?#]|$)/i.test(text);
}

/**
 * The path of a target without its dot segments, as a browser would resolve them: what the rules send is then what they
 * were checked for.
 *
 * `..` takes the segment before it along, captures included. Undefined if that segment may stand for several, as
 * `:splat` does.
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

/** Neighbouring texts become one. */
function joined(segments: readonly TargetPart[][]): TargetPart[] {
  const path: TargetPart[] = [];
  for (const part of segments.flatMap((segment, i) => (i === 0 ? segment : ['/', ...segment]))) {
    const last = path.length - 1;
    if (typeof part === 'string' && typeof path[last] === 'string') path[last] += part;
    else path.push(part);
  }
  return path;
}

/** Whether a capture may hold slashes. A value of the query may not: its slashes are escaped. */
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
