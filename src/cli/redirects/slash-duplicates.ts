import { writeJson } from '../../core/redirects/formats/json/write';
import { DIALECTS } from '../../core/redirects/rule/dialects';
import type { RedirectRule } from '../../core/redirects/rule/model';
import type { RuleFormat } from '../../core/redirects/rule/types';
import { Unwritable } from '../../core/redirects/rule/unwritable';

/**
 * `/a` and `/a/` of a Cloudflare file become one rule in formats that ignore a trailing slash, if their targets are the
 * same.
 */
export function withoutSlashDuplicates(rules: readonly RedirectRule[], to: RuleFormat): readonly RedirectRule[] {
  if (DIALECTS[to].slash !== 'ignored') return rules;
  const seen = new Set<string>();
  return rules.filter((rule) => {
    if (rule.dialect.slash === 'ignored') return true;
    const text = meaning(rule);
    return text === undefined || !seen.has(text) && seen.add(text).size > 0;
  });
}

/** The serialized rule, without a trailing slash in its source. */
function meaning(rule: RedirectRule): string | undefined {
  try {
    return writeJson([{ ...rule, source: { ...rule.source, slash: false } }]);
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error;
    return undefined;
  }
}
