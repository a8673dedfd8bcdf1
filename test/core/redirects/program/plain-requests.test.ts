import { openProgram } from '../../../../src/core/redirects/program/read/open';
import { writeProgram } from '../../../../src/core/redirects/program/write/program';
import type { RedirectMatcher } from '../../../../src/core/redirects/rule/types';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { normalizePath } from '../../../../src/core/redirects/url/path';
import { HOST, request, rulesOf } from '../support';

// Most requests are for a path that is as it should be, have no query, and meet one rule that is as plain. They take a
// shorter way through the matcher, which must lead to the same answer.

/** All texts of up to so many of the units. */
function textsOf(units: readonly string[], most: number): string[] {
  const longer = (texts: readonly string[]): string[] => texts.flatMap((text) => units.map((unit) => text + unit));
  const all = [''];
  for (let texts = ['']; all.push(...texts = longer(texts)), texts[0].length < most;);
  return all;
}

const PATHS = textsOf(['/', '.', 'a', '\u00e9', '{'], 5);
const SOURCES = ['/', '/a', '/a/a', '/a.', '/a/a.', '/a.a', '/aa', '/a/%7B', '/%C3%A9', '/a/%C3%A9', '/a//a'];

const matcherOf = (rules: object[], rootObject?: string): RedirectMatcher => {
  const read = rulesOf(rules);
  return openProgram(writeProgram(read, ranked(read), []), rootObject);
};
const keyOf = (path: string): string => normalizePath(path).replace(/\/$/, '');

/** Compares the answers to all paths; `normalized` is what the answer of a path is filed under. */
function expectAnswers(
  { match }: RedirectMatcher, answers: ReadonlyMap<string, string>, normalized: (path: string) => string, host = HOST,
): void {
  const found = new Set<string>();
  for (const path of PATHS) {
    const expected = answers.get(normalized(path));
    const given = match({ ...request('/'), path, host })?.location;
    if (given !== expected) expect([path, given]).toEqual([path, expected]);
    if (expected !== undefined) found.add(expected);
  }
  expect(found.size).toBe(answers.size);
}

const rules = SOURCES.map((from, i) => ({ from, to: `/to/${i}` }));
const ANSWERS = new Map(SOURCES.map((from, i) => [from.replace(/\/$/, ''), `/to/${i}`]));

test('every short path has the answer of its normalized spelling', () => {
  expectAnswers(matcherOf(rules), ANSWERS, keyOf);
});

test('so it has if one rule ignores case', () => {
  const more = { from: '/A/B', to: '/to/b', caseSensitive: false };
  expectAnswers(matcherOf([...rules, more]), ANSWERS, keyOf);
  const { match } = matcherOf([...rules, more]);
  expect(match(request('/a/b/'))?.location).toBe('/to/b');
  expect(match(request('/A'))).toBeUndefined();
});

test('so it has for a host and for all hosts', () => {
  const own = SOURCES.slice(0, 6).map((from, i) => ({ from: `https://a.example.com${from}`, to: `/own/${i}` }));
  const both = new Map([...ANSWERS, ...SOURCES.slice(0, 6).map((from, i) => [from.replace(/\/$/, ''), `/own/${i}`] as const)]);
  expectAnswers(matcherOf([...own, ...rules]), both, keyOf, 'a.example.com');
  expectAnswers(matcherOf([...own, ...rules]), ANSWERS, keyOf, 'b.example.com');
});

test.each(['a', 'a.a', 'a/a'])('so it has with the default root object %s, which is the home page', (object) => {
  const others = rules.filter(({ from }) => from !== `/${object}`);
  const answers = new Map([...ANSWERS].filter(([from]) => from !== `/${object}`));
  const normalized = (path: string): string => (keyOf(path) === `/${object}` ? '' : keyOf(path));
  expectAnswers(matcherOf(others, object), answers, normalized);
});

test.each([
  ['/page', '/page'], ['/', '/'], ['/.well-known/x', '/.well-known/x'], ['/..x', '/..x'],
  ['https://www.example.com/x', 'https://www.example.com/x'], ['/x?y=1#z', '/x?y=1#z'], ['/x#', '/x'],
])('a target without captures is the location as it is: %s', (to, location) => {
  expect(matcherOf([{ from: '/old', to }]).match(request('/old'))).toEqual({ status: 301, rule: 0, location });
});

test('a rule with a query, a condition or no target takes the other way', () => {
  const { match } = matcherOf([
    { from: '/query', to: '/t', query: 'drop' },
    { from: '/gone', statusCode: 410 },
    { from: '/served', to: '/file', statusCode: 200 },
    { from: '/cookie', to: '/t', when: { cookie: { a: true } } },
    { from: '/self', to: '/self' },
  ]);
  expect(match(request('/query'))).toEqual({ status: 301, rule: 0, location: '/t' });
  expect(match(request('/query?a=1'))).toEqual({ status: 301, rule: 0, location: '/t' });
  expect(match(request('/gone'))).toEqual({ status: 410, rule: 1 });
  expect(match(request('/served'))).toEqual({ status: 200, rule: 2, rewrite: { path: '/file', query: '' } });
  expect(match(request('/cookie'))).toBeUndefined();
  expect(match(request('/self'))).toBeUndefined();
});

test('the first of two hosts that fit has precedence over a rule for all hosts', () => {
  const { match } = matcherOf([
    { from: 'https://*.example.com/a', to: '/wild' }, { from: 'https://b.example.com/a', to: '/own' },
    { from: '/a', to: '/all' },
  ]);
  expect(match(request('https://b.example.com/a'))?.location).toBe('/own');
  expect(match(request('https://c.example.com/a'))?.location).toBe('/wild');
  expect(match(request('https://example.org/a'))?.location).toBe('/all');
});
