import { meaning } from './meaning';
import { DIALECTS } from '../../../core/redirects/rule/dialects';
import type { RedirectRule } from '../../../core/redirects/rule/model';
import type { RuleFormat } from '../../../core/redirects/rule/types';

/**
 * `/a` and `/a/` of a Cloudflare file become one rule in formats that ignore a trailing slash, if their targets are the
 * same.
 */
export function withoutSlashDuplicates(rules: readonly RedirectRule[], to: RuleFormat): readonly RedirectRule[] {
  if (DIALECTS[to].slash !== 'ignored') return rules;
  const seen = new Set<string>();
  return rules.filter((rule) => {
    if (rule.dialect.slash === 'ignored') return true;
    const text = meaning({ ...rule, source: { ...rule.source, slash: false } });
    return text === undefined || !seen.has(text) && seen.add(text).size > 0;
  });
}
