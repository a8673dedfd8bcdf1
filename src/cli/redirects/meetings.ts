import { RuleIndex } from '../../core/redirects/analyze/rule-index';
import { samplePath, sampleRequest, targetPath, token, TOKEN } from '../../core/redirects/analyze/sample';
import type { Conditions, Piece, RedirectRule, Segment } from '../../core/redirects/model';
import type { RedirectRequest } from '../../core/redirects/types';

/** Requests on which lists of the same rules could differ: those of each rule, and those for which two of them compete. */
export function* meetings(rules: readonly RedirectRule[], host: string): Generator<{ rule: RedirectRule; request: RedirectRequest }> {
  const index = new RuleIndex(rules);
  for (const [i, rule] of rules.entries()) {
    const own = sampleRequest(rule, host, 0);
    yield { rule, request: own };
    // Netlify leaves alone what is under the target of a line with a wildcard at its end.
    if (rule.target !== undefined) yield { rule, request: { ...own, path: `${targetPath(rule.target).replace(/\/$/, '')}/${token(0)}/${token(1)}` } };
    for (const j of index.near(samplePath(rule).split(TOKEN)[0].replace(/\/$/, ''))) {
      const other = rules[j];
      const path = j < i ? meet(rule.source.segments, other.source.segments) : undefined;
      if (path === undefined || (rule.source.host && other.source.host && rule.source.host !== other.source.host)) continue;
      yield { rule, request: { ...visitorOf(rule, other, own.host ?? host), path: path || '/' } };
    }
  }
}

/** Somebody who meets the conditions of two rules, if anybody does. */
function visitorOf(a: RedirectRule, b: RedirectRule, host: string): RedirectRequest {
  const shared = <K extends keyof Conditions>(key: K): Conditions[K] => {
    const [x, y] = [a.when[key], b.when[key]] as unknown[][];
    return (x && y ? x.filter((value) => y.includes(value)) : x ?? y) as Conditions[K];
  };
  const when: Conditions = {
    methods: shared('methods'),
    countries: shared('countries'),
    languages: shared('languages'),
    originStatuses: shared('originStatuses'),
    cookies: [...a.when.cookies ?? [], ...b.when.cookies ?? []],
    headers: [...a.when.headers ?? [], ...b.when.headers ?? []],
  };
  const query = [...a.source.query, ...b.source.query.filter(({ name }) => a.source.query.every((test) => test.name !== name))];
  const source = { ...a.source, host: a.source.host ?? b.source.host, query };
  const start = Math.max(a.start ?? 0, b.start ?? 0);
  return sampleRequest({ ...a, when, source, ...(start > 0 ? { start } : {}) }, host, 0);
}

/** A path that fits both sources; undefined where there is none that is easily found. */
function meet(a: readonly Segment[], b: readonly Segment[]): string | undefined {
  if (a.length === 0 && b.length === 0) return '';
  const [x, y] = [a[0], b[0]];
  if (x?.kind === 'splat') return meet(a.slice(1), b) ?? (y && y.kind !== 'splat' ? step(y, a, b.slice(1)) : undefined);
  if (y?.kind === 'splat') return meet(b, a);
  if (x === undefined || y === undefined) return undefined;
  const text = common(x, y);
  return text === undefined ? undefined : step({ kind: 'literal', text }, ...behind(a, b));
}

function step(segment: Segment, a: readonly Segment[], b: readonly Segment[]): string | undefined {
  const rest = meet(a, b);
  return rest === undefined ? undefined : `/${piecesOf(segment).map((piece) => (typeof piece === 'string' ? piece : token(0))).join('')}${rest}`;
}

/** What follows the first segments; a star goes on as long as the other source does. */
function behind([x, ...a]: readonly Segment[], [y, ...b]: readonly Segment[]): [readonly Segment[], readonly Segment[]] {
  const open = ({ kind }: Segment): Segment[] => (kind === 'star' ? [{ kind: 'splat' }] : []);
  return [[...open(x), ...a], [...open(y), ...b]];
}

/** A text that two segments fit: as much before and behind it as either asks for. */
function common(x: Segment, y: Segment): string | undefined {
  const [[before, after, open], [lead, tail, free]] = [endsOf(x), endsOf(y)];
  const start = before.length > lead.length ? before : lead;
  const end = after.length > tail.length ? after : tail;
  if (!start.startsWith(before) || !start.startsWith(lead) || !end.endsWith(after) || !end.endsWith(tail)) return undefined;
  return open && free ? start + token(0) + end : open ? lead : before;
}

function endsOf(segment: Segment): [string, string, boolean] {
  const pieces = piecesOf(segment);
  const [first, last] = [pieces[0], pieces[pieces.length - 1]];
  return [typeof first === 'string' ? first : '', typeof last === 'string' ? last : '', pieces.some((piece) => typeof piece !== 'string')];
}

function piecesOf(segment: Segment): readonly Piece[] {
  switch (segment.kind) {
    case 'literal': return [segment.text];
    case 'splat': return [{ name: '*' }];
    default: return segment.pieces;
  }
}
