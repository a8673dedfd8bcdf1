import { isOpen, Piece, RedirectRule, Segment } from '../rule/model';
import { token } from '../rule/tokens';
import { fitsPath } from '../traits/may-redirect-to-self';

/** The segments of a source, or of another set of paths. */
export type Pattern = readonly Segment[];

/**
 * Paths that both sources match: one where their wildcards stand for some text, and one where they stand for as little
 * as possible. Each of them is checked: `/a` and `/a/` look alike to the search, and are two paths to Cloudflare.
 */
export function commonPaths(
  a: RedirectRule,
  b: RedirectRule,
  patterns = { a: a.source.segments, b: b.source.segments },
): string[] {
  const sees = [a.caseSensitive, b.caseSensitive] as const;
  const slash = [a, b].some(({ source, dialect }) => source.slash && dialect.slash === 'strict');
  const pairs = spread(patterns.a).flatMap((x) => spread(patterns.b).map((y) => [x, y]));
  const paths = pairs.flatMap(([x, y]) =>
    [true, false].map((fills) => new PatternIntersection(sees, fills).path(x, y)),
  );
  return [...new Set(paths)]
    .filter((path) => path !== undefined)
    .map((path) => (path === '' || slash ? `${path}/` : path))
    .filter((path) => matches(a, patterns.a, path) && matches(b, patterns.b, path));
}

function matches(rule: RedirectRule, segments: Pattern, path: string): boolean {
  const { source, dialect } = rule;
  const isStrict = dialect.slash === 'strict' && !segments.some(isOpen);
  if (isStrict && path.length > 1 && path.endsWith('/') !== source.slash) return false;
  return fitsPath({ ...rule, source: { ...source, segments } }, path);
}

/** A `*` inside a segment ends in the same segment or in a later one. */
function spread(segments: Pattern): Pattern[] {
  const at = segments.findIndex(({ kind }) => kind === 'star');
  const star = segments[at];
  if (star?.kind !== 'star') return [segments];
  const middle = star.pieces.findIndex((piece) => typeof piece !== 'string' && piece.name === '*');
  const [before, after] = [segments.slice(0, at), segments.slice(at + 1)];
  const segment = (pieces: readonly Piece[]): Segment => ({ kind: 'placeholder', pieces });
  return [
    [...before, segment(star.pieces), ...after],
    [
      ...before,
      segment(star.pieces.slice(0, middle + 1)),
      { kind: 'splat' },
      segment(star.pieces.slice(middle)),
      ...after,
    ],
  ];
}

/**
 * Looks for a path that fits two patterns. What is left of both decides the rest, so that nothing is tried twice
 * however many wildcards there are.
 */
class PatternIntersection {
  private readonly known = new Map<string, string | undefined>();

  constructor(private readonly sees: readonly [boolean, boolean], private readonly fills: boolean) {}

  path(a: Pattern, b: Pattern): string | undefined {
    const key = `${a.length} ${b.length}`;
    if (!this.known.has(key)) this.known.set(key, this.find(a, b));
    return this.known.get(key);
  }

  private find(a: Pattern, b: Pattern): string | undefined {
    if (a.length === 0 && b.length === 0) return '';
    const [x, y] = [a[0], b[0]];
    if (x?.kind === 'splat' && y?.kind === 'splat') {
      const rest = this.path(a.slice(1), b) ?? this.path(a, b.slice(1));
      return rest === undefined || !this.fills ? rest : `/${token(0)}${rest}`;
    }
    if (x?.kind === 'splat') {
      return this.path(a.slice(1), b) ?? (y && this.step(shown(piecesOf(y), this.fills), a, b.slice(1)));
    }
    if (y?.kind === 'splat') {
      return this.path(a, b.slice(1)) ?? (x && this.step(shown(piecesOf(x), this.fills), a.slice(1), b));
    }
    const text = x && y && common(x, y, this.sees, this.fills);
    return text === undefined ? undefined : this.step(text, a.slice(1), b.slice(1));
  }

  private step(text: string, a: Pattern, b: Pattern): string | undefined {
    const rest = this.path(a, b);
    return rest === undefined ? undefined : `/${text}${rest}`;
  }
}

/**
 * A text that two segments fit: as much before and behind it as either asks for, and between them what stands there in
 * both.
 */
function common(
  x: Segment,
  y: Segment,
  [seesX, seesY]: readonly [boolean, boolean],
  fills: boolean,
): string | undefined {
  if (x.kind === 'literal') {
    return y.kind === 'literal'
      ? agreed(x.text, y.text, seesX, seesY)
      : filled(partsOf(y, fills), x.text, seesY, seesX);
  }
  if (y.kind === 'literal') return filled(partsOf(x, fills), y.text, seesX, seesY);
  const [a, b] = [partsOf(x, fills), partsOf(y, fills)];
  const start = longer(a.start, b.start, seesX, seesY, (text, length) => [text.slice(0, length), text.slice(length)]);
  const end = longer(a.end, b.end, seesX, seesY, (text, length) => [
    text.slice(text.length - length),
    text.slice(0, text.length - length),
  ]);
  if (start === undefined || end === undefined) return undefined;
  const middle = a.middle === token(0) ? b.middle : b.middle === token(0) ? a.middle : a.middle + b.middle;
  const shortest = start[0] + start[1] + middle + end[1] + end[0];
  // An empty `*` leaves nothing for the placeholder of the other segment: `a*` and `a:p`.
  const hasRoom = [a, b].every((parts) => shortest.length >= parts.start.length + parts.end.length + parts.least);
  return hasRoom ? shortest : start[0] + start[1] + token(0) + end[1] + end[0];
}

/** One spelling of a text that is written twice: where either is for one spelling only, that one. */
function agreed(a: string, b: string, seesA: boolean, seesB: boolean): string | undefined {
  if (a === b) return a;
  if ((seesA && seesB) || a.toLowerCase() !== b.toLowerCase()) return undefined;
  return seesA ? a : b;
}

/** The text of one segment in the spelling that the other, which has wildcards, asks for. */
function filled({ start, end, least }: Parts, text: string, sees: boolean, seesText: boolean): string | undefined {
  const last = text.length - end.length;
  if (last < start.length + least) return undefined;
  const [before, after] = [
    agreed(text.slice(0, start.length), start, seesText, sees),
    agreed(text.slice(last), end, seesText, sees),
  ];
  return before === undefined || after === undefined ? undefined : before + text.slice(start.length, last) + after;
}

type Cut = (text: string, length: number) => [string, string];

/** What two texts share, and what only the longer one has. */
function longer(a: string, b: string, seesA: boolean, seesB: boolean, cut: Cut): [string, string] | undefined {
  if (a.length < b.length) return longer(b, a, seesB, seesA, cut);
  const [shared, rest] = cut(a, b.length);
  const text = agreed(shared, b, seesA, seesB);
  return text === undefined ? undefined : [text, rest];
}

/**
 * The text before the first wildcard of a segment and behind the last, what lies between, and how many characters that
 * is at least.
 */
interface Parts {
  readonly start: string;
  readonly middle: string;
  readonly end: string;
  readonly least: number;
}

function partsOf(segment: Segment, fills: boolean): Parts {
  const pieces = piecesOf(segment);
  const isText = (piece: Piece | undefined): piece is string => typeof piece === 'string';
  const [first, last] = [pieces[0], pieces[pieces.length - 1]];
  const [from, to] = [isText(first) ? 1 : 0, isText(last) ? pieces.length - 1 : pieces.length];
  return {
    start: isText(first) ? first : '',
    end: isText(last) ? last : '',
    middle: shown(pieces.slice(from, to), fills),
    least: pieces.filter((piece) => !isText(piece) && piece.name !== '*').length,
  };
}

/** A placeholder stands for something, a `*` inside a segment need not. */
function shown(pieces: readonly Piece[], fills: boolean): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : fills || piece.name !== '*' ? token(0) : ''))
    .join('');
}

function piecesOf(segment: Segment): readonly Piece[] {
  switch (segment.kind) {
    case 'literal': return [segment.text];
    case 'splat': return [{ name: '*' }];
    default: return segment.pieces;
  }
}
