import { OverlapCandidates } from '../../../../src/core/redirects/overlap/candidates';
import { intersectRequests } from '../../../../src/core/redirects/overlap/intersect-requests';
import { overlapWitnesses, ownWitnesses, witnessesOfBoth } from '../../../../src/core/redirects/overlap/witnesses';
import { fitsPath } from '../../../../src/core/redirects/traits/may-redirect-to-self';
import { PATHS, SmallFormat, smallRules } from '../small-sources';
import { matcherOf, rulesOf } from '../support';

const HOST = 'site.test';
const rule = (from: string, when: object = {}, dates: object = {}) => ({ from, to: '/to', when, ...dates });

describe('a request of two rules', () => {
  test.each<[string, object, object]>([
    ['any host and one host', rule('/a'), rule('https://h.test/a')],
    ['a host and those above it', rule('https://*.h.test/a'), rule('https://x.h.test/a')],
    ['conditions of different kinds', rule('/a', { country: 'DE' }), rule('/a', { cookie: { seen: true }, method: 'POST' })],
    ['lists with a common value', rule('/a', { country: ['DE', 'AT'] }), rule('/a', { country: ['AT', 'CH'] })],
    ['parameters', rule('/a?x=1'), rule('/a?y=:y')],
    ['dates', rule('/a', {}, { start: '2026-01-01' }), rule('/a', {}, { end: '2026-02-01' })],
  ])('satisfies both: %s', (_, a, b) => {
    const [x, y] = rulesOf([a, b]);
    const { request } = intersectRequests(x, y, HOST, 0)!;
    expect([a, b].map((one) => matcherOf([one]).match(request)?.status)).toEqual([301, 301]);
    expect([...witnessesOfBoth(x, y, HOST, 0)].map(({ request: { path } }) => path)).toEqual(['/a']);
  });

  test.each<[string, object, object]>([
    ['hosts', rule('https://g.test/a'), rule('https://h.test/a')],
    ['a host that is not below the other', rule('https://*.h.test/a'), rule('https://x.g.test/a')],
    ['lists without a common value', rule('/a', { country: 'DE' }), rule('/a', { country: 'AT' })],
    ['times', rule('/a', {}, { start: '2026-02-02' }), rule('/a', {}, { end: '2026-01-31' })],
  ])('does not exist for two %s', (_, a, b) => {
    const [x, y] = rulesOf([a, b]);
    expect(intersectRequests(x, y, HOST, 0)).toBeUndefined();
    expect([...witnessesOfBoth(x, y, HOST, 0)]).toEqual([]);
  });

  test('names the headers that it needs', () => {
    const [a, b] = rulesOf([rule('/a', { header: { 'x-plan': 'pro' } }), rule('/a', { language: 'de' })]);
    expect(intersectRequests(a, b, HOST, 0)!.headers).toEqual(['x-plan', 'accept-language']);
  });
});

test('exact rules are candidates of each other for one path only, in any case', () => {
  const candidates = new OverlapCandidates(rulesOf(['/a/b', '/A/b', '/a', '/'].map((from) => ({ from, to: '/t' }))));
  expect([0, 1, 2, 3].map((i) => candidates.of(i))).toEqual([[1], [0], [], []]);
});

test('a rule has a request of its own, and one below its target', () => {
  const [a, gone] = rulesOf([rule('https://*.h.test/a'), { from: '/gone', statusCode: 410 }]);
  expect(ownWitnesses(a, HOST, 0).map(({ request: { host, path } }) => host + path)).toEqual([
    'any.h.test/a',
    'any.h.test/to/zq7wa/zq7wb',
  ]);
  expect(ownWitnesses(gone, HOST, 0)).toHaveLength(1);
});

test('where a line exempts a folder, the requests of another line in it are witnesses', () => {
  const [a, b] = rulesOf('/* https://h.test/x/:splat\n/x/y /z', 'netlify');
  const urls = [...witnessesOfBoth(a, b, HOST, 0)].map(({ request: { host, path } }) => host + path);
  expect(urls).toContain('h.test/x/y');
});

describe.each<SmallFormat>(['json', 'netlify', 'cloudflare'])('rules of %s that share a path', (format) => {
  const rules = smallRules(format);
  const fits = rules.map((one) => new Set(PATHS.filter((path) => fitsPath(one, path))));
  const isShared = (i: number, j: number): boolean => i !== j && [...fits[i]].some((path) => fits[j].has(path));

  test('are candidates, an exact one at least for the pattern', () => {
    const candidates = new OverlapCandidates(rules);
    const found = rules.map((_, i) => new Set(candidates.of(i)));
    const missed = rules.flatMap((a, i) => rules.flatMap((b, j) => (
      isShared(i, j) && !found[i].has(j) && !found[j].has(i) ? [[a.from, b.from]] : [])));
    expect(missed).toEqual([]);
    expect(found.flatMap((of, i) => (of.has(i) ? [rules[i].from] : []))).toEqual([]);
    expect(candidates.complete).toBe(true);
  });

  test('have a witness for each two of them', () => {
    const some = rules.filter((_, i) => i % 7 === 0);
    const seen = new Set<string>();
    for (const { request: { path } } of overlapWitnesses(some, HOST)) {
      const matching = some.flatMap((one, i) => (fitsPath(one, path) ? [i] : []));
      for (const i of matching) for (const j of matching) seen.add(`${i} ${j}`);
    }
    const places = some.map((one) => rules.indexOf(one));
    const missed = some.flatMap((a, i) => some.flatMap((b, j) => (
      isShared(places[i], places[j]) && !seen.has(`${i} ${j}`) ? [[a.from, b.from]] : [])));
    expect(missed).toEqual([]);
  });

  test('are not all found once the steps are used up', () => {
    const candidates = new OverlapCandidates(rules, 3);
    rules.forEach((_, i) => candidates.of(i));
    expect(candidates.complete).toBe(false);
  });
});
