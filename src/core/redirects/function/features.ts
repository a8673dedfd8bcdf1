/* eslint-disable no-bitwise -- flags are bits */
import { FLAGS, type FunctionRule, type FunctionSite } from './format';
import type { CompiledRules } from '../compile';
import { effectiveTarget } from '../traits/findings';
import { mayRedirectToSelf } from '../traits/may-redirect-to-self';

/** Parts of the step that only some rules need. */
export type RedirectFeature = 'patterns' | 'query' | 'conditions' | 'times' | 'language' | 'self' | 'pages';

/** The parts that these rules need. */
export function featuresOf(
  rules: readonly FunctionRule[], { pages }: FunctionSite,
  { rules: written, order, findings }: Pick<CompiledRules, 'rules' | 'order' | 'findings'>,
): RedirectFeature[] {
  const kinds = new Set(rules.flatMap(([,,,, tests]) => (tests || []).map(([kind]) => kind)));
  const [asks, dated] = [kinds.delete('asks'), kinds.delete('at')];
  const returns = order.some((i) => {
    const target = effectiveTarget(written[i], findings[i] ?? {});
    return target !== undefined && mayRedirectToSelf(written[i], target);
  });
  const needs: Record<RedirectFeature, boolean> = {
    patterns: rules.some(([source, , , target]) => !source.startsWith(' ') || `${source}${target || ''}`.includes('{')),
    query: asks || rules.some(mergesQueries),
    conditions: kinds.size > 0,
    times: dated || rules.some((rule) => rule[8]),
    language: kinds.has('language'),
    self: returns,
    pages: pages !== undefined && pages.length > 0,
  };
  return (Object.keys(needs) as RedirectFeature[]).filter((feature) => needs[feature]);
}

/** Whether a target has a query to which that of a request is added, or keeps only a part of that. */
function mergesQueries([source,, flags = 0, target]: FunctionRule): boolean {
  if (flags & FLAGS.FILTERS_QUERY) return true;
  const drops = flags & (FLAGS.DROPS_QUERY | FLAGS.REPLACES_QUERY);
  return !drops && (target || source.slice(1)).split(' ').some((text) => /^[^#]*\?/.test(text.replace(/^[^>]*>/, '')));
}
