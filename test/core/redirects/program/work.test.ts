import { HostileRequest, SHAPES } from './shapes';
import { complete, lengthOf, workFor } from './work';

/** What is read for each character of a request, and, where the list says nothing of the request, for each rule. */
const EACH_CHARACTER = 40;
const EACH_RULE = 60;

test.each(SHAPES)('$name: each character costs a few steps, whatever the rules', ({ rules, format, requests }) => {
  const [few, many] = [100, 500].map((count) => workFor(rules(count), format));
  for (const request of requests) {
    const asked = complete(request);
    const least = few(asked);
    expect(least).toBeLessThan(EACH_CHARACTER * (lengthOf(request) + 400));
    // Four hundred rules more are some steps more, not a reading of the request for each.
    expect(many(asked) - least).toBeLessThan(EACH_RULE * 400 + lengthOf(request));
  }
});

/**
 * Each rule has a place of its own, the request comes to all of them, and nothing is answered: what is read then is
 * what the rules say, not the path.
 */
const CROWDS: readonly [string, (i: number) => object, HostileRequest][] = [
  ['of beginnings', (i) => ({ from: `/${'a'.repeat(i + 1)}:x`, to: '/t', when: { cookie: { never: true } } }), { path: `/${'a'.repeat(7000)}` }],
  ['of texts and placeholders', (i) => ({ from: bits(i).map((bit, n) => `/${bit}:p${n}b`).join(''), to: '/t', when: { cookie: { never: true } } }), { path: `/a${'a'.repeat(700)}b`.repeat(9) }],
  // Two in each place: one alone would be judged at once, and the last segment not be looked for.
  ['of splats', (i) => ({ from: `${'/a'.repeat(i % 200)}/*/z${i}`, to: '/t' }), { path: `${'/a'.repeat(200)}/${'z'.repeat(7000)}` }],
  ['of hosts', (i) => ({ from: `https://*${'.a'.repeat(1 + i % 100)}.com/*/z${i}`, to: '/t' }), { host: `${'a.'.repeat(110)}com`, path: `/${'a'.repeat(7000)}` }],
];

function bits(i: number): string[] {
  return [...(512 + i % 512).toString(2).slice(1)].map((bit) => (bit === '1' ? 'a' : ''));
}

test.each(CROWDS)('a crowd %s, to which one request comes, does not read it for each', (_, rule, parts) => {
  const rules = Array.from({ length: 400 }, (__, i) => rule(i));
  const work = workFor(JSON.stringify(rules), 'json')(complete(parts));
  // A pattern, a name in the table and a record are read at most twice.
  expect(work).toBeLessThan(6 * JSON.stringify(rules).length + EACH_CHARACTER * lengthOf(parts));
});

const DAY_MS = 86_400_000;
const date = (i: number): string => new Date(1_600_000_000_000 + DAY_MS * i).toISOString().slice(0, 10);
const DATED: readonly [string, (i: number) => object, HostileRequest][] = [
  ['starts', (i) => ({ from: '/a', to: `/x/${i}`, start: date(i) }), { path: '/a' }],
  ['ends', (i) => ({ from: '/a', to: `/x/${i}`, end: date(i) }), { path: '/a' }],
  ['starts and ends', (i) => ({ from: '/a', to: `/x/${i}`, start: date(i), end: date(i + 30) }), { path: '/a' }],
  ['starts of a pattern', (i) => ({ from: '/a/:x', to: `/x/${i}`, start: date(i) }), { path: '/a/b' }],
  ['starts, in one country', (i) => ({ from: '/a', to: `/x/${i}`, start: date(i), when: { country: ['DE', 'AT'] } }), { path: '/a', country: 'AT' }],
  ['starts of two kinds', (i) => ({ from: i % 2 ? '/a/:x' : '/a/b', caseSensitive: i % 2 > 0, to: `/x/${i}`, start: date(i) }), { path: '/a/b' }],
];

test.each(DATED)(
  'ten thousand rules that differ by %s are as quick as a hundred, whatever the time',
  (_, rule, parts) => {
    const dated = (count: number) => workFor(JSON.stringify(Array.from({ length: count }, (__, i) => rule(i))), 'json');
    const [few, many] = [dated(100), dated(10_000)];
    for (const now of [0, Date.parse(date(50)), Date.parse(date(5000)), Date.parse(date(20_000))]) {
      expect(many({ ...complete(parts), now })).toBeLessThan(few({ ...complete(parts), now }) + 300);
    }
  },
);

test.each<[string, string, HostileRequest]>([
  ['dots', '/:x/:splat/:splat/:splat', { path: `/p../${'b/'.repeat(3500)}` }],
  ['a label that no host has', 'https://:x.example.com/:splat/:splat', { path: `/p${'a'.repeat(3000)}!/${'b/'.repeat(1500)}` }],
  ['a label that is too long', 'https://:x.example.com/:splat/:splat', { path: `/p${'a'.repeat(3000)}/${'b/'.repeat(1500)}` }],
])('of many answers that may not be sent for %s, none is joined', (_, to, parts) => {
  const rules = Array.from({ length: 400 }, (__, i) => ({
    from: `/p:x/*?i${i}`,
    to: to.replace('/:splat', `/a${i}/:splat`),
  }));
  const work = workFor(JSON.stringify(rules), 'json', ['*.example.com']);
  const all = { ...parts, query: rules.map((__, i) => `i${i}`).join('&') };
  expect(work(complete(all))).toBeLessThan(6 * JSON.stringify(rules).length + EACH_CHARACTER * lengthOf(all));
});

test('a list for one path is as quick with ten thousand rules as with a hundred', () => {
  const cms = (count: number) =>
    workFor(
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`/index.php?id=${i}`, `/x/${i}`]))),
      'json',
    );
  const [few, many] = [cms(100), cms(10_000)];
  for (const query of ['id=zzz', 'id=7', 'a=1&b=2', '']) {
    expect(many(complete({ path: '/index.php', query }))).toBeLessThan(
      few(complete({ path: '/index.php', query })) * 1.2 + 20,
    );
  }
});
