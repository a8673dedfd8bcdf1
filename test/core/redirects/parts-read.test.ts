import { rulesOf } from './support';
import type { RequestPart } from '../../../src/core/cache-key/request-part';
import { compileRules } from '../../../src/core/redirects/compile';
import { parseRules } from '../../../src/core/redirects/parse';
import { partsRead } from '../../../src/core/redirects/parts-read';
import type { RuleFormat } from '../../../src/core/redirects/rule/types';

const SITE = { siteHosts: ['www.example.com'] };

function read(text: string | object, format: RuleFormat = 'json'): RequestPart[] {
  return partsRead(compileRules(rulesOf(text, format), SITE));
}

function parts(text: string | object, format: RuleFormat = 'json'): string[] {
  return read(text, format).map(({ kind, name, line }) => `${kind}${name === undefined ? '' : ` ${name}`} (${line})`);
}

test('a rule that keeps the query reads all of it', () => {
  expect(parts({ '/a': '/b' })).toEqual(['query (1)']);
});

test.each<[string, object, string[]]>([
  ['drop', { to: '/b', query: 'drop' }, []],
  ['only', { to: '/b', query: { only: ['utm_*', 'ref'] } }, ['query utm_* (1)', 'query ref (1)']],
  ['replace, where the target has none', { to: '/b', query: 'replace' }, ['query (1)']],
  ['replace, where it has one', { to: '/b?x=1', query: 'replace' }, []],
  ['a status without a target', { statusCode: 410 }, []],
  ['a rewrite', { to: '/b', statusCode: 200 }, ['query (1)']],
])('%s', (_, rule, expected) => {
  expect(parts({ '/a': rule })).toEqual(expected);
});

test('every condition is a part', () => {
  const when = {
    method: 'GET',
    country: 'DE',
    language: 'de',
    cookie: { seen: true },
    header: { Referer: { contains: 'x' } },
  };
  expect(parts({ 'https://h.test/a?id=:id': { to: '/b', query: 'drop', when } })).toEqual([
    'host (1)', 'method (1)', 'country (1)', 'language (1)', 'cookie seen (1)', 'header referer (1)', 'query id (1)',
  ]);
});

test('a target that may be the URL of the request reads the host', () => {
  expect(parts({ '/*': { to: 'https://www.example.com/:splat', query: 'drop' } })).toEqual(['host (1)', 'query (1)']);
  expect(parts({ '/docs/*': { to: 'https://docs.example.com/:splat', query: 'drop' } })).toEqual([]);
  expect(parts({ '/old/*': { to: 'https://www.example.com/new/:splat', query: 'drop' } })).toEqual([]);
});

test('the host decides whether a line of Netlify exempts a request', () => {
  expect(parts('/* https://www.example.com/x/:splat', 'netlify')).toContain('host (1)');
  expect(parts('/a/* https://www.example.com/x/:splat', 'netlify')).not.toContain('host (1)');
});

test("the scheme of Netlify's sources is a header", () => {
  expect(parts('http://h.test/a https://h.test/b?x=1', 'netlify')).toEqual([
    'host (1)',
    'header cloudfront-forwarded-proto (1)',
  ]);
});

test('the first rule that reads a part is named', () => {
  expect(parts('{\n"/a": {"to": "/b", "query": "drop"},\n"/c": "/d",\n"/e": "/f"}')).toEqual(['query (3)']);
});

test('a target that is deeper or less deep than the source is never the URL of the request', () => {
  expect(parts({ '/:year/:slug': { to: 'https://www.example.com/:slug', query: 'drop' } })).toEqual([]);
  expect(parts({ '/*/:year/:slug': { to: 'https://www.example.com/:slug', query: 'drop' } })).toEqual([]);
  expect(parts({ '/:a/x': { to: '/:a/', query: 'drop' } })).toEqual([]);
  expect(parts({ '/:year/:slug': { to: 'https://www.example.com/:slug/:year', query: 'drop' } })).toContain('host (1)');
});

test('a line with an error page exempts what is under its target', () => {
  expect(parts('/* https://www.example.com/a/:splat 404', 'netlify')).toEqual(['host (1)']);
});

/** With the redirect of `/closed?x=1` in the cache for `/closed`, `/closed` would loop. */
test.each<[string, object]>([
  ['drop', { to: '/closed', query: 'drop' }],
  ['only', { to: '/closed', query: { only: ['x'] } }],
])('a rule that may redirect to the URL of the request reads the query: %s', (_, rule) => {
  expect(read({ '/*': rule })).toContainEqual({ kind: 'query', dispensable: true, line: 1 });
  expect(read({ '/old/*': rule })).not.toContainEqual(expect.objectContaining({ dispensable: true }));
});

test('a rule that keeps the query cannot do without', () => {
  expect(read({ '/*': { to: '/closed', query: 'drop' }, '/a': '/b' })).toEqual([{ kind: 'query', line: 1 }]);
});

/** Without the query, `/closed?from=all` is `/closed` and redirects to `/closed?from=all`. */
test.each<[string, object]>([
  ['drop', { to: '/closed?from=all', query: 'drop' }],
  ['replace', { to: '/closed?from=all', query: 'replace' }],
])('a target with a query is compared with the whole query of the request: %s', (_, rule) => {
  expect(read({ '/*': rule })).toEqual([{ kind: 'query', line: 1 }]);
});

test('a query of captures may be empty, so that the query of the request is kept', () => {
  expect(parts({ '/x/*': { to: '/y?:splat', query: 'replace' } })).toEqual(['query (1)']);
  expect(parts({ '/x/*': { to: '/y?z=:splat', query: 'replace' } })).toEqual([]);
});

test('a parameter without a name is not all of them', () => {
  expect(parts('{\n"/a?=1": {"to": "/b", "query": "drop"},\n"/c": "/d"}')).toEqual(['query  (2)', 'query (3)']);
});

test('a line of Cloudflare that matches its own target compares the URL of the request', () => {
  const kindsOf = (text: string): string[] =>
    partsRead(compileRules(parseRules(text, { format: 'cloudflare' }).rules, SITE)).map(({ kind }) => kind);
  expect(kindsOf('/* https://www.example.com/x/:splat')).toEqual(['host', 'query']);
  expect(kindsOf('/* https://other.test/x/:splat')).toEqual(['query']);
});

test('an excluded line reads nothing', () => {
  const { rules } = parseRules('/a /b 301 Country=DE\n/b /a 301 Country=DE\n/c /d?x=1', { format: 'netlify' });
  expect(partsRead(compileRules(rules, SITE))).toEqual([]);
});

test('a rule for another host than its target compares nothing there', () => {
  const to = (target: string): object => ({ to: target, query: 'drop' });
  expect(parts({ 'https://old.example.com/*': to('https://www.example.com/:splat') })).toEqual(['host (1)']);
  expect(parts({ 'https://*.example.net/*': to('https://www.example.com/:splat') })).toEqual(['host (1)']);
  // The request may be on the host itself, with any port.
  expect(parts({ 'https://*.example.com/*': to('https://www.example.com/:splat') })).toEqual(['host (1)', 'query (1)']);
  expect(parts({ 'https://www.example.com/*': to('https://www.example.com:443/closed') })).toEqual([
    'host (1)',
    'query (1)',
  ]);
});

test('a host with a capture may be the host of the request', () => {
  const text = JSON.stringify({
    'https://shop.example.com/:shop': { to: 'https://:shop.example.com/shop', query: 'drop' },
  });
  const { rules } = parseRules(text, { format: 'json', defaults: { targetHosts: ['*.example.com'] } });
  expect(partsRead(compileRules(rules)).map(({ kind }) => kind)).toEqual(['host', 'query']);
});

test('a rule that removes a required parameter never redirects to the URL of the request', () => {
  expect(parts({ '/*?old=1': { to: 'https://www.example.com/:splat', query: 'drop' } })).toEqual(['query old (1)']);
  expect(parts({ '/*?old=1': { to: 'https://www.example.com/:splat?old=1', query: 'drop' } })).toEqual([
    'host (1)',
    'query old (1)',
    'query (1)',
  ]);
});
