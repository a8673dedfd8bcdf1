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
  const caseSensitive = [a.caseSensitive, b.caseSensitive] as const;
  const slash = [a, b].some(({ source, dialect }) => source.slash && dialect.slash === 'strict');
  const pairs = starForms(patterns.a).flatMap((x) => starForms(patterns.b).map((y) => [x, y]));
  const paths = pairs.flatMap(([x, y]) =>
    [true, false].map((fills) => new PatternIntersection(caseSensitive, fills).path(x, y)),
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

/** The two forms of a source with a `*` inside a segment: it ends in the same segment or in a later one. */
function starForms(segments: Pattern): Pattern[] {
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
 * Searches for a path that two patterns match. The rest of the path depends only on the remaining segments of both, so
 * that results are cached by their lengths and nothing is tried twice, however many wildcards there are.
 */
class PatternIntersection {
  private readonly known = new Map<string, string | undefined>();

  constructor(private readonly caseSensitive: readonly [boolean, boolean], private readonly fills: boolean) {}

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
      return this.path(a.slice(1), b) ?? (y && this.step(sampleText(piecesOf(y), this.fills), a, b.slice(1)));
    }
    if (y?.kind === 'splat') {
      return this.path(a, b.slice(1)) ?? (x && this.step(sampleText(piecesOf(x), this.fills), a.slice(1), b));
    }
    const text = x && y && commonText(x, y, this.caseSensitive, this.fills);
    return text === undefined ? undefined : this.step(text, a.slice(1), b.slice(1));
  }

  private step(text: string, a: Pattern, b: Pattern): string | undefined {
    const rest = this.path(a, b);
    return rest === undefined ? undefined : `/${text}${rest}`;
  }
}

/**
 * A text that two segments match: the longer beginning and the longer end of the two, and between them the middle of
 * both.
 */
function commonText(
  x: Segment,
  y: Segment,
  [sensitiveX, sensitiveY]: readonly [boolean, boolean],
  fills: boolean,
): string | undefined {
  if (x.kind === 'literal') {
    return y.kind === 'literal'
      ? commonSpelling(x.text, y.text, sensitiveX, sensitiveY)
      : matchLiteral(partsOf(y, fills), x.text, sensitiveY, sensitiveX);
  }
  if (y.kind === 'literal') return matchLiteral(partsOf(x, fills), y.text, sensitiveX, sensitiveY);
  const [a, b] = [partsOf(x, fills), partsOf(y, fills)];
  const start = longest(a.start, b.start, sensitiveX, sensitiveY, (text, length) => [
    text.slice(0, length),
    text.slice(length),
  ]);
  const end = longest(a.end, b.end, sensitiveX, sensitiveY, (text, length) => [
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

/** The common spelling of two texts that differ at most by case: that of the case-sensitive one. */
function commonSpelling(a: string, b: string, sensitiveA: boolean, sensitiveB: boolean): string | undefined {
  if (a === b) return a;
  if ((sensitiveA && sensitiveB) || a.toLowerCase() !== b.toLowerCase()) return undefined;
  return sensitiveA ? a : b;
}

/** The text of a literal segment, in the spelling that a segment with wildcards requires. */
function matchLiteral(
  { start, end, least }: Parts,
  text: string,
  caseSensitive: boolean,
  textSensitive: boolean,
): string | undefined {
  const last = text.length - end.length;
  if (last < start.length + least) return undefined;
  const [before, after] = [
    commonSpelling(text.slice(0, start.length), start, textSensitive, caseSensitive),
    commonSpelling(text.slice(last), end, textSensitive, caseSensitive),
  ];
  return before === undefined || after === undefined ? undefined : before + text.slice(start.length, last) + after;
}

type Cut = (text: string, length: number) => [string, string];

/** The part that two texts share, and the rest of the longer one. */
function longest(
  a: string,
  b: string,
  sensitiveA: boolean,
  sensitiveB: boolean,
  cut: Cut,
): [string, string] | undefined {
  if (a.length < b.length) return longest(b, a, sensitiveB, sensitiveA, cut);
  const [shared, rest] = cut(a, b.length);
  const text = commonSpelling(shared, b, sensitiveA, sensitiveB);
  return text === undefined ? undefined : [text, rest];
}

/**
 * The text of a segment before its first wildcard and after its last, what lies between, and the least number of
 * characters for that.
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
    middle: sampleText(pieces.slice(from, to), fills),
    least: pieces.filter((piece) => !isText(piece) && piece.name !== '*').length,
  };
}

/** A placeholder is never empty, a `*` inside a segment may be. */
function sampleText(pieces: readonly Piece[], fills: boolean): string {
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
