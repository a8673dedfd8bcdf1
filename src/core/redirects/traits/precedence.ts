import { conditionCount } from '../rule/conditions';
import { isExact, RedirectRule, Segment } from '../rule/model';

/**
 * Sorts rules by precedence. The matcher has no notion of precedence: it takes the first matching rule of this order.
 *
 * Most specific first: rules with conditions before those without, an exact host before `*.` before any, then segment
 * by segment text before placeholder before splat. Editors sort and merge spreadsheets, so that the order of a file
 * decides only between rules that are equal in all of this, except in `_redirects`, where lines are tried from the top.
 */
export function ranked(rules: readonly RedirectRule[]): number[] {
  const order = rules.map((_, i) => i);
  if (rules.every((rule) => rule.dialect.order === 'first')) return order;
  const conditions = rules.map(conditionCount);
  const exact = rules.map((rule) => isExact(rule.source));
  return order.sort((a, b) =>
    Number(conditions[b] > 0) - Number(conditions[a] > 0) ||
    hostDepth(rules[b]) - hostDepth(rules[a]) ||
    Number(exact[b]) - Number(exact[a]) ||
    (exact[a] ? 0 : comparePaths(rules[a].source.segments, rules[b].source.segments)) ||
    conditions[b] - conditions[a] ||
    a - b);
}

/** Any host, then wildcards by the number of their labels, then exact hosts. */
function hostDepth({ source: { host } }: RedirectRule): number {
  if (host === undefined) return 0;
  return host.startsWith('*') ? host.split('.').length : Infinity;
}

function comparePaths(a: readonly Segment[], b: readonly Segment[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = looseness(a[i]) - looseness(b[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * How unspecific a segment is. The end of a pattern counts as text; more text around a placeholder makes it more
 * specific.
 */
function looseness(segment: Segment | undefined): number {
  switch (segment?.kind) {
    case undefined:
    case 'literal': return 0;
    case 'placeholder': return 1 + 1 / (1 + textLength(segment.pieces));
    case 'star': return 3 + 1 / (1 + textLength(segment.pieces));
    case 'splat': return 5;
  }
}

function textLength(pieces: readonly unknown[]): number {
  return pieces.reduce<number>((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0);
}
