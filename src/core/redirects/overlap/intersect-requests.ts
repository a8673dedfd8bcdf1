import { CONDITIONS } from '../rule/conditions';
import type { RedirectRule } from '../rule/model';
import type { RedirectRequest } from '../rule/types';
import { requestOfSample, sampleProbe } from '../traits/sample';
import { hostFits } from '../url/hosts';

/** Somebody who asks, and the headers that he was given for it. */
export interface SampleRequest {
  readonly request: RedirectRequest;
  readonly headers: readonly string[];
}

/** Somebody who meets all conditions of a rule. */
export function witnessOf(rule: RedirectRule, host: string, now: number): SampleRequest {
  const probe = sampleProbe(rule, host, now);
  return { request: requestOfSample(probe), headers: Object.keys(probe.headers) };
}

/** Somebody who meets the conditions of two rules at once, if anybody does. */
export function intersectRequests(
  a: RedirectRule,
  b: RedirectRule,
  host: string,
  now: number,
): SampleRequest | undefined {
  const own = commonHost(a.source.host, b.source.host);
  if (own === false) return undefined;
  const { host: _, ...source } = a.source;
  let both: RedirectRule = { ...a, source: { ...source, ...(own === undefined ? {} : { host: own }) } };
  for (const condition of CONDITIONS) {
    const [x, y] = [condition.from(a), condition.from(b)];
    const value = x === undefined || y === undefined ? (x ?? y) : condition.intersect(x, y);
    if (value !== undefined) both = condition.withValue(both, value);
    else if (x !== undefined) return undefined;
  }
  return witnessOf(both, host, now);
}

/** The narrower of two hosts; false where no host is both. */
function commonHost(a: string | undefined, b: string | undefined): string | undefined | false {
  if (a === undefined || b === undefined) return a ?? b;
  if (hostFits(a, b)) return b;
  return hostFits(b, a) && a;
}
