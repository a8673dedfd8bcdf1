import { OverlapCandidates } from './candidates';
import { commonPaths } from './intersect-paths';
import { intersectRequests, SampleRequest, witnessOf } from './intersect-requests';
import { isExact, RedirectRule, Segment } from '../rule/model';
import { sampleHost } from '../rule/origin';
import { token } from '../rule/tokens';
import { exemptPrefixOf } from '../traits/exempt-prefix';
import { targetPath } from '../traits/sample';

/**
 * Requests on which lists of the same rules could differ: those of each rule, and those for which two of them compete.
 */
export function* overlapWitnesses(
  rules: readonly RedirectRule[],
  host: string,
): Generator<{ rule: RedirectRule } & SampleRequest> {
  const candidates = new OverlapCandidates(rules);
  for (const [i, rule] of rules.entries()) {
    for (const sample of ownWitnesses(rule, host, 0)) yield { rule, ...sample };
    for (const j of candidates.of(i)) {
      const later = rules[Math.max(i, j)];
      // Two of a kind know each other.
      if (j < i || isExact(rule.source) !== isExact(rules[j].source)) {
        for (const sample of witnessesOfBoth(later, rules[Math.min(i, j)], host, 0)) yield { rule: later, ...sample };
      }
    }
  }
}

/** Who asks for what a rule looks for, or is under its target: there Netlify's lines leave him alone. */
export function ownWitnesses(rule: RedirectRule, host: string, now: number): SampleRequest[] {
  return [witnessOf(rule, host, now), ...witnessAt(rule, host, now, `/${token(0)}/${token(1)}`)];
}

/** Who is at the target of a rule already, or below. */
export function witnessAt(rule: RedirectRule, host: string, now: number, below = ''): SampleRequest[] {
  const { target, source } = rule;
  if (target === undefined) return [];
  const path = targetPath(target);
  return [
    at(
      witnessOf(rule, host, now),
      below === '' ? path : path.replace(/\/$/, '') + below,
      source.host ?? (target.origin && sampleHost(target.origin)),
    ),
  ];
}

/**
 * Who meets two rules at once; and, where one of them leaves alone what is under its target, who meets the other there.
 */
export function* witnessesOfBoth(
  a: RedirectRule,
  b: RedirectRule,
  host: string,
  now: number,
): Generator<SampleRequest> {
  const sample = intersectRequests(a, b, host, now);
  if (sample !== undefined) for (const path of commonPaths(a, b)) yield at(sample, path);
  for (const [left, other] of [
    [a, b],
    [b, a],
  ]) {
    const guard = exemptPrefixOf(left);
    if (guard === undefined) continue;
    const slash = guard.indexOf('/');
    for (const path of commonPaths(left, other, { a: folder(guard.slice(slash)), b: other.source.segments })) {
      yield at(witnessOf(other, left.source.host ?? host, now), path, other.source.host ?? guard.slice(0, slash));
    }
  }
}

function at({ request, headers }: SampleRequest, path: string, host?: string): SampleRequest {
  return { request: { ...request, path, ...(host ? { host: host.replace('*', 'any') } : {}) }, headers };
}

function folder(path: string): Segment[] {
  const texts = path.split('/').filter((text) => text !== '');
  return [...texts.map((text): Segment => ({ kind: 'literal', text })), { kind: 'splat' }];
}
