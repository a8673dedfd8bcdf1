import type { Piece, RedirectRule, Segment, Source, TargetPart } from '../model';

/** Whether every request that fits `b` also fits `a`, as far as the addresses go. In doubt it says no. */
export function covers(a: RedirectRule, b: Pick<RedirectRule, 'source' | 'caseSensitive'>): boolean {
  if (a.source.host !== undefined && a.source.host !== b.source.host) return false;
  if (a.caseSensitive && !b.caseSensitive) return false;
  if (a.dialect.slash === 'strict' && !endsOpen(a) && a.source.slash !== b.source.slash) return false;
  return coversFrom(a.source.segments, 0, b.source.segments, 0, a);
}

// `/n/*` takes a final slash into its wildcard; with a slash behind the star it asks for one.
function endsOpen({ source: { segments, slash } }: RedirectRule): boolean {
  const last = segments[segments.length - 1];
  return last?.kind === 'splat' || (last?.kind === 'star' && !slash);
}

function coversFrom(a: readonly Segment[], i: number, b: readonly Segment[], j: number, rule: RedirectRule): boolean {
  if (i === a.length) return j === b.length;
  const segment = a[i];
  if (segment.kind === 'splat') {
    for (let k = j; k <= b.length; k++) if (coversFrom(a, i + 1, b, k, rule)) return true;
    return false;
  }
  if (segment.kind === 'star') return i === a.length - 1 && starCovers(segment.pieces, b[j]);
  if (j === b.length) return false;
  return segmentCovers(segment, b[j], rule) && coversFrom(a, i + 1, b, j + 1, rule);
}

/** `/n*` covers whatever begins with `/n`; behind it anything may follow. */
function starCovers(pieces: readonly Piece[], b: Segment | undefined): boolean {
  const [before, star] = typeof pieces[0] === 'string' ? pieces : ['', ...pieces];
  if (b === undefined || typeof before !== 'string' || typeof star === 'string' || star.name !== '*' || pieces[pieces.length - 1] !== star) return false;
  switch (b.kind) {
    case 'literal': return b.text.startsWith(before);
    case 'splat': return before === '';
    default: return before === '' || (typeof b.pieces[0] === 'string' && b.pieces[0].startsWith(before));
  }
}

function segmentCovers(a: Segment, b: Segment, { caseSensitive }: RedirectRule): boolean {
  const same = (x: string, y: string): boolean => (caseSensitive ? x === y : x.toLowerCase() === y.toLowerCase());
  if (a.kind === 'literal') return b.kind === 'literal' && same(a.text, b.text);
  if (a.kind !== 'placeholder' || b.kind === 'splat' || b.kind === 'star') return false;
  if (a.pieces.length === 1) return b.kind === 'placeholder' || b.text !== '';
  return b.kind === 'placeholder' && same(shape(a.pieces), shape(b.pieces));
}

function shape(pieces: readonly (string | { readonly name: string })[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : ':')).join('');
}

/** The addresses that a target can have, as a source would describe them; undefined where one cannot say. */
export function targetShape({ source, target, caseSensitive }: RedirectRule): { source: Source; caseSensitive: boolean } | undefined {
  const captured = source.segments.flatMap((segment) => {
    if (segment.kind === 'literal') return [];
    return segment.kind === 'placeholder' ? segment.pieces.filter((piece) => typeof piece !== 'string').map(() => 'placeholder') : [segment.kind];
  });
  const texts = splitSegments(target!.path);
  const segments = texts.map((parts): Segment | undefined => {
    const numbers = parts.filter((part): part is number => typeof part === 'number');
    if (numbers.length === 0) return { kind: 'literal', text: parts.join('') };
    if (parts.length === 1 && captured[numbers[0]] === 'splat') return { kind: 'splat' };
    // A value of the query may be empty, and a splat beside text has no shape.
    if (numbers.some((number) => captured[number] !== 'placeholder')) return undefined;
    return { kind: 'placeholder', pieces: parts.map((part) => (typeof part === 'string' ? part : { name: source.captures[part] })) };
  });
  if (segments.includes(undefined)) return undefined;
  const slash = segments.length > 0 && texts[texts.length - 1].length === 0;
  const known = (slash ? segments.slice(0, -1) : segments) as Segment[];
  return { source: { segments: known, slash, query: [], captures: source.captures }, caseSensitive };
}

function splitSegments(path: readonly TargetPart[]): TargetPart[][] {
  const segments: TargetPart[][] = [];
  for (const part of path) {
    if (typeof part === 'number') {
      segments[segments.length - 1].push(part);
      continue;
    }
    part.split('/').forEach((text, i) => {
      if (i > 0) segments.push([]);
      if (text !== '') segments[segments.length - 1].push(text);
    });
  }
  return segments;
}
