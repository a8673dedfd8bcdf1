import type { CompiledRules } from './compile';
import type { Part } from './rule/conditions/condition';
import type { RedirectRule } from './rule/model';
import type { Findings } from './traits/findings';
import { partsTested, partsUsed } from './traits/parts-of-rule';
import type { RequestPart } from '../cache-key/request-part';

/**
 * The parts of a request, besides its path, that the decision depends on. Behind the cache each of them must be in the
 * cache key, or the response for one viewer is served to all.
 *
 * Taken from the compiled rules, because the analysis changes what is read: an excluded rule reads nothing, and one
 * that would loop compares the URL of the request.
 */
export function partsRead({
  rules,
  order,
  findings,
}: Pick<CompiledRules, 'rules' | 'order' | 'findings'>): RequestPart[] {
  const parts = new Map<string, RequestPart>();
  for (const i of [...order].sort((a, b) => a - b)) {
    const { file, line } = rules[i];
    for (const part of partsOfRule(rules[i], findings[i])) {
      // A parameter may have an empty name, as in `?=1`, which is not the whole query.
      const key = JSON.stringify([part.kind, part.name, part.dispensable]);
      if (!parts.has(key)) parts.set(key, { ...part, ...(file === undefined ? {} : { file }), line });
    }
  }
  const needsQuery = [...parts.values()].some(
    ({ kind, name, dispensable }) => kind === 'query' && name === undefined && !dispensable,
  );
  return [...parts.values()].filter(({ dispensable }) => !dispensable || !needsQuery);
}

/** The host first. */
export function partsOfRule(rule: RedirectRule, findings: Findings = {}): Part[] {
  const [tested, used] = [partsTested(rule), partsUsed(rule, findings)];
  const isHost = ({ kind }: Part): boolean => kind === 'host';
  return [...used.filter(isHost), ...tested, ...used.filter((part) => !isHost(part))];
}
