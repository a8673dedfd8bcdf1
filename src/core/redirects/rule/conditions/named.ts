import type { Condition } from './condition';
import type { FunctionTest } from '../../function/format';
import type { TextTest } from '../model';
import { Pairs, Plain } from '../plain';

/** A test of a cookie or header. */
export interface NamedTest {
  readonly name: string;
  readonly test: TextTest;
}

/** A value that no rule contains. */
export const OTHER = 'zq8other';

/** Valid names of cookies and headers. */
export const TOKEN_NAME = /^[!#-'*+.^_`|~\w-]+$/;

type Shared = 'count' | 'describe' | 'isImpliedBy' | 'requires' | 'offers' | 'intersect' | 'choices';

/** The shared members of conditions whose value is a list of named tests, all of which must pass. */
export function named(
  label: string,
): Pick<Condition<readonly NamedTest[]>, Shared> & { writeJson(list: readonly NamedTest[]): unknown } {
  const keyOf = ({ name, test }: NamedTest): string =>
    test.is === 'equal' ? `${label} ${name}=${test.value}` : `${label} ${name}`;
  return {
    count: (list) => list.length,
    describe: (list) => list.map(({ name, test }) => `${label} ${name}${compared(test)}`),
    // Fewer tests are weaker.
    isImpliedBy: (list, others) =>
      list.every(({ name, test }) => others.some((other) => other.name === name && isWeaker(test, other.test))),
    requires: (list) => list.map((test) => [keyOf(test)]),
    offers: (list) =>
      list.flatMap((test) => [`${label} ${test.name}`, ...(test.test.is === 'equal' ? [keyOf(test)] : [])]),
    intersect: intersectNamed,
    choices: () => 1,
    writeJson: (list) => Object.fromEntries(list.map(({ name, test }) => [name, jsonOf(test)])),
  };
}

function compared(test: TextTest): string {
  if (test.is === 'present') return '';
  return test.is === 'equal' ? `=${test.value}` : ` with ${test.value}`;
}

/** Weakest to strongest: present, contains, equals. */
function isWeaker(a: TextTest, b: TextTest): boolean {
  if (a.is === 'present') return true;
  if (b.is === 'present') return false;
  return a.is === 'equal' ? b.is === 'equal' && a.value === b.value : b.value.includes(a.value);
}

/** The tests of both lists, one for each name. */
function intersectNamed(a: readonly NamedTest[], b: readonly NamedTest[]): NamedTest[] {
  const tests = new Map(a.map(({ name, test }) => [name, test]));
  for (const { name, test } of b) tests.set(name, intersectTests(tests.get(name) ?? test, test));
  return [...tests].map(([name, test]) => ({ name, test }));
}

/** The stronger test, where there is one; of two texts a value can contain both. */
function intersectTests(a: TextTest, b: TextTest): TextTest {
  if (a.is === 'equal' || b.is === 'present') return a;
  if (b.is === 'equal' || a.is === 'present') return b;
  return a.value.includes(b.value) ? a : { is: 'containing', value: a.value + b.value };
}

/** A value that passes a test: the current one if it does, else one made from it. */
export function passingValue(test: TextTest, value: string | undefined, anything: string): string {
  if (test.is === 'present') return value ?? anything;
  if (test.is === 'equal' || value === undefined) return test.value;
  return value.includes(test.value) ? value : `${value} ${test.value}`;
}

/** Parses tests by name, each name once; undefined for anything else. */
export function readNamed(value: Plain): NamedTest[] | undefined {
  if (!(value instanceof Pairs) || value.list.length === 0) return undefined;
  const tests = value.list.map(([name, test]) => ({ name, test: textTest(test) }));
  const names = new Set(value.list.map(([name]) => name.toLowerCase()));
  return names.size === tests.length && tests.every((t): t is NamedTest => t.test !== undefined) ? tests : undefined;
}

/** `true`: present; a text: equals; or `{ contains }` and `{ equals }`. */
function textTest(value: Plain): TextTest | undefined {
  if (value === true) return { is: 'present' };
  if (typeof value === 'string') return { is: 'equal', value };
  if (!(value instanceof Pairs) || value.list.length !== 1) return undefined;
  const [how, text] = value.list[0];
  if (typeof text !== 'string' || text === '') return undefined;
  if (how === 'contains') return { is: 'containing', value: text };
  return how === 'equals' ? { is: 'equal', value: text } : undefined;
}

function jsonOf(test: TextTest): unknown {
  if (test.is === 'present') return true;
  return test.is === 'equal' ? test.value : { contains: test.value };
}

/** `seen`, `plan=pro`, or `referer*=index.html`. */
export function cellOf({ name, test }: NamedTest): string {
  return test.is === 'present' ? name : `${name}${test.is === 'equal' ? '=' : '*='}${test.value}`;
}

/** The test in a CloudFront Function: present, equal, or containing (1). */
export function namedTest(kind: 'cookie' | 'header', { name, test }: NamedTest): FunctionTest {
  if (test.is === 'present') return [kind, name];
  return test.is === 'equal' ? [kind, name, test.value] : [kind, name, test.value, 1];
}
