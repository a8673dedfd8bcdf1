import type { RuleIndex } from './rule-index';
import { isConditional } from '../rule/conditions';
import { isExemption } from '../rule/exemption';
import type { RedirectRule } from '../rule/model';
import { quoted, type Report } from '../rule/report';
import { samplePath } from '../traits/sample';
import { subsumes } from '../traits/subsumes';

/**
 * Reports rules that leave a path to the site although another one with conditions takes precedence: `/assets/*` beside
 * a `/*` that ends next week is surprising, because its path is more specific.
 */
export function reportOvertaken(
  rules: readonly RedirectRule[], { rank, index }: { readonly rank: Int32Array; readonly index: RuleIndex },
  report: Report,
): void {
  rules.forEach((rule, i) => {
    if (!isExemption(rule) || isConditional(rule) || rule.dialect.order === 'first') return;
    const before = index.shapes(samplePath(rule)).flatMap((shape) => shape.rules).filter((j) => (
      rank[j] < rank[i] && isConditional(rules[j]) && !isExemption(rules[j]) && subsumes(rules[j], rule)));
    if (before.length === 0) return;
    const first = rules[Math.min(...before)];
    report.warning('EDGE_REDIRECT_EXEMPTION', rule, `${quoted(rule.from)} is not left to the site while `
      + `${quoted(first.from)} on line ${first.line} applies, because a rule with conditions takes precedence; give `
      + 'this one the same conditions and dates');
  });
}
