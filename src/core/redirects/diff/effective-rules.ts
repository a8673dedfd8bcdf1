import type { RuleList } from './list';
import { sourceKey, targetInOrder } from '../checks/duplicates';
import type { RedirectRule, Target } from '../rule/model';
import { printTarget } from '../rule/print-target';
import { exemptPrefixOf } from '../traits/exempt-prefix';
import { templateText } from '../traits/texts';

/** A rule that answers somebody. */
export interface EffectiveRule {
  readonly index: number;
  /** Shortened where it leads to the last address of a chain at once. */
  readonly rule: RedirectRule;
}

/**
 * The rules of a file that answer, by what they look for: the first of equal sources, and none that another takes all
 * requests from.
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
 * What a rule answers, in one spelling: `/b/:x` for `/a/:x` is `/b/:y` for `/a/:y`. A page that is named with a 404
 * only says what is left alone.
 */
export function effectKey(rule: RedirectRule): string {
  const { status } = rule;
  const target = targetInOrder(rule);
  if (target === undefined || status >= 400) return JSON.stringify([status, exemptPrefixOf(rule)]);
  // A page that is shown in place of another has no fragment.
  return JSON.stringify([
    status,
    templateText(status === 200 ? { ...target, fragment: [] } : target),
    policyText(rule),
  ]);
}

export function effectText(rule: RedirectRule): string {
  const { to, status, target } = rule;
  const policy = target === undefined || status >= 400 ? '' : policyText(rule);
  return `${to === undefined ? '' : `${to} `}(${status}${policy})`;
}

/** Where the target has no query, there is nothing that the one of the request could be merged with or replaced by. */
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
