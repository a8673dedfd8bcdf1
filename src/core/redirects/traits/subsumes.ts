import { isExact, Piece, RedirectRule, Segment, Source, TargetPart } from '../rule/model';

/**
 * Whether `a` matches every URL that `b` matches. Sound but not complete: `true` is a proof, `false` means "not
 * provable".
 */
export function subsumes(a: RedirectRule, b: Pick<RedirectRule, 'source' | 'caseSensitive'>): boolean {
  // `/*` does not match the challenges of certificate authorities, which `/.well-known/*` may match.
  if (!isExact(a.source) && !namesDotFolder(a.source) && mayBeChallenge(b.source)) return false;
  if (a.source.host !== undefined && a.source.host !== b.source.host) return false;
  if (a.caseSensitive && !b.caseSensitive) return false;
  if (a.dialect.slash === 'strict' && !endsOpen(a) && a.source.slash !== b.source.slash) return false;
  return subsumesFrom(a.source.segments, 0, b.source.segments, 0, {
    ...a,
    folder: b.source.slash || b.source.segments.length === 0,
  });
}

function namesDotFolder({ segments: [first] }: Source): boolean {
  return beginning(first).startsWith('.');
}

/** Whether a source may match a path under `/.well-known/acme-challenge/`: only rules that name the folder do. */
function mayBeChallenge({ segments }: Source): boolean {
  const deep = segments.length > 1 || segments.some(({ kind }) => kind === 'star');
  if (!deep || !beginning(segments[0]).startsWith('.')) return false;
  return (
    '.well-known'.startsWith(beginning(segments[0]).toLowerCase())
    && '/acme-challenge'.startsWith(`/${beginning(segments[1]).toLowerCase()}`)
  );
}

/** The text with which a segment begins. */
function beginning(segment: Segment | undefined): string {
  if (segment === undefined || segment.kind === 'splat') return '';
  const [first] = segment.kind === 'literal' ? [segment.text] : segment.pieces;
  return typeof first === 'string' ? first : '';
}

// `/n/*` includes a final slash in its wildcard; with a slash after the star it requires one.
function endsOpen({ source: { segments, slash } }: RedirectRule): boolean {
  const last = segments[segments.length - 1];
  return last?.kind === 'splat' || (last?.kind === 'star' && !slash);
}

/** How the first rule compares, and whether the source of the other one ends with a slash. */
type How = Pick<RedirectRule, 'caseSensitive'> & { readonly folder: boolean };

function subsumesFrom(a: readonly Segment[], i: number, b: readonly Segment[], j: number, rule: How): boolean {
  if (i === a.length) return j === b.length;
  const segment = a[i];
  if (segment.kind === 'splat') {
    for (let k = j; k <= b.length; k++) if (subsumesFrom(a, i + 1, b, k, rule)) return true;
    return false;
  }
  // `/x/*` of Cloudflare matches `/x/` too, but not `/x`.
  if (segment.kind === 'star' && segment.pieces.length === 1 && j === b.length) {
    return i === a.length - 1 && rule.folder;
  }
  if (segment.kind === 'star') return i === a.length - 1 && starSubsumes(segment.pieces, b[j]);
  if (j === b.length) return false;
  return segmentSubsumes(segment, b[j], rule) && subsumesFrom(a, i + 1, b, j + 1, rule);
}

/** `/n*` matches every path that begins with `/n`. */
function starSubsumes(pieces: readonly Piece[], b: Segment | undefined): boolean {
  const [before, star] = typeof pieces[0] === 'string' ? pieces : ['', ...pieces];
  if (
    b === undefined
    || typeof before !== 'string'
    || typeof star === 'string'
    || star.name !== '*'
    || pieces[pieces.length - 1] !== star
  ) {return false;}
  switch (b.kind) {
    case 'literal': return b.text.startsWith(before);
    case 'splat': return before === '';
    default: return before === '' || (typeof b.pieces[0] === 'string' && b.pieces[0].startsWith(before));
  }
}

function segmentSubsumes(a: Segment, b: Segment, { caseSensitive }: How): boolean {
  const cased = (text: string): string => (caseSensitive ? text : text.toLowerCase());
  if (a.kind === 'literal') return b.kind === 'literal' && cased(a.text) === cased(b.text);
  if (a.kind !== 'placeholder' || b.kind === 'splat' || b.kind === 'star') return false;
  if (a.pieces.length === 1) return b.kind === 'placeholder' || b.text !== '';
  if (b.kind === 'placeholder' && cased(shape(a.pieces)) === cased(shape(b.pieces))) return true;
  const [[before, after], wide] = [ends(a.pieces), b.kind === 'literal' ? [b.text, b.text] : ends(b.pieces)];
  // `/pre:x` subsumes `/pre-1` and `/prefix-:y`, each of which has a character more.
  const room = b.kind === 'placeholder' || b.text.length > before.length + after.length;
  return (
    a.pieces.filter((piece) => typeof piece !== 'string').length === 1
    && room
    && cased(wide[0]).startsWith(cased(before))
    && cased(wide[1]).endsWith(cased(after))
  );
}

/** The text before the first placeholder of a segment and after the last. */
function ends(pieces: readonly Piece[]): [string, string] {
  const [first, last] = [pieces[0], pieces[pieces.length - 1]];
  return [typeof first === 'string' ? first : '', typeof last === 'string' ? last : ''];
}

function shape(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : ':')).join('');
}

/** The possible URLs of a target in the form of a source; undefined if they have no such form. */
export function targetShape({
  source,
  target,
  caseSensitive,
}: RedirectRule): { source: Source; caseSensitive: boolean } | undefined {
  const captured = source.segments.flatMap((segment) => {
    if (segment.kind === 'literal') return [];
    return segment.kind === 'placeholder'
      ? segment.pieces.filter((piece) => typeof piece !== 'string').map(() => 'placeholder')
      : [segment.kind];
  });
  const texts = splitSegments(target!.path);
  const segments = texts.map((parts): Segment | undefined => {
    const numbers = parts.filter((part): part is number => typeof part === 'number');
    if (numbers.length === 0) return { kind: 'literal', text: parts.join('') };
    if (parts.length === 1 && captured[numbers[0]] === 'splat') return { kind: 'splat' };
    // A value of the query may be empty, and a splat beside text has no such form.
    if (numbers.some((number) => captured[number] !== 'placeholder')) return undefined;
    return {
      kind: 'placeholder',
      pieces: parts.map((part) => (typeof part === 'string' ? part : { name: source.captures[part] })),
    };
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
