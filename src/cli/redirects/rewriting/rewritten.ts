import { withoutSchemePairs } from './scheme-pairs';
import { withoutSlashDuplicates } from './slash-duplicates';
import { withoutStars } from './stars';
import type { RedirectRule } from '../../../core/redirects/rule/model';
import type { RuleFormat } from '../../../core/redirects/rule/types';

/** The rules in the form of another format: some become several rules there, and some become one. */
export function rewritten(rules: readonly RedirectRule[], to: RuleFormat): readonly RedirectRule[] {
  return withoutSlashDuplicates(withoutStars(withoutSchemePairs(rules, to), to), to);
}
