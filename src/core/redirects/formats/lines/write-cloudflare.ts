import { isExemption } from '../../rule/exemption';
import type { RedirectRule, Segment, Target, TargetPart } from '../../rule/model';
import { printTarget } from '../../rule/print-target';
import { isProxy } from '../../rule/proxy';
import { Unwritable } from '../../rule/unwritable';
import { ranked } from '../../traits/precedence';
import { commentOf } from '../write-text';

interface Line {
  readonly from: string;
  readonly text: string;
}

/** Limits of Cloudflare, which ignores the lines that follow. */
const MOST_EXACT = 2000;
const MOST_PATTERNS = 100;
const MOST_CHARACTERS = 2000;

/**
 * Writes `_redirects` of Cloudflare. A final slash counts there, so that a rule that ignores it becomes two lines.
 * Lines without wildcards are first: after one with a wildcard they would count as such lines.
 */
export function writeCloudflare(rules: readonly RedirectRule[]): string {
  const seen = new Set<string>();
  const isNew = ({ from }: Line): boolean => {
    const pattern = from.replace(/:\w+/g, ':');
    return !seen.has(pattern) && seen.add(pattern).size > 0;
  };
  const lines = ranked(rules).flatMap((i) => linesOf(rules[i])).filter(isNew);
  const inOrder = rules.some(({ dialect }) => dialect.order === 'first');
  const sorted = inOrder ? lines : [...lines.filter(isExact), ...lines.filter((line) => !isExact(line))];
  const first = sorted.findIndex((line) => !isExact(line));
  const exact = first < 0 ? sorted.length : first;
  const limit = (count: number, what: string, most: number): void => {
    if (count > most) {
      throw new Unwritable(
        `the list would have ${count.toLocaleString('en')} lines ${what}, of which Cloudflare reads `
          + `${most.toLocaleString('en')}`,
      );
    }
  };
  limit(exact, 'without wildcards or placeholders', MOST_EXACT);
  limit(sorted.length - exact, 'with wildcards or placeholders', MOST_PATTERNS);
  return sorted.map(({ text }) => `${text}\n`).join('');
}

function isExact({ from }: Line): boolean {
  return !/[*:]/.test(from);
}

function linesOf(rule: RedirectRule): Line[] {
  refuse(rule);
  const { source: { segments, slash }, target, status, dialect } = rule;
  const names = namesOf(rule);
  const path = pathText(segments, names);
  const last = segments[segments.length - 1]?.kind;
  const line = (from: string, to: Target | undefined): Line => ({
    from,
    // A line that shows the page that was requested leaves requests to the site.
    text: `${from} ${to ? printTarget(to, (capture) => names[capture]) : from.replace('*', ':splat')} ${status}`,
  });
  const lines =
    dialect.slash === 'strict' || last === undefined || last === 'star'
      ? [line(slash ? `${path}/` : path, target)]
      : last !== 'splat'
        ? [line(path, target), line(`${path}/`, target)]
        : [
          line(path, target),
          ...withoutRest(path).map((from) => line(from, target && withoutSplat(target, names.indexOf('splat')))),
        ];
  if (lines.some(({ text }) => text.length > MOST_CHARACTERS)) {
    throw new Unwritable(
      `a line of more than ${MOST_CHARACTERS.toLocaleString('en')} characters is not read by Cloudflare`,
    );
  }
  return lines.map(({ from, text }, i) => ({ from, text: i === 0 ? commentOf(rule) + text : text }));
}

/**
 * `/docs` and `/docs/` for `/docs/*`: the `*` of Cloudflare needs the slash, and an empty `:splat` leaves two slashes
 * of `https://host/:splat/c`.
 */
function withoutRest(path: string): string[] {
  return path === '/*' ? ['/'] : [path.slice(0, -2), path.slice(0, -1)];
}

/** Cloudflare reads `:id` in `:id2`, and `:_x` as text. */
function namesOf({ source: { segments } }: RedirectRule): string[] {
  const names = segments.flatMap((segment) => {
    if (segment.kind === 'literal') return [];
    return segment.kind === 'splat'
      ? ['splat']
      : segment.pieces.flatMap((piece) =>
        typeof piece === 'string' ? [] : [piece.name === '*' ? 'splat' : piece.name],
      );
  });
  const clear = names.every(
    (name, i) => /^[A-Za-z]\w*$/.test(name) && names.every((other, j) => i === j || !other.startsWith(name)),
  );
  return clear ? names : names.map((name, i) => (name === 'splat' ? name : `p${i}x`));
}

function pathText(segments: readonly Segment[], names: readonly string[]): string {
  let capture = 0;
  const literal = (text: string): string => {
    if (/:[A-Za-z]/.test(text)) {
      throw new Unwritable("a literal colon before a letter cannot be expressed in Cloudflare's _redirects");
    }
    return text;
  };
  const named = (): string => (names[capture++] === 'splat' ? '*' : `:${names[capture - 1]}`);
  const text = (segment: Segment): string => {
    if (segment.kind === 'literal') return literal(segment.text);
    return segment.kind === 'splat'
      ? named()
      : segment.pieces.map((piece) => (typeof piece === 'string' ? literal(piece) : named())).join('');
  };
  return segments.map((segment) => `/${text(segment)}`).join('') || '/';
}

/** The target for an empty splat: with one slash where two would meet, as in our own formats. */
function withoutSplat(target: Target, splat: number): Target {
  const emptied = (parts: readonly TargetPart[]): TargetPart[] => parts.map((part) => (part === splat ? '' : part));
  const path = emptied(target.path).reduce<TargetPart[]>((kept, part) => {
    const before = kept[kept.length - 1];
    const doubles =
      typeof part === 'string' && part.startsWith('/') && typeof before === 'string' && before.endsWith('/');
    return part === '' ? kept : [...kept, doubles ? part.slice(1) : part];
  }, []);
  return {
    ...target,
    path,
    ...(target.query && { query: emptied(target.query) }),
    ...(target.fragment && { fragment: emptied(target.fragment) }),
  };
}

function refuse(rule: RedirectRule): void {
  const { when, query, target, source, status } = rule;
  const refuseIf = (wrong: boolean, what: string): void => {
    if (wrong) throw new Unwritable(`${what} cannot be expressed in Cloudflare's _redirects`);
  };
  refuseIf(source.host !== undefined, 'a host');
  refuseIf(source.query.length > 0, 'a condition on the query');
  refuseIf(Object.keys(when).length > 0, 'a condition');
  refuseIf(rule.start !== undefined || rule.end !== undefined, 'a date');
  refuseIf(!rule.caseSensitive, 'caseSensitive: false');
  refuseIf(status >= 400, `status ${status}`);
  refuseIf(rule.cacheTtl !== undefined, 'cacheTtl');
  refuseIf(isProxy(rule), 'status 200 for another host');
  refuseIf(!isExemption(rule) && (query.kind === 'drop' || query.kind === 'only'), `the query policy ${query.kind}`);
  refuseIf(query.kind === 'merge' && (target?.query?.length ?? 0) > 0, 'keeping the query beside that of the target');
  refuseIf(target?.origin?.scheme === 'http', 'a target with http://');
  refuseIf(
    target?.origin === undefined
      && (target?.path.some((part) => typeof part === 'string' && part.includes('//')) ?? false),
    'a target with two slashes in a row',
  );
  const stars = source.segments.flatMap(({ kind }, i) => (kind === 'splat' ? [i] : []));
  refuseIf(
    stars.length > 1 || (stars.length === 1 && stars[0] < source.segments.length - 1),
    'a * that is not the end of the source, or more than one,',
  );
}
