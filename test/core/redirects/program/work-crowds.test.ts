import { HostileRequest, repeated, SHAPES } from './shapes';
import { complete, workFor } from './work';

const json = (count: number, rule: (i: number) => object): string =>
  JSON.stringify(Array.from({ length: count }, (_, i) => rule(i)));
const never = { cookie: { never: true } };

/** What one rule may cost that matches and does not apply, however long its texts are. */
const EACH_RULE = 60;
const EACH_CHARACTER = 40;

test.each<[string, (i: number) => object, string]>([
  ['beginnings, with a condition', (i) => ({ from: `/${'a'.repeat(i + 1)}:x`, to: '/t', when: never }), 'a'],
  ['endings, with a condition', (i) => ({ from: `/:x${'.a'.repeat(i + 1)}`, to: '/t', when: never }), '.a'],
  ['endings behind a splat', (i) => ({ from: `/*/:x${'.a'.repeat(i + 1)}`, to: '/t', when: never }), '.a'],
  ['beginnings, which climb', (i) => ({ from: `/${'a'.repeat(i + 1)}:x`, to: `/t/${i}/:x.` }), 'a'],
])('of a thousand %s, that go on from each other, no character is compared for each', (_, rule, unit) => {
  const path = `/${repeated(unit, 2000)}${unit === 'a' ? '..' : ''}`;
  const work = workFor(json(1000, rule), 'json')(complete({ path }));
  expect(work).toBeLessThan(EACH_RULE * 1000 + EACH_CHARACTER * path.length);
});

/** All letters, rising and falling, with much else on all sides. */
const LETTERS = 'abcdefghijklmnopqrst';
const VALLEYS = [...LETTERS].flatMap((a) =>
  [...LETTERS].flatMap((b) => [...LETTERS].flatMap((c) => (b < a && b < c ? [[a, b, c]] : []))));
const around = (lead: string, letters: Iterable<string>): string => [...letters].map((letter) => lead + letter).join('');

test.each<[string, (i: number) => string, string]>([
  [
    'in another order',
    (i) => `/*/${VALLEYS[i].join('/*/')}/*`,
    repeated('/z', 2000) + around('/', LETTERS) + around('/', [...LETTERS].reverse()) + repeated('/z', 2000),
  ],
  ['too far apart', (i) => `/*/a/:p/b${i}/*`, `${repeated('/a', 500)}/z/z${repeated((i) => `/b${i}`, 4000)}`],
  ['too near', (i) => `/*/a/:p/b${i}/*`, repeated((i) => `/a/b${i}`, 5000)],
])('a thousand rules whose texts a path has %s read it once', (_, from, path) => {
  const work = workFor(json(500, (i) => ({ from: from(i), to: '/t' })), 'json')(complete({ path }));
  expect(work).toBeLessThan(2 * EACH_RULE * 500 + EACH_CHARACTER * path.length);
});

const many = (count: number, name: (i: number) => string, value: string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), value]));

test.each<[string, HostileRequest]>([
  ['none of them', { path: '/a' }],
  ['one of them', { path: '/a', headers: { 'x-h7': 'b' } }],
  ['fifty of them', { path: '/a', headers: many(50, (i) => `x-h${i}`, 'b') }],
])('ten thousand header names are as quick as a hundred for a request with %s', (_, parts) => {
  const rules = (count: number): string =>
    json(count, (i) => ({ from: '/a', to: '/t', when: { header: { [`x-h${i}`]: 'a' } } }));
  const [few, some] = [100, 10_000].map((count) => workFor(rules(count), 'json')(complete(parts)));
  expect(some).toBeLessThan(2 * few + 50);
});

/** What is read to find a cookie, its rule and the other cookie that this requires, but not the record of the rule. */
const EACH_FOUND = 27;

test('a rule of which one condition holds and another does not is neither proposed nor judged', () => {
  const rules = json(500, (i) => ({ from: '/a', to: '/t', when: { cookie: { [`c${i}`]: true, [`d${i}`]: true } } }));
  const cookie = repeated((i) => `c${i}=;`, 3000);
  const [all, none] = [cookie, cookie.replaceAll('c', 'e')].map((text) =>
    workFor(rules, 'json')(complete({ path: '/a', headers: { cookie: text } })));
  const count = cookie.split(';').length;
  expect(all - none).toBeLessThan(EACH_FOUND * count);
});

// Where a request can meet more than a thousand rules: others are as quick by the tests of `work.test.ts`.
test.each(SHAPES.filter(({ name }) => /match|climb|order|another|holds|that all|^\?id=N and/.test(name)))(
  '$name: ten thousand rules are at most twice the work of a thousand', ({ rules, format, requests }) => {
    const [thousand, all] = [1000, 10_000].map((count) => workFor(rules(count), format));
    for (const request of requests) expect(all(complete(request))).toBeLessThan(2 * thousand(complete(request)));
  },
);

test('where no capture of the path can be used, the conditions of ten thousand rules for it are not read', () => {
  const rules = json(10_000, (i) =>
    ({ from: '/p:x/*', to: `/a${i}/:x/:splat`, when: { header: { referer: { contains: `x${i}.` } } } }));
  const referer = repeated((i) => `x${i}.`, 20_000);
  const work = workFor(rules, 'json');
  expect(work(complete({ path: '/p../b', headers: { referer } }))).toBeLessThan(200);
  expect(work(complete({ path: '/pa/b', headers: { referer } }))).toBeGreaterThan(20_000);
});
