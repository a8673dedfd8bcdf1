import { conditionsText } from './conditions';
import { example } from './example';
import type { RuleFile } from './files';
import type { Changes } from '../../core/redirects/diff/changes';
import { decisionText } from '../../core/redirects/diff/decision-text';
import { effectText } from '../../core/redirects/diff/effective-rules';
import type { Difference } from '../../core/redirects/diff/list-comparison';
import type { RedirectRule } from '../../core/redirects/rule/model';
import type { RedirectDecision } from '../../core/redirects/rule/types';

/** What `diff --json` prints. A line of `_redirects` that is several rules is reported once. */
export interface ChangeReport {
  readonly added: readonly RuleWithAnswer[];
  readonly removed: readonly RuleWithAnswer[];
  readonly changed: readonly ChangedRule[];
  /** URLs that are answered differently now by rules that are in both lists. */
  readonly urls: readonly ChangedUrl[];
  /** What all rules of one format mean differently in the other. */
  readonly caveats: readonly string[];
  /** Whether all reordered rules were compared. */
  readonly complete: boolean;
}

export interface ReportedRule {
  readonly from: string;
  /** The conditions besides the source. */
  readonly when?: string;
  readonly line: number;
}

interface RuleWithAnswer extends ReportedRule {
  readonly answer: string;
}

interface ChangedRule extends ReportedRule {
  readonly before: string;
  readonly after: string;
  readonly oldFrom: string;
  readonly oldLine: number;
}

export interface ChangedUrl {
  readonly url: string;
  /** With these options, `resolve` gives both answers. */
  readonly options: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly oldLine?: number;
  readonly line?: number;
}

export function reportOf(changes: Changes, before: RuleFile, after: RuleFile, now: number): ChangeReport {
  const { added, removed, changed, differences, caveats, complete } = changes;
  const withAnswer = (rule: RedirectRule): RuleWithAnswer => ({ ...reported(rule), answer: effectText(rule) });
  return {
    added: unique(added.map(withAnswer)),
    removed: unique(removed.map(withAnswer)),
    changed: unique(changed.map(({ old, rule }) => ({
      ...reported(rule), before: effectText(old), after: effectText(rule), oldFrom: old.from, oldLine: old.line,
    }))),
    urls: unique(differences.map((difference) => changedUrl(difference, before, after, now))),
    caveats,
    complete,
  };
}

function reported(rule: RedirectRule): ReportedRule {
  const when = conditionsText(rule);
  return { from: rule.from, ...(when === '' ? {} : { when }), line: rule.line };
}

function changedUrl(difference: Difference, before: RuleFile, after: RuleFile, now: number): ChangedUrl {
  const line = (file: RuleFile, decision: RedirectDecision | undefined): number | undefined =>
    decision && file.rules[decision.rule].line;
  return {
    ...example(difference, now),
    before: decisionText(difference.before),
    after: decisionText(difference.after),
    oldLine: line(before, difference.before),
    line: line(after, difference.after),
  };
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Map(list.map((entry) => [JSON.stringify(entry), entry])).values()];
}
