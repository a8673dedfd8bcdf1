import { Neighbours } from './candidates';
import { commonPaths } from './intersect-paths';
import { commonVisitor, Visitor, visitorOf } from './intersect-requests';
import { isExact, RedirectRule, Segment } from '../rule/model';
import { sampleHost } from '../rule/origin';
import { token } from '../rule/tokens';
import { guardOf } from '../traits/guard';
import { targetPath } from '../traits/sample';

/** Requests on which lists of the same rules could differ: those of each rule, and those for which two of them compete. */
export function* meetings(rules: readonly RedirectRule[], host: string): Generator<{ rule: RedirectRule } & Visitor> {
  const neighbours = new Neighbours(rules);
  for (const [i, rule] of rules.entries()) {
    for (const visitor of ownVisitors(rule, host, 0)) yield { rule, ...visitor };
    for (const j of neighbours.of(i)) {
      const later = rules[Math.max(i, j)];
      // Two of a kind know each other.
      if (j < i || isExact(rule.source) !== isExact(rules[j].source)) {
        for (const visitor of visitorsOfBoth(later, rules[Math.min(i, j)], host, 0)) yield { rule: later, ...visitor };
      }
    }
  }
}

/** Who asks for what a rule looks for, or is under its target: there Netlify's lines leave him alone. */
export function ownVisitors(rule: RedirectRule, host: string, now: number): Visitor[] {
  return [visitorOf(rule, host, now), ...visitorAt(rule, host, now, `/${token(0)}/${token(1)}`)];
}

/** Who is at the target of a rule already, or below. */
export function visitorAt(rule: RedirectRule, host: string, now: number, below = ''): Visitor[] {
  const { target, source } = rule;
  if (target === undefined) return [];
  const path = targetPath(target);
  return [at(visitorOf(rule, host, now), below === '' ? path : path.replace(/\/$/, '') + below, source.host ?? (target.origin && sampleHost(target.origin)))];
}

/** Who meets two rules at once; and, where one of them leaves alone what is under its target, who meets the other there. */
export function* visitorsOfBoth(a: RedirectRule, b: RedirectRule, host: string, now: number): Generator<Visitor> {
  const visitor = commonVisitor(a, b, host, now);
  if (visitor !== undefined) for (const path of commonPaths(a, b)) yield at(visitor, path);
  for (const [left, other] of [[a, b], [b, a]]) {
    const guard = guardOf(left);
    if (guard === undefined) continue;
    const slash = guard.indexOf('/');
    for (const path of commonPaths(left, other, { a: folder(guard.slice(slash)), b: other.source.segments })) {
      yield at(visitorOf(other, left.source.host ?? host, now), path, other.source.host ?? guard.slice(0, slash));
    }
  }
}

function at({ request, headers }: Visitor, path: string, host?: string): Visitor {
  return { request: { ...request, path, ...(host ? { host: host.replace('*', 'any') } : {}) }, headers };
}

function folder(path: string): Segment[] {
  const texts = path.split('/').filter((text) => text !== '');
  return [...texts.map((text): Segment => ({ kind: 'literal', text })), { kind: 'splat' }];
}
