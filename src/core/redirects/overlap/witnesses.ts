import { OverlapCandidates } from './candidates';
import { commonPaths } from './intersect-paths';
import { intersectRequests, SampleRequest, witnessOf } from './intersect-requests';
import { isExact, RedirectRule, Segment } from '../rule/model';
import { sampleHost } from '../rule/origin';
import { token } from '../rule/tokens';
import { exemptPrefixOf } from '../traits/exempt-prefix';
import { targetPath } from '../traits/sample';

/** Requests for which lists of the same rules could differ: those of each rule, and those that two rules match. */
export function* overlapWitnesses(
  rules: readonly RedirectRule[],
  host: string,
): Generator<{ rule: RedirectRule } & SampleRequest> {
  const candidates = new OverlapCandidates(rules);
  for (const [i, rule] of rules.entries()) {
    for (const sample of ownWitnesses(rule, host, 0)) yield { rule, ...sample };
    for (const j of candidates.of(i)) {
      const later = rules[Math.max(i, j)];
      // Two exact rules, or two patterns, are candidates of each other.
      if (j < i || isExact(rule.source) !== isExact(rules[j].source)) {
        for (const sample of witnessesOfBoth(later, rules[Math.min(i, j)], host, 0)) yield { rule: later, ...sample };
      }
    }
  }
}

/** A request that a rule applies to, and one below its target, where lines of Netlify do not apply. */
export function ownWitnesses(rule: RedirectRule, host: string, now: number): SampleRequest[] {
  return [witnessOf(rule, host, now), ...witnessAt(rule, host, now, `/${token(0)}/${token(1)}`)];
}

/** A request for the target of a rule, or for a path below it. */
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
 * Requests that two rules match; and, where one of them exempts what is under its target, requests there that the other
 * one matches.
 */
export function* witnessesOfBoth(
  a: RedirectRule,
  b: RedirectRule,
  host: string,
  now: number,
): Generator<SampleRequest> {
  const sample = intersectRequests(a, b, host, now);
  if (sample !== undefined) for (const path of commonPaths(a, b)) yield at(sample, path);
  for (const [exempting, other] of [
    [a, b],
    [b, a],
  ]) {
    const prefix = exemptPrefixOf(exempting);
    if (prefix === undefined) continue;
    const slash = prefix.indexOf('/');
    for (const path of commonPaths(exempting, other, { a: folder(prefix.slice(slash)), b: other.source.segments })) {
      yield at(witnessOf(other, exempting.source.host ?? host, now), path, other.source.host ?? prefix.slice(0, slash));
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
