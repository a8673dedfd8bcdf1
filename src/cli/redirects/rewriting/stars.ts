import { DIALECTS } from '../../../core/redirects/rule/dialects';
import type { Piece, RedirectRule, Segment, Target, TargetPart } from '../../../core/redirects/rule/model';
import type { RuleFormat } from '../../../core/redirects/rule/types';

/**
 * The rules of a format without a `*` inside a part of a path: `/n*` becomes `/n`, `/n/*`, `/n:p1` and `/n:p1/*`, and
 * `/*.html` becomes `/:p1.html` and others. A rule that cannot be rewritten stays as it is, for the writer to refuse.
 */
export function withoutStars(rules: readonly RedirectRule[], to: RuleFormat): readonly RedirectRule[] {
  if (rules.every((rule) => starOf(rule) < 0 && !isFolderOfStar(rule))) return rules;
  if (DIALECTS[to].stars === 'anywhere') return rules;
  // Netlify reads `/n*` as a rule for `/n/*` as well, which the variants of the star contain.
  const stars = new Set(rules.flatMap((rule) => (starOf(rule) < 0 ? [] : [lineOf(rule)])));
  return rules.flatMap((rule) => {
    if (isFolderOfStar(rule) && stars.has(lineOf(rule))) return [];
    if (starOf(rule) < 0 || (to === 'netlify' && endsWithStar(rule))) return [rule];
    return variantsOf(rule);
  });
}

/** The segment with text around a `*`; -1 without one. */
function starOf({ source: { segments } }: RedirectRule): number {
  return segments.findIndex(({ kind, ...segment }) => kind === 'star'
    && (segment as { pieces: readonly Piece[] }).pieces.length > 1);
}

/** Whether a rule is the one for `/n/*` that Netlify reads in `/n*`. */
function isFolderOfStar({ from, source: { segments }, dialect }: RedirectRule): boolean {
  return dialect.stars === 'at the end' && segments[segments.length - 1]?.kind === 'splat' && /[^/]\*$/.test(from);
}

function lineOf({ file, line, column, when }: RedirectRule): string {
  return JSON.stringify([file, line, column, when]);
}

function endsWithStar({ source: { segments } }: RedirectRule): boolean {
  const last = segments[segments.length - 1];
  return last.kind === 'star' && last.pieces.length === 2 && typeof last.pieces[0] === 'string';
}

/** Segments in place of the star, and what their captures are together for the target. */
interface Variant {
  readonly segments: readonly Segment[];
  readonly captured: readonly (string | 'p' | 'splat')[];
}

function variantsOf(rule: RedirectRule): RedirectRule[] {
  const { source: { segments } } = rule;
  const at = starOf(rule);
  const { pieces } = segments[at] as { pieces: readonly Piece[] };
  const star = pieces.findIndex((piece) => typeof piece !== 'string' && piece.name === '*');
  const [before, after] = [pieces.slice(0, star), pieces.slice(star + 1)];
  // A part of a path can have one placeholder here.
  if ([...before, ...after].some((piece) => typeof piece !== 'string')) return [rule];
  const isFolder = rule.dialect.stars === 'at the end' && at === segments.length - 1;
  return starVariants(before.join(''), after.join(''), at === segments.length - 1, isFolder)
    .map((variant) => withVariant(rule, at, variant));
}

/**
 * What a `*` between two texts matches: nothing, a part of a segment, or parts of two and any segments in between. With
 * `isFolder`, what it captures of `/n/a` begins after the slash.
 */
function starVariants(before: string, after: string, isLast: boolean, isFolder: boolean): Variant[] {
  const literal = (text: string): Segment[] => (text === '' ? [] : [{ kind: 'literal', text }]);
  const around = (lead: string, trail: string): Segment => ({
    kind: 'placeholder', pieces: [lead, { name: 'p' }, trail].filter((piece) => piece !== ''),
  });
  const starts: Variant[] = [
    { segments: literal(before), captured: before === '' || isFolder ? [] : ['/'] },
    ...before === '' ? [] : [{ segments: [around(before, '')], captured: ['p', '/'] }],
  ];
  const ends: Variant[] = after === '' ? [{ segments: [], captured: [] }] : [
    { segments: literal(after), captured: ['/'] },
    { segments: [around('', after)], captured: ['/', 'p'] },
  ];
  const across = starts.flatMap((start) => ends.map((end): Variant => ({
    segments: [...start.segments, { kind: 'splat' }, ...end.segments],
    captured: [...start.captured, 'splat', ...end.captured],
  })));
  const bare = { segments: literal(before + after), captured: [] };
  // At the end, `/n/*` matches `/n` as well.
  return [
    ...isLast && after === '' && DIALECTS.json.slash === 'ignored' ? [] : [bare],
    { segments: [around(before, after)], captured: ['p'] },
    ...across,
  ];
}

function withVariant(rule: RedirectRule, at: number, { segments, captured }: Variant): RedirectRule {
  const { source, target } = rule;
  const old = source.segments.slice(0, at).reduce((count, segment) => count + wildcards(segment), 0);
  const taken = new Set(source.captures);
  const fresh = (): string => {
    for (let i = 1; ; i++) if (!taken.has(`p${i}`)) return taken.add(`p${i}`) && `p${i}`;
  };
  const names = captured.flatMap((part) => (part === 'p' ? [fresh()] : part === 'splat' ? ['splat'] : []));
  let named = 0;
  const nameOf = (piece: Piece): Piece => (typeof piece === 'string' ? piece : { name: names[named++] });
  const own = segments.map((segment): Segment => {
    if (segment.kind === 'splat') named++;
    return segment.kind === 'placeholder' ? { ...segment, pieces: segment.pieces.map(nameOf) } : segment;
  });
  let next = old;
  const parts = captured.map((part) => (part === 'p' || part === 'splat' ? next++ : part));
  const shift = names.length - 1;
  const { collapsesSlashes, dropsEmptyParts } = rule.dialect;
  const collapses = (captured.length === 0 && dropsEmptyParts) || (collapsesSlashes && target?.origin === undefined);
  const replaced = (list: readonly TargetPart[] | undefined): readonly TargetPart[] | undefined => (
    list?.flatMap((part) => (part === old ? parts : [typeof part === 'number' && part > old ? part + shift : part])));
  return {
    ...rule,
    source: {
      ...source,
      segments: [...source.segments.slice(0, at), ...own, ...source.segments.slice(at + 1)],
      captures: [...source.captures.slice(0, old), ...names, ...source.captures.slice(old + 1)],
    },
    ...(target && {
      target: {
        ...target,
        path: joined(replaced(target.path)!, collapses),
        ...(target.query && { query: replaced(target.query) }),
        ...(target.fragment && { fragment: replaced(target.fragment) }),
      } as Target,
    }),
  };
}

/** With texts joined, and without the second of two slashes that an absent capture leaves. */
function joined(parts: readonly TargetPart[], collapses: boolean): TargetPart[] {
  return parts.reduce<TargetPart[]>((kept, part) => {
    const before = kept[kept.length - 1];
    if (typeof part !== 'string' || typeof before !== 'string') return [...kept, part];
    const doubles = collapses && before.endsWith('/') && part.startsWith('/');
    return [...kept.slice(0, -1), before + part.slice(doubles ? 1 : 0)];
  }, []);
}

function wildcards(segment: Segment): number {
  if (segment.kind === 'literal') return 0;
  return segment.kind === 'splat' ? 1 : segment.pieces.filter((piece) => typeof piece !== 'string').length;
}
