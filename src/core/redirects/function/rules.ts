import { FLAGS, type FunctionRule } from './format';
import { PathTables } from './path-tables';
import type { CompiledRules } from '../compile';
import { SPLAT, PLACEHOLDER, STAR, SEES_SLASH } from '../pattern/alphabet';
import { CONDITIONS_AS_TESTED, eachCondition } from '../rule/conditions';
import type { FunctionTest } from '../rule/function-test';
import { isExact, isOpen, SCHEME_HEADER, type RedirectRule, type Target } from '../rule/model';
import { lendsHost } from '../rule/origin';
import { timingOf } from '../rule/timing';
import { cookiesChoose } from '../traits/cookies-choose';
import { effectiveExemptPrefix, effectiveTarget, type Findings } from '../traits/findings';
import { mayMakeEscape } from '../traits/may-make-escape';
import { matchingFlags, patternText, templateText } from '../traits/texts';
import { onThisHost } from '../url/location';

/**
 * The rules for a CloudFront Function, in the order in which they are tried. Whole paths without conditions are
 * collected in tables, each of which is searched at once.
 */
export function functionRules(compiled: Pick<CompiledRules, 'rules' | 'order' | 'findings'>): FunctionRule[] {
  return numberedRules(compiled).rules;
}

/** The same with the numbers that they have in the list. */
export function numberedRules({ rules, order, findings }: Pick<CompiledRules, 'rules' | 'order' | 'findings'>): {
  readonly rules: FunctionRule[]; readonly numbers: readonly (readonly number[])[];
} {
  const tables = new PathTables();
  const choose = cookiesChoose(rules);
  for (const index of order) tables.add(functionRule(rules[index], findings[index] ?? {}, choose), index);
  return { rules: tables.finish(), numbers: tables.numbers };
}

/** One rule. `choose`: whether cookies choose the country and the language. */
export function functionRule(rule: RedirectRule, findings: Findings, choose: boolean): FunctionRule {
  const target = effectiveTarget(rule, findings);
  const text = target === undefined ? '' : targetText(rule, target);
  const exact = isExact(rule.source);
  const query = findings.query ?? rule.query;
  const timing = timingOf(rule);
  return shortened([
    exact ? ` ${exactPath(rule)}>${text} ` : sourceText(rule),
    findings.status ?? rule.status,
    flagsOf(rule, findings, target),
    exact ? 0 : text,
    testsOf(rule, choose),
    rule.source.host ?? 0,
    effectiveExemptPrefix(rule, findings) ?? 0,
    query.kind === 'only' && target ? query.names : 0,
    timing === undefined ? 0 : timing.ttl || 'no-store',
    timing?.after ?? 0,
  ]);
}

/** Without the defaults at the end. */
export function shortened(rule: readonly [string, number, ...unknown[]]): FunctionRule {
  let length = rule.length;
  const isDefault = (part: unknown): boolean => part === 0 || part === '' || (Array.isArray(part) && part.length === 0);
  while (isDefault(rule[length - 1])) length--;
  return rule.slice(0, length).map((part) => (isDefault(part) ? 0 : part)) as unknown as FunctionRule;
}

/** Where a slash at the end counts, the path has it. */
function exactPath(rule: RedirectRule): string {
  const path = patternText(rule);
  if (rule.dialect.slash !== 'strict') return path;
  return path === '' || rule.source.slash ? `${path}/` : path;
}

const WILDCARDS: Readonly<Record<string, string>> = {
  [String.fromCharCode(PLACEHOLDER)]: '?', [String.fromCharCode(SPLAT)]: '|', [String.fromCharCode(STAR)]: '^',
};

function sourceText(rule: RedirectRule): string {
  return [...patternText(rule)].map((character) => WILDCARDS[character] ?? character).join('');
}

/** Captures are the characters from 128 on, with the place in the URL as bits. */
function targetText(rule: RedirectRule, target: Target): string {
  const template = templateText(target, rule.dialect);
  const text = [...template].map((character) => {
    const code = character.charCodeAt(0);
    return code < 128 ? character : `{${String.fromCharCode(48 + code - 128)}`;
  }).join('');
  return text === template && target.origin === undefined ? onThisHost(text) : text;
}

/** Where cookies choose the country and the language, their tests end with 1. */
function testsOf(rule: RedirectRule, choose: boolean): FunctionTest[] {
  const tests = eachCondition(rule, (condition, value) => condition.inFunction(value), CONDITIONS_AS_TESTED);
  return !choose ? tests : tests.map((test): FunctionTest => (
    test[0] === 'country' || test[0] === 'language' ? [...test, 1] : test));
}

function flagsOf(rule: RedirectRule, findings: Findings, target: Target | undefined): number {
  const { source, dialect, when } = rule;
  const query = findings.query ?? rule.query;
  const strict = dialect.slash === 'strict';
  const minds = strict && !isExact(source) && !source.segments.some((segment, i) => (
    segment.kind === 'star' || (i === source.segments.length - 1 && isOpen(segment))));
  const plain = [target?.path, target?.query, target?.fragment].every((parts = []) => (
    parts.every((part) => typeof part === 'string')));
  const lends = target?.origin !== undefined && lendsHost(target.origin);
  const usesUp = dialect.usesUpQuery && source.query.length > 0;
  const always = (rule.caseSensitive ? 0 : FLAGS.IGNORES_CASE)
    + (!isExact(source) && matchingFlags(rule) >= SEES_SLASH ? FLAGS.SEES_SLASH : 0)
    + (minds ? (source.slash ? FLAGS.NEEDS_SLASH : FLAGS.NEEDS_NO_SLASH) : 0)
    + (strict ? FLAGS.SLASH_COUNTS : 0);
  if (target === undefined) return always;
  return always
    + (usesUp || query.kind === 'only' ? FLAGS.FILTERS_QUERY : 0)
    + (dialect.collapsesSlashes && !(plain && !lends) ? FLAGS.COLLAPSES : 0)
    + (target.origin && when.headers?.some(({ name }) => name === SCHEME_HEADER) ? FLAGS.CHANGES_SCHEME : 0)
    + (query.kind === 'drop' ? FLAGS.DROPS_QUERY : query.kind === 'replace' ? FLAGS.REPLACES_QUERY : 0)
    + (lends ? FLAGS.LENDS_HOST : 0)
    + (usesUp ? FLAGS.USES_UP_QUERY : 0)
    + (mayMakeEscape(target) ? FLAGS.MAY_MAKE_ESCAPE : 0);
}
