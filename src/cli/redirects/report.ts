import { conditionsText } from './conditions';
import { example } from './example';
import type { RuleFile } from './files';
import type { Changes } from '../../core/redirects/diff/changes';
import { decisionText } from '../../core/redirects/diff/decision-text';
import { effectText } from '../../core/redirects/diff/effective-rules';
import type { Difference } from '../../core/redirects/diff/list-comparison';
import type { RedirectRule } from '../../core/redirects/rule/model';
import type { RedirectDecision } from '../../core/redirects/rule/types';

/** What `diff` tells. A line of `_redirects` may have made several rules, which are told once. */
export interface ChangeReport {
  readonly added: readonly One[];
  readonly removed: readonly One[];
  readonly changed: readonly Changed[];
  /** Addresses that another rule answers now, or the same one otherwise. */
  readonly addresses: readonly Address[];
  /** What rules mean otherwise because the lists have two formats. */
  readonly caveats: readonly string[];
  /** Whether no address was passed over. */
  readonly complete: boolean;
}

export interface Asked {
  readonly from: string;
  /** What the rule asks for besides its address. */
  readonly when?: string;
  readonly line: number;
}

interface One extends Asked {
  readonly answer: string;
}

interface Changed extends Asked {
  readonly before: string;
  readonly after: string;
  readonly oldFrom: string;
  readonly oldLine: number;
}

export interface Address {
  readonly address: string;
  /** With these, `resolve` gives both answers. */
  readonly options: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly oldLine?: number;
  readonly line?: number;
}

export function reportOf(changes: Changes, before: RuleFile, after: RuleFile, now: number): ChangeReport {
  const { added, removed, changed, differences, caveats, complete } = changes;
  const one = (rule: RedirectRule): One => ({ ...asked(rule), answer: effectText(rule) });
  return {
    added: unique(added.map(one)),
    removed: unique(removed.map(one)),
    changed: unique(changed.map(({ old, rule }) => ({
      ...asked(rule), before: effectText(old), after: effectText(rule), oldFrom: old.from, oldLine: old.line,
    }))),
    addresses: unique(differences.map((difference) => addressOf(difference, before, after, now))),
    caveats,
    complete,
  };
}

function asked(rule: RedirectRule): Asked {
  const when = conditionsText(rule);
  return { from: rule.from, ...(when === '' ? {} : { when }), line: rule.line };
}

function addressOf(difference: Difference, before: RuleFile, after: RuleFile, now: number): Address {
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
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}
