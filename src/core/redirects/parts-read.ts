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
 * Which parts of a request, besides its path, decide what the program answers: on a slot behind the cache, each of them
 * must be in the cache key, or one visitor's answer is served to all.
 *
 * Asked of the rules as they were compiled, because that changes what is read: a rule that is left out reads nothing,
 * one that would go round for ever looks where its visitor is.
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
      // A parameter may have no name, as in `?=1`, and yet is not all of them.
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

/** Only on the host of its target, such a rule finds that the visitor has arrived. */
function comparesHost(rule: RedirectRule, target: Target | undefined, { guarded }: Findings): boolean {
  if (target?.origin !== undefined && (guarded || comparesUrl(rule, target))) return true;
  return rule.target?.origin !== undefined && exemptPrefixOf(rule) !== undefined;
}

/** Whether a rule may find that its answer is the request. */
function comparesUrl(rule: RedirectRule, target: Target): boolean {
  const { source, dialect, status } = rule;
  // What is asked of the query and then used up is missing in the answer.
  if (dialect.usesUpQuery && source.query.length > 0 && !target.query?.length) return false;
  return status >= 300 && mayKeepHost(source, target) && mayRedirectToSelf(rule, target);
}

/** `https://old.example.com/*` never finds its visitors on `https://www.example.com`. */
function mayKeepHost({ host }: Source, { origin }: Target): boolean {
  if (host === undefined || origin === undefined) return true;
  const name = fixedHost(origin)?.replace(/:\d+$/, '');
  // A host of which a capture is part may be any.
  if (name === undefined) return true;
  return host.startsWith('*') ? name.endsWith(host.slice(1)) : name === host;
}

/**
 * A rule that leaves a visitor where he is does so only if the query stays as well: with `/* → /closed` that drops the
 * query, `/closed?x=1` leads to
 * `/closed`. Kept for `/closed` itself, that redirect would send everybody round for ever.
 */
function queryKept(rule: RedirectRule, target: Target, findings: Findings): Part[] {
  const policy = findings.query ?? rule.query;
  // A visitor who has arrived at `/closed?from=all` could not be told from one at `/closed` without the query.
  const compared: Part = target.query?.length ? { kind: 'query' } : { kind: 'query', dispensable: true };
  const parts = comparesUrl(rule, target) ? [compared] : [];
  switch (policy.kind) {
    case 'drop': return parts;
    case 'only': return [...policy.names.map((name): Part => ({ kind: 'query', name })), ...parts];
    case 'replace': return mayLackQuery(target) ? [{ kind: 'query' }] : parts;
    case 'merge': return [{ kind: 'query' }];
  }
}
