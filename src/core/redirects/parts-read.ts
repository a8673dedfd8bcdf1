import type { CompiledRules } from './compile';
import { eachCondition } from './rule/conditions';
import type { Part } from './rule/conditions/condition';
import type { RedirectRule, Source, Target } from './rule/model';
import { fixedHost } from './rule/origin';
import { exemptPrefixOf } from './traits/exempt-prefix';
import { type Findings, effectiveTarget } from './traits/findings';
import { mayRedirectToSelf } from './traits/may-redirect-to-self';
import { mayLackQuery } from './traits/texts';
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
    for (const part of partsOf(rules[i], findings[i] ?? {})) {
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

function partsOf(rule: RedirectRule, findings: Findings): Part[] {
  const { source } = rule;
  const target = effectiveTarget(rule, findings);
  const parts: (Part | false)[] = [
    (source.host !== undefined || comparesHost(rule, target, findings)) && { kind: 'host' },
    ...eachCondition(rule, (condition, value) => condition.parts(value)),
    ...(target ? queryKept(rule, target, findings) : []),
  ];
  return parts.filter((part) => part !== false);
}

/** Whether a rule compares the host, because it exempts requests on the host of its target. */
function comparesHost(rule: RedirectRule, target: Target | undefined, { guarded }: Findings): boolean {
  if (target?.origin !== undefined && (guarded || comparesUrl(rule, target))) return true;
  return rule.target?.origin !== undefined && exemptPrefixOf(rule) !== undefined;
}

/** Whether a rule compares its target with the URL of the request. */
function comparesUrl(rule: RedirectRule, target: Target): boolean {
  const { source, dialect, status } = rule;
  // A parameter that is required and consumed is missing in the target.
  if (dialect.usesUpQuery && source.query.length > 0 && !target.query?.length) return false;
  return status >= 300 && mayKeepHost(source, target) && mayRedirectToSelf(rule, target);
}

/**
 * Whether the host of a target may be that of the request: `https://old.example.com/*` never matches on
 * `https://www.example.com`.
 */
function mayKeepHost({ host }: Source, { origin }: Target): boolean {
  if (host === undefined || origin === undefined) return true;
  const name = fixedHost(origin)?.replace(/:\d+$/, '');
  // A host with a capture may be any.
  if (name === undefined) return true;
  return host.startsWith('*') ? name.endsWith(host.slice(1)) : name === host;
}

/**
 * The parts of the query that are kept or compared. A rule whose target is the URL of the request does nothing, which
 * depends on the query: with `/* → /closed` that drops the query, `/closed?x=1` redirects to `/closed`. Cached for
 * `/closed` itself, that redirect would loop.
 */
function queryKept(rule: RedirectRule, target: Target, findings: Findings): Part[] {
  const policy = findings.query ?? rule.query;
  // Without the query, `/closed?from=all` could not be distinguished from `/closed`.
  const compared: Part = target.query?.length ? { kind: 'query' } : { kind: 'query', dispensable: true };
  const parts = comparesUrl(rule, target) ? [compared] : [];
  switch (policy.kind) {
    case 'drop': return parts;
    case 'only': return [...policy.names.map((name): Part => ({ kind: 'query', name })), ...parts];
    case 'replace': return mayLackQuery(target) ? [{ kind: 'query' }] : parts;
    case 'merge': return [{ kind: 'query' }];
  }
}
