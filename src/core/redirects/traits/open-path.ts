import { Piece, RedirectRule, Segment } from '../rule/model';
import { captureOf, TOKEN } from '../rule/tokens';

/** A path with tokens as the segments of a source: each token may be any text. */
export function openPath(path: string, { source }: RedirectRule): Segment[] {
  const splats = new Set(source.segments.flatMap((segment) => {
    if (segment.kind === 'literal') return [];
    return segment.kind === 'splat'
      ? ['*']
      : segment.pieces.filter((piece) => typeof piece !== 'string').map((piece) => (piece.name === '*' ? '*' : ''));
  }).flatMap((kind, capture) => (kind === '*' ? [capture] : [])));
  const texts = path.split('/').slice(1);
  if (texts[texts.length - 1] === '') texts.pop();
  return texts.map((text) => openSegment(text, splats));
}

function openSegment(text: string, splats: ReadonlySet<number>): Segment {
  const parts = text.split(TOKEN);
  if (parts.length === 1) return { kind: 'literal', text };
  const pieces = parts.map((part, i): Piece => (i % 2 === 0 ? part : { name: part })).filter((piece) => piece !== '');
  if (!parts.some((part, i) => i % 2 === 1 && splats.has(captureOf(part)))) return { kind: 'placeholder', pieces };
  // A splat beside text may end within the segment or add others: it matches anything.
  return pieces.length === 1 ? { kind: 'splat' } : { kind: 'star', pieces: [{ name: '*' }] };
}
