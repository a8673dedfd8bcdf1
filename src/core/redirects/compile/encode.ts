/* eslint-disable no-bitwise -- flags of a rule are bits */
import { Conditions, isExact, ParameterTest, QueryPolicy, RedirectRule, SCHEME_HEADER, Target, TextTest } from '../model';
import { ByteWriter } from './bytes';
import { mayClimb } from './climb';
import { guardOf } from './guard';
import { mayStay } from './stay';
import { matchingFlags, mayLackQuery, patternText } from './texts';
import * as form from '../program/format';

const POLICIES = { merge: 0, drop: form.QUERY_DROP, replace: form.QUERY_REPLACE, only: form.QUERY_ONLY };
const COMPARISONS = { present: form.PRESENT, equal: form.EQUALS, containing: form.CONTAINS, captured: form.CAPTURES };

/** What the analysis has found out about a rule that its record must say. */
export interface Findings {
  /** The target of another rule that this one would lead to, after flattening. */
  readonly target?: Target;
  readonly status?: number;
  readonly query?: QueryPolicy;
  /** The rule fits its own answers. */
  readonly guarded?: boolean;
}

export interface RecordContext {
  readonly index: number;
  readonly rank: number;
  readonly findings: Findings;
  readonly folded: boolean;
  /** Where the text of the target stands, in front of the record. */
  readonly template: number | undefined;
}

/** The target that a rule is written with; absent where it only ends the visit. Netlify's 404 and 410 lines name a page, not an address. */
export function writtenTarget(rule: RedirectRule, findings: Findings): Target | undefined {
  return rule.status < 400 ? (findings.target ?? rule.target) : undefined;
}

/** Writes the record of a rule. */
export function writeRule(out: ByteWriter, rule: RedirectRule, { index, rank, findings, folded, template }: RecordContext): void {
  const target = writtenTarget(rule, findings);
  const pattern = needsPattern(rule, folded) ? patternText(rule) : undefined;
  const tests = encodeTests(rule);
  const guard = guardOf(rule) ?? (findings.guarded && target ? leadOf(target) : undefined);
  const query = findings.query ?? rule.query;
  out.number(rank);
  out.number(index);
  out.number((findings.status ?? rule.status) - 200);
  out.number(flagsOf(rule, findings) | (target ? form.HAS_TARGET | targetFlags(rule, target) : 0)
    | (pattern === undefined ? 0 : form.HAS_PATTERN) | (tests.length > 0 ? form.HAS_TESTS : 0)
    | (guard === undefined ? 0 : form.GUARDED));
  if (pattern !== undefined) {
    out.number(pattern.length);
    out.ascii(pattern);
  }
  // No path and no host has a space, so the matcher looks for the folder in one text with both.
  if (guard !== undefined) out.string(` ${guard}`);
  if (tests.length > 0) {
    out.number(tests.length);
    for (const write of tests) write(out);
  }
  if (template === undefined) return;
  if (query.kind === 'only') out.strings(query.names);
  out.number(out.length - template);
}

/** What all answers of a rule begin with, after their scheme. */
function leadOf({ origin = '', path: [lead] }: Target): string {
  return origin.replace(/^.*\//, '') + (typeof lead === 'string' ? lead : '');
}

function flagsOf(rule: RedirectRule, findings: Findings): number {
  const { source, dialect } = rule;
  const open = source.segments[source.segments.length - 1]?.kind;
  const minds = dialect.slash === 'strict' && open !== 'splat' && !source.segments.some((segment) => segment.kind === 'star');
  return POLICIES[(findings.query ?? rule.query).kind]
    | (dialect.usesUpQuery ? 0 : form.KEEPS_MATCHED)
    | (dialect.slash === 'strict' ? form.SLASH_COUNTS : 0)
    | (minds ? (source.slash ? form.NEEDS_SLASH : form.NEEDS_NO_SLASH) : 0)
    | matchingFlags(rule);
}

function targetFlags(rule: RedirectRule, target: Target): number {
  const plain = [...target.path, ...(target.query ?? []), ...(target.fragment ?? [])].every((part) => typeof part === 'string');
  const lends = target.origin !== undefined && target.origin.charCodeAt(target.origin.indexOf('//') + 2) >= form.CAPTURE;
  const fixed = plain && !lends;
  return (target.query?.length && mayLackQuery(target) ? form.MAY_LACK_QUERY : 0) | (lends ? form.LENDS_HOST : 0)
    | (rule.dialect.collapsesSlashes && !fixed ? form.COLLAPSES : 0)
    | (mayStay(rule, target) ? form.MAY_STAY : 0) | (mayClimb(rule, target) ? form.MAY_CLIMB : 0) | (changesScheme(rule) ? form.CHANGES_SCHEME : 0);
}

/** A table that ignores case proposes rules that do not, so those must look again. */
function needsPattern(rule: RedirectRule, folded: boolean): boolean {
  return !isExact(rule.source) || (folded && rule.caseSensitive);
}

function changesScheme({ when, target }: RedirectRule): boolean {
  return target?.origin !== undefined && (when.headers?.some((h) => h.name === SCHEME_HEADER) ?? false);
}

type Write = (out: ByteWriter) => void;

function encodeTests({ when, source, start, end }: RedirectRule): Write[] {
  return [
    ...listTests(when),
    ...(when.cookies ?? []).map(({ name, test }) => textTest(form.TEST_COOKIE, name, test)),
    ...(when.headers ?? []).map(({ name, test }) => textTest(form.TEST_HEADER, name, test)),
    ...(start === undefined ? [] : [dateTest(form.TEST_START, start)]),
    ...(end === undefined ? [] : [dateTest(form.TEST_END, end)]),
    ...queryTests(source.query, source.captures),
  ];
}

function listTests({ methods, countries, languages, originStatuses }: Conditions): Write[] {
  const lists = [
    [form.TEST_METHOD, methods],
    [form.TEST_COUNTRY, countries],
    [form.TEST_LANGUAGE, languages],
    [form.TEST_ORIGIN_STATUS, originStatuses?.map(String)],
  ] as const;
  return lists.flatMap(([kind, list]) => (list === undefined ? [] : [(out: ByteWriter) => {
    out.number(kind);
    out.strings(list);
  }]));
}

function textTest(kind: number, name: string, test: TextTest): Write {
  return (out) => {
    out.number(kind);
    out.string(name);
    out.number(COMPARISONS[test.is]);
    out.string(test.is === 'present' ? '' : test.value);
  };
}

function dateTest(kind: number, time: number): Write {
  return (out) => {
    out.number(kind);
    out.number(Math.max(0, time));
  };
}

/** Captures of the query follow those of the path, in the order of their names. */
function queryTests(tests: readonly ParameterTest[], captures: readonly string[]): Write[] {
  const order = (test: ParameterTest): number => (test.is === 'captured' ? captures.indexOf(test.as) : -1);
  return [...tests].sort((a, b) => order(a) - order(b)).map((test) => (out) => {
    out.number(form.TEST_QUERY);
    out.string(test.name);
    out.number(COMPARISONS[test.is]);
    if (test.is === 'equal') out.string(test.value);
  });
}
