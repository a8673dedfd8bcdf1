/* eslint-disable no-bitwise -- flags are bits */
import { FLAGS, type FunctionRule, type FunctionSite } from './format';
import type { CompiledRules } from '../compile';
import { effectiveTarget } from '../traits/findings';
import { mayRedirectToSelf } from '../traits/may-redirect-to-self';

/** Parts of the step that only some rules need. */
export type RedirectFeature = RuleFeature | 'self' | 'pages' | BodyFeature;

/** Those that a rule needs by itself. */
export type RuleFeature = 'patterns' | 'query' | 'conditions' | 'times' | 'language';

/** Those of pages. */
export type BodyFeature = 'bodies' | 'body-values';

/** The parts that these rules need. */
export function featuresOf(
  rules: readonly FunctionRule[], { pages, bodies }: FunctionSite,
  { rules: written, order, findings }: Pick<CompiledRules, 'rules' | 'order' | 'findings'>,
): RedirectFeature[] {
  const needed = new Set<RedirectFeature>(rules.flatMap(featuresOfRule));
  const returns = order.some((i) => {
    const target = effectiveTarget(written[i], findings[i] ?? {});
    return target !== undefined && mayRedirectToSelf(written[i], target);
  });
  if (returns) needed.add('self');
  if (pages !== undefined && pages.length > 0) needed.add('pages');
  return [...IN_ORDER.filter((feature) => needed.has(feature)), ...bodyFeatures(bodies)];
}

const IN_ORDER = ['patterns', 'query', 'conditions', 'times', 'language', 'self', 'pages'] as const;

/** The parts that a rule, or a table of whole paths, needs by itself. */
export function featuresOfRule(rule: FunctionRule): RuleFeature[] {
  const [source,,, target, tests] = rule;
  const kinds = new Set((tests || []).map(([kind]) => kind));
  const [asks, dated] = [kinds.delete('asks'), kinds.delete('at')];
  const needs: Record<RuleFeature, boolean> = {
    patterns: !source.startsWith(' ') || `${source}${target || ''}`.includes('{'),
    query: asks || mergesQueries(rule),
    conditions: kinds.size > 0,
    times: dated || Boolean(rule[8]),
    language: kinds.has('language'),
  };
  return (Object.keys(needs) as RuleFeature[]).filter((feature) => needs[feature]);
}

/** The parts that pages need: most of them show nothing. */
export function bodyFeatures(bodies: FunctionSite['bodies'] = []): BodyFeature[] {
  if (bodies.length === 0) return [];
  return bodies.some(([,, text]) => typeof text !== 'string') ? ['bodies', 'body-values'] : ['bodies'];
}

/** Whether a target has a query to which that of a request is added, or keeps only a part of that. */
function mergesQueries([source,, flags = 0, target]: FunctionRule): boolean {
  if (flags & FLAGS.FILTERS_QUERY) return true;
  const drops = flags & (FLAGS.DROPS_QUERY | FLAGS.REPLACES_QUERY);
  return !drops && (target || source.slice(1)).split(' ').some((text) => /^[^#]*\?/.test(text.replace(/^[^>]*>/, '')));
}
