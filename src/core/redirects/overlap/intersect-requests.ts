import { CONDITIONS } from '../rule/conditions';
import type { RedirectRule } from '../rule/model';
import type { RedirectRequest } from '../rule/types';
import { requestOfSample, sampleProbe } from '../traits/sample';
import { hostFits } from '../url/hosts';

/** A request, and the names of the headers that it needs. */
export interface SampleRequest {
  readonly request: RedirectRequest;
  readonly headers: readonly string[];
}

/** A request that a rule applies to. */
export function witnessOf(rule: RedirectRule, host: string, now: number): SampleRequest {
  const probe = sampleProbe(rule, host, now);
  return { request: requestOfSample(probe), headers: Object.keys(probe.headers) };
}

/** A request that satisfies the conditions of two rules at once, if there is one. */
export function intersectRequests(
  a: RedirectRule,
  b: RedirectRule,
  host: string,
  now: number,
): SampleRequest | undefined {
  const common = commonHost(a.source.host, b.source.host);
  if (common === false) return undefined;
  const { host: _, ...source } = a.source;
  let both: RedirectRule = { ...a, source: { ...source, ...(common === undefined ? {} : { host: common }) } };
  for (const condition of CONDITIONS) {
    const [x, y] = [condition.from(a), condition.from(b)];
    const value = x === undefined || y === undefined ? (x ?? y) : condition.intersect(x, y);
    if (value !== undefined) both = condition.withValue(both, value);
    else if (x !== undefined) return undefined;
  }
  return witnessOf(both, host, now);
}

/** The narrower of two hosts; false if they have none in common. */
function commonHost(a: string | undefined, b: string | undefined): string | undefined | false {
  if (a === undefined || b === undefined) return a ?? b;
  if (hostFits(a, b)) return b;
  return hostFits(b, a) && a;
}
