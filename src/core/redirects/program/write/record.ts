/* eslint-disable no-bitwise -- flags of a rule are bits */
import { ByteWriter } from './bytes';
import { Test, writeTests } from './tests';
import { PATH } from '../../rule/channels';
import { isExact, RedirectRule, SCHEME_HEADER, Target, TargetPart } from '../../rule/model';
import { lendsHost } from '../../rule/origin';
import { timingOf } from '../../rule/timing';
import { climbingText } from '../../traits/climbing';
import type { FiledText } from '../../traits/filed-text';
import { Findings, effectiveExemptPrefix, effectiveTarget } from '../../traits/findings';
import { mayMakeEscape } from '../../traits/may-make-escape';
import { mayRedirectToSelf } from '../../traits/may-redirect-to-self';
import { mayTraverseUp } from '../../traits/may-traverse-up';
import { matchingFlags, mayLackFragment, mayLackQuery } from '../../traits/texts';
import * as form from '../format';

const POLICIES = { merge: 0, drop: form.QUERY_DROP, replace: form.QUERY_REPLACE, only: form.QUERY_ONLY };

export interface RecordContext {
  readonly index: number;
  readonly rank: number;
  readonly findings: Findings;
  readonly tests: readonly Test[];
  /** The place of the pattern, which is before the record. */
  readonly pattern?: number;
  /** How much of the pattern the table has compared. */
  readonly compared?: FiledText;
  /** The place of the template of the target, which is before the record. */
  readonly template?: number;
}

/** Writes the record of a rule. */
export function writeRule(
  out: ByteWriter,
  rule: RedirectRule,
  { index, rank, findings, tests, pattern, compared, template }: RecordContext,
): void {
  const target = effectiveTarget(rule, findings);
  const guard = effectiveExemptPrefix(rule, findings);
  const query = findings.query ?? rule.query;
  out.number(rank);
  const timing = timingOf(rule);
  out.number(index);
  out.number((findings.status ?? rule.status) - 200);
  out.number(
    flagsOf(rule, findings)
      | (target ? form.HAS_TARGET | targetFlags(rule, target) : 0)
      | (pattern === undefined ? 0 : form.HAS_PATTERN)
      | (compared === undefined ? 0 : form.COMPARED)
      | (tests.length > 0 ? form.HAS_TESTS : 0)
      | (timing === undefined ? 0 : form.TIMED)
      | (guard === undefined ? (tests[0]?.channel === PATH ? form.TESTS_FIRST : 0) : form.GUARDED),
  );
  if (timing !== undefined) {
    out.number(timing.ttl);
    out.string(timing.after ?? '');
  }
  if (pattern !== undefined) out.number(out.length - pattern);
  if (compared !== undefined) for (const count of [compared.lead, compared.tail]) out.number(count);
  if (guard !== undefined) {
    out.number(guard.length);
    out.ascii(guard);
  }
  if (tests.length > 0) writeTests(out, tests);
  if (template === undefined) return;
  if (query.kind === 'only') writeNames(out, query.names);
  out.number(out.length - template);
}

/** Writes whole names, and prefixes of names: sorted, without those that begin with another prefix. */
function writeNames(out: ByteWriter, names: readonly string[]): void {
  const beginnings = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1)).sort();
  const kept: string[] = [];
  for (const text of beginnings) if (kept.length === 0 || !text.startsWith(kept[kept.length - 1])) kept.push(text);
  out.strings(names.filter((name) => !name.endsWith('*')));
  out.strings(kept);
}

function flagsOf(rule: RedirectRule, findings: Findings): number {
  const { source, dialect } = rule;
  const open = source.segments[source.segments.length - 1]?.kind;
  const minds =
    dialect.slash === 'strict' && open !== 'splat' && !source.segments.some((segment) => segment.kind === 'star');
  return POLICIES[(findings.query ?? rule.query).kind]
    | (dialect.usesUpQuery ? 0 : form.KEEPS_MATCHED)
    | (dialect.slash === 'strict' ? form.SLASH_COUNTS : 0)
    | (minds ? (source.slash ? form.NEEDS_SLASH : form.NEEDS_NO_SLASH) : 0)
    | matchingFlags(rule);
}

const isText = (part: TargetPart): boolean => typeof part === 'string';

function targetFlags(rule: RedirectRule, target: Target): number {
  const { path, query, fragment } = target;
  const plain = [path, query, fragment].every((parts) => parts === undefined || parts.every(isText));
  const lends = target.origin !== undefined && lendsHost(target.origin);
  const fixed = plain && !lends;
  return (
    ((target.query?.length && mayLackQuery(target)) || mayLackFragment(target) ? form.MAY_LACK_PART : 0)
    | (lends ? form.LENDS_HOST : 0)
    | (rule.dialect.collapsesSlashes && !fixed ? form.COLLAPSES : 0)
    | (mayRedirectToSelf(rule, target) ? form.MAY_REDIRECT_TO_SELF : 0)
    | (mayMakeEscape(target) ? form.MAY_MAKE_ESCAPE : 0)
    | (climbingText(rule, target) !== undefined ? form.MAY_TRAVERSE_UP
      : mayTraverseUp(rule, target) ? form.MAY_TRAVERSE_UP_AT_LAST : 0)
    | (changesScheme(rule) ? form.CHANGES_SCHEME : 0)
  );
}

/** Whether the path must be matched again: a table that ignores case also proposes rules that do not. */
export function needsPattern(rule: RedirectRule, folded: boolean): boolean {
  return !isExact(rule.source) || (folded && rule.caseSensitive);
}

function changesScheme({ when, target }: RedirectRule): boolean {
  return target?.origin !== undefined && (when.headers?.some((h) => h.name === SCHEME_HEADER) ?? false);
}
