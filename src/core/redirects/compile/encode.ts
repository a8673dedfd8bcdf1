/* eslint-disable no-bitwise, no-control-regex -- flags are bits, and wildcards are control characters */
import { Conditions, ParameterTest, QueryPolicy, RedirectRule, SCHEME_HEADER, Segment, Target, TargetPart, TextTest } from '../model';
import { ByteWriter } from './bytes';
import * as form from '../program/format';

const POLICIES = { merge: form.QUERY_MERGE, drop: form.QUERY_DROP, replace: form.QUERY_REPLACE, only: form.QUERY_ONLY };
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
  const query = findings.query ?? rule.query;
  out.number(rank);
  out.number(index);
  out.number((findings.status ?? rule.status) - 200);
  out.number(flagsOf(rule, findings) | (target ? form.HAS_TARGET | targetFlags(rule, target) : 0)
    | (pattern === undefined ? 0 : form.HAS_PATTERN) | (tests.length > 0 ? form.HAS_TESTS : 0));
  if (pattern !== undefined) {
    out.number(pattern.length);
    out.ascii(pattern);
  }
  if (tests.length > 0) {
    out.number(tests.length);
    for (const write of tests) write(out);
  }
  if (template === undefined) return;
  if (query.kind === 'only') out.strings(query.names);
  out.number(out.length - template);
}

function flagsOf(rule: RedirectRule, findings: Findings): number {
  const { source, dialect } = rule;
  const open = source.segments[source.segments.length - 1]?.kind;
  const minds = dialect.slash === 'strict' && open !== 'splat' && !source.segments.some((segment) => segment.kind === 'star');
  return (POLICIES[(findings.query ?? rule.query).kind] << form.QUERY_SHIFT)
    | (dialect.usesUpQuery ? 0 : form.KEEPS_MATCHED)
    | (dialect.collapsesSlashes ? form.COLLAPSES : 0)
    | (dialect.slash === 'strict' ? form.SLASH_COUNTS : 0)
    | (minds ? (source.slash ? form.NEEDS_SLASH : form.NEEDS_NO_SLASH) : 0)
    | (findings.guarded ? form.GUARDED : 0)
    | matchingFlags(rule);
}

/** What the matcher of patterns must know. */
export function matchingFlags({ source: { segments }, caseSensitive }: RedirectRule): number {
  const sees = segments[segments.length - 1]?.kind === 'splat' || segments.some((segment) => segment.kind === 'star');
  return (caseSensitive ? 0 : form.IGNORES_CASE) | (sees ? form.SEES_SLASH : 0);
}

function targetFlags(rule: RedirectRule, target: Target): number {
  const plain = [...target.path, ...(target.query ?? []), ...(target.fragment ?? [])].every((part) => typeof part === 'string');
  const lends = target.origin !== undefined && target.origin.charCodeAt(target.origin.indexOf('//') + 2) < 32;
  return (plain && !lends ? form.IS_PLAIN : 0) | (lends ? form.LENDS_HOST : 0)
    | (mayStay(rule, target) ? form.MAY_STAY : 0) | (changesScheme(rule) ? form.CHANGES_SCHEME : 0);
}

/** Source and target that begin with different text never name one address; in doubt the matcher compares. */
function mayStay(rule: RedirectRule, target: Target): boolean {
  const open = /[\x00-\x1f]/;
  const from = patternText(rule).toLowerCase();
  const to = templateText({ path: target.path }).toLowerCase();
  if (!open.test(from) && !open.test(to)) return trimmed(from) === trimmed(to);
  const [a, b] = [from.split(open)[0], trimmed(to.split(open)[0])];
  return a.startsWith(b) || b.startsWith(trimmed(a));
}

function trimmed(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** A table that ignores case proposes rules that do not, so those must look again. */
function needsPattern(rule: RedirectRule, folded: boolean): boolean {
  return rule.source.segments.some((segment) => segment.kind !== 'literal') || (folded && rule.caseSensitive);
}

function changesScheme({ when, target }: RedirectRule): boolean {
  return target?.origin !== undefined && (when.headers?.some((h) => h.name === SCHEME_HEADER) ?? false);
}

/** The pattern of a source in the bytes that the matcher reads. */
export function patternText({ source: { segments, slash }, caseSensitive, dialect }: RedirectRule): string {
  let text = '';
  for (const segment of segments) text += segment.kind === 'splat' ? String.fromCharCode(form.SPLAT) : `/${segmentText(segment)}`;
  const last = segments[segments.length - 1]?.kind;
  // A pattern with a star is compared character by character, so that its final slash counts where slashes do.
  if (slash && dialect.slash === 'strict' && last !== 'splat' && text.includes(String.fromCharCode(form.STAR))) text += '/';
  return caseSensitive ? text : text.toLowerCase();
}

function segmentText(segment: Exclude<Segment, { kind: 'splat' }>): string {
  switch (segment.kind) {
    case 'literal': return segment.text;
    case 'placeholder': return segment.pieces.map((piece) => (typeof piece === 'string' ? piece : String.fromCharCode(form.PLACEHOLDER))).join('');
    case 'star': return segment.before + String.fromCharCode(form.STAR) + segment.after;
  }
}

export function templateText({ origin = '', path, query, fragment }: Target): string {
  const written = (part: TargetPart): string => (typeof part === 'string' ? part : String.fromCharCode(form.CAPTURE + part));
  const join = (parts: readonly TargetPart[]): string => parts.map(written).join('');
  return origin + join(path) + (query === undefined ? '' : `?${join(query)}`) + (fragment === undefined ? '' : `#${join(fragment)}`);
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
    [form.TEST_METHOD, methods], [form.TEST_COUNTRY, countries], [form.TEST_LANGUAGE, languages],
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
