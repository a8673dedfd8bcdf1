import type { Conditions, ParameterTest, RedirectRule, TextTest } from '../rule/model';
import type { RedirectRequest } from '../rule/types';
import { sampleRequest, token } from '../traits/sample';
import { hostFits } from '../url/hosts';

/** Somebody who asks, and the conditions that he was made up for. */
export interface Visitor {
  readonly request: RedirectRequest;
  readonly when: Conditions;
}

/** Somebody who meets all conditions of a rule. */
export function visitorOf(rule: RedirectRule, host: string, now: number): Visitor {
  return { request: sampleRequest(rule, host, now), when: rule.when };
}

/** Somebody who meets the conditions of two rules at once, if anybody does. */
export function commonVisitor(a: RedirectRule, b: RedirectRule, host: string, now: number): Visitor | undefined {
  const own = commonHost(a.source.host, b.source.host);
  const when = commonConditions(a.when, b.when);
  if (own === false || Object.values(when).some((list) => list?.length === 0)) return undefined;
  const { host: _, ...rest } = a.source;
  const source = { ...rest, ...(own === undefined ? {} : { host: own }), query: commonQuery(a.source.query, b.source.query) };
  const { start: _start, end: _end, ...plain } = a;
  const [start, end] = [latest(a.start, b.start), earliest(a.end, b.end)];
  if (start !== undefined && end !== undefined && start >= end) return undefined;
  return visitorOf({ ...plain, when, source, ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }, host, now);
}

/** The narrower of two hosts; false where no host is both. */
function commonHost(a: string | undefined, b: string | undefined): string | undefined | false {
  if (a === undefined || b === undefined) return a ?? b;
  if (hostFits(a, b)) return b;
  return hostFits(b, a) && a;
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? a ?? b : Math.max(a, b);
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? a ?? b : Math.min(a, b);
}

function commonConditions(a: Conditions, b: Conditions): Conditions {
  return {
    methods: shared(a.methods, b.methods),
    countries: shared(a.countries, b.countries),
    languages: shared(a.languages, b.languages, (language, wanted) => language.startsWith(`${wanted}-`)),
    originStatuses: shared(a.originStatuses, b.originStatuses),
    cookies: tests(a.cookies, b.cookies),
    headers: tests(a.headers, b.headers),
  };
}

type List<T> = readonly T[] | undefined;

/** What is on both lists; `de-ch` is on a list with `de`. */
function shared<T>(a: List<T>, b: List<T>, isKindOf: (one: T, other: T) => boolean = () => false): List<T> {
  if (a === undefined || b === undefined) return a ?? b;
  const on = (list: readonly T[]) => (value: T): boolean => list.some((other) => value === other || isKindOf(value, other));
  return [...a.filter(on(b)), ...b.filter(on(a))];
}

interface NamedTest {
  readonly name: string;
  readonly test: TextTest;
}

/** One value for each name: to be equal says most, and of several texts it holds all. */
function tests(a: List<NamedTest>, b: List<NamedTest>): List<NamedTest> {
  if (a === undefined || b === undefined) return a ?? b;
  const merged = new Map(a.map(({ name, test }) => [name, test]));
  for (const { name, test } of b) merged.set(name, both(merged.get(name) ?? test, test));
  return [...merged].map(([name, test]) => ({ name, test }));
}

function both(a: TextTest, b: TextTest): TextTest {
  if (a.is === 'equal' || b.is === 'present') return a;
  if (b.is === 'equal' || a.is === 'present') return b;
  return a.value.includes(b.value) ? a : { is: 'containing', value: a.value + b.value };
}

/** A parameter may be sent several times, so that `x=1` and `x=2` are no contradiction. Any value is there, and can be captured. */
function commonQuery(a: readonly ParameterTest[], b: readonly ParameterTest[]): ParameterTest[] {
  const all = [...a, ...b];
  const values = all.filter(({ is }) => is === 'equal');
  const others = all.filter(({ name }) => !values.some((test) => test.name === name));
  const captured = new Set(others.filter(({ is }) => is === 'captured').map(({ name }) => name));
  const each = [...new Set(others.map(({ name }) => name))];
  return [...values, ...each.map((name): ParameterTest => (captured.has(name) ? { name, is: 'equal', value: token(0) } : { name, is: 'present' }))];
}
