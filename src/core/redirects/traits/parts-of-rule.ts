import { exemptPrefixOf } from './exempt-prefix';
import { type Findings, effectiveTarget } from './findings';
import { mayRedirectToSelf } from './may-redirect-to-self';
import { mayLackQuery } from './texts';
import { eachCondition } from '../rule/conditions';
import type { Part } from '../rule/conditions/condition';
import type { RedirectRule, Source, Target } from '../rule/model';
import { fixedHost } from '../rule/origin';

const HOST: Part = { kind: 'host' };
const WHOLE_QUERY: Part = { kind: 'query' };
const NOTHING: readonly Part[] = [];

/** The parts of a request, besides its path, that decide whether a rule applies. */
export function partsTested(rule: RedirectRule): readonly Part[] {
  const parts = eachCondition(rule, (condition, value) => condition.parts(value));
  return rule.source.host === undefined ? parts : [HOST, ...parts];
}

/** The parts of a request, besides its path, on which the answer of a rule depends that applies. */
export function partsUsed(rule: RedirectRule, findings: Findings): readonly Part[] {
  const target = effectiveTarget(rule, findings);
  const query = target ? queryKept(rule, target, findings) : NOTHING;
  return comparesHost(rule, target, findings) ? [HOST, ...query] : query;
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
function queryKept(rule: RedirectRule, target: Target, findings: Findings): readonly Part[] {
  const policy = findings.query ?? rule.query;
  // The policy of nearly all rules.
  if (policy.kind === 'merge') return [WHOLE_QUERY];
  // Without the query, `/closed?from=all` could not be distinguished from `/closed`.
  const compared: Part = target.query?.length ? WHOLE_QUERY : { kind: 'query', dispensable: true };
  const parts = comparesUrl(rule, target) ? [compared] : NOTHING;
  switch (policy.kind) {
    case 'drop': return parts;
    case 'only': return [...policy.names.map((name): Part => ({ kind: 'query', name })), ...parts];
    case 'replace': return mayLackQuery(target) ? [WHOLE_QUERY] : parts;
  }
}
