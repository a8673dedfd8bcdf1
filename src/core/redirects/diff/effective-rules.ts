import type { RuleList } from './list';
import { targetInOrder } from '../checks/duplicates';
import { isExemption } from '../rule/exemption';
import type { RedirectRule, Target } from '../rule/model';
import { printTarget } from '../rule/print-target';
import { timingOf } from '../rule/timing';
import { exemptPrefixOf } from '../traits/exempt-prefix';
import { sourceKey } from '../traits/source-key';
import { patternText, templateText } from '../traits/texts';

/** A rule that applies to some request. */
export interface EffectiveRule {
  readonly index: number;
  /** With the last URL of a chain as its target, if it was shortened. */
  readonly rule: RedirectRule;
}

/**
 * The rules of a list that can apply, by their sources and conditions: the first of equal ones, and none that others
 * shadow.
 */
export function effectiveRules({ rules, findings, excluded, idle }: RuleList): Map<string, EffectiveRule> {
  const map = new Map<string, EffectiveRule>();
  rules.forEach((rule, index) => {
    if (idle.has(index) || excluded.has(index)) return;
    const key = sourceKey(rule);
    const { target, status, query } = findings[index] ?? {};
    const shortened = target && {
      target,
      to: targetText(target, rule),
      status: status ?? rule.status,
      query: query ?? rule.query,
    };
    if (!map.has(key)) map.set(key, { index, rule: shortened === undefined ? rule : { ...rule, ...shortened } });
  });
  return map;
}

/**
 * The first rules that exempt requests under their targets, by what they exempt. Rules that never apply count as well:
 * a line of Netlify exempts requests that fail its conditions.
 */
export function exemptingRules({ rules, excluded }: RuleList): Map<string, EffectiveRule> {
  const map = new Map<string, EffectiveRule>();
  rules.forEach((rule, index) => {
    const prefix = exemptPrefixOf(rule);
    if (prefix === undefined || excluded.has(index)) return;
    const key = JSON.stringify([rule.source.host, patternText(rule), rule.caseSensitive, prefix]);
    if (!map.has(key)) map.set(key, { index, rule });
  });
  return map;
}

/**
 * A key for the response of a rule: that of `/b/:x` for `/a/:x` is that of `/b/:y` for `/a/:y`. The page of a 404 only
 * counts for what is exempt.
 */
export function effectKey(rule: RedirectRule): string {
  const { status } = rule;
  const target = targetInOrder(rule);
  const times = [rule.cacheTtl, timingOf(rule)?.after];
  if (target === undefined || status >= 400) return JSON.stringify([status, exemptPrefixOf(rule), ...times]);
  // A rewrite has no fragment.
  return JSON.stringify([
    status,
    templateText(status === 200 ? { ...target, fragment: [] } : target),
    policyText(rule),
    ...times,
  ]);
}

export function effectText(rule: RedirectRule): string {
  const { to, status, target } = rule;
  if (isExemption(rule)) return '(left to the site)';
  const policy = target === undefined || status >= 400 ? '' : policyText(rule);
  const times = Object.entries({ cacheTtl: rule.cacheTtl, retryAfter: rule.retryAfter })
    .map(([name, value]) => (value === undefined ? '' : `, ${name} ${value}`)).join('');
  return `${to === undefined ? '' : `${to} `}(${status}${policy}${times})`;
}

/**
 * The query policy, where it makes a difference: without a query in the target there is nothing to merge or replace.
 */
function policyText({ query, target }: RedirectRule): string {
  switch (query.kind) {
    case 'only': return ` keeping ${[...new Set(query.names)].sort().join(', ')}`;
    case 'drop': return ' without the query';
    case 'replace': return (target?.query?.length ?? 0) > 0 ? ' with its own query only' : '';
    case 'merge': return '';
  }
}

function targetText(target: Target, { source: { captures } }: RedirectRule): string {
  return printTarget(target, (capture) =>
    captures[capture] === '1' && !captures.includes('2') ? 'splat' : captures[capture],
  );
}
