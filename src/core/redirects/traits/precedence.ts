import { conditionCount } from '../rule/conditions';
import { isExact, RedirectRule, Segment } from '../rule/model';

/**
 * Puts rules in the order in which they win. The matcher knows nothing of precedence: it takes the fitting rule that
 * stands first here.
 *
 * Most specific first: with conditions before without, exact host before `*.` before any, and then segment by segment
 * text before placeholder before splat. Editors sort and merge spreadsheets, so the order of a file decides only
 * between rules that are equal in all of that, except in
 * `_redirects`, where lines are tried from the top.
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
 * How much a segment leaves open. The end of a pattern leaves nothing open; more text around a placeholder leaves less.
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
