import { rulesOf } from './support';
import { partsRead } from '../../../src/core/redirects/parts-read';

function parts(text: string | object, format: 'json' | 'netlify' = 'json'): string[] {
  return partsRead(rulesOf(text, format)).map(({ kind, name, line }) => `${kind}${name === undefined ? '' : ` ${name}`} (${line})`);
}

test('a rule that keeps the query reads all of it', () => {
  expect(parts({ '/a': '/b' })).toEqual(['query (1)']);
});

test.each<[string, object, string[]]>([
  ['drop', { to: '/b', query: 'drop' }, []],
  ['only', { to: '/b', query: { only: ['utm_*', 'ref'] } }, ['query utm_* (1)', 'query ref (1)']],
  ['replace, where the target has none', { to: '/b', query: 'replace' }, ['query (1)']],
  ['replace, where it has one', { to: '/b?x=1', query: 'replace' }, []],
  ['an ending', { statusCode: 410 }, []],
  ['a rewrite', { to: '/b', statusCode: 200 }, ['query (1)']],
])('%s', (_, rule, expected) => {
  expect(parts({ '/a': rule })).toEqual(expected);
});

test('every condition is a part', () => {
  const when = { method: 'GET', country: 'DE', language: 'de', cookie: { seen: true }, header: { Referer: { contains: 'x' } } };
  expect(parts({ 'https://h.test/a?id=:id': { to: '/b', query: 'drop', when } })).toEqual([
    'host (1)', 'method (1)', 'country (1)', 'language (1)', 'cookie seen (1)', 'header referer (1)', 'query id (1)',
  ]);
});

test('a target that may be the very address reads the host', () => {
  expect(parts({ '/*': { to: 'https://www.example.com/:splat', query: 'drop' } })).toEqual(['host (1)', 'query (1)']);
  expect(parts({ '/docs/*': { to: 'https://docs.example.com/:splat', query: 'drop' } })).toEqual([]);
  expect(parts({ '/old/*': { to: 'https://www.example.com/new/:splat', query: 'drop' } })).toEqual([]);
});

test("the host decides whether a visitor is under the target of one of Netlify's lines already", () => {
  expect(parts('/* https://www.example.com/x/:splat', 'netlify')).toContain('host (1)');
  expect(parts('/a/* https://www.example.com/x/:splat', 'netlify')).not.toContain('host (1)');
});

test("the scheme of Netlify's sources is a header", () => {
  expect(parts('http://h.test/a https://h.test/b?x=1', 'netlify')).toEqual(['host (1)', 'header cloudfront-forwarded-proto (1)']);
});

test('the first rule that reads a part is named', () => {
  expect(parts('{\n"/a": {"to": "/b", "query": "drop"},\n"/c": "/d",\n"/e": "/f"}')).toEqual(['query (3)']);
});

test('a target that is deeper or less deep than the source is never the very address', () => {
  expect(parts({ '/:year/:slug': { to: 'https://www.example.com/:slug', query: 'drop' } })).toEqual([]);
  expect(parts({ '/*/:year/:slug': { to: 'https://www.example.com/:slug', query: 'drop' } })).toEqual([]);
  expect(parts({ '/:a/x': { to: '/:a/', query: 'drop' } })).toEqual([]);
  expect(parts({ '/:year/:slug': { to: 'https://www.example.com/:slug/:year', query: 'drop' } })).toContain('host (1)');
});

test('a line that only ends the visit leaves those alone who are under its target', () => {
  expect(parts('/* https://www.example.com/a/:splat 404', 'netlify')).toEqual(['host (1)']);
});

/** With `/closed?x=1` in the cache for `/closed`, a redirect to `/closed` would send everybody round for ever. */
test.each<[string, object]>([
  ['drop', { to: '/closed', query: 'drop' }],
  ['replace, where the target has one', { to: '/closed?from=all', query: 'replace' }],
  ['only', { to: '/closed', query: { only: ['x'] } }],
])('a rule that may leave a visitor where he is asks for the query: %s', (_, rule) => {
  expect(partsRead(rulesOf({ '/*': rule }))).toContainEqual({ kind: 'query', dispensable: true, line: 1 });
  expect(partsRead(rulesOf({ '/old/*': rule }))).not.toContainEqual(expect.objectContaining({ dispensable: true }));
});

test('a rule that keeps the query cannot do without', () => {
  expect(partsRead(rulesOf({ '/*': { to: '/closed', query: 'drop' }, '/a': '/b' }))).toEqual([{ kind: 'query', line: 1 }]);
});
