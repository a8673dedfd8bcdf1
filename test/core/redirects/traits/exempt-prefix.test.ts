import { exemptPrefixOf } from '../../../../src/core/redirects/traits/exempt-prefix';
import { rulesOf } from '../support';

const prefixes = (line: string, format: 'netlify' | 'cloudflare' = 'netlify') =>
  rulesOf(line, format).map(exemptPrefixOf);

describe('a line of Netlify exempts', () => {
  test.each<[line: string, prefix: string]>([
    ['/* /de/:splat 302 Language=de', '/de/'],
    ['/shop/* /shop', '/shop/'],
    ['/shop/* /shop/', '/shop/'],
    ['/* /', '/'],
    ['/en/* /en/404.html 404', '/en/404.html/'],
    ['/* https://h.test/x/:splat', 'h.test/x/'],
    ['https://h.test/* https://h.test/x/:splat', '/x/'],
  ])('%s: what is under its target', (line, prefix) => {
    expect(prefixes(line)).toEqual([prefix]);
  });

  test.each<[why: string, line: string]>([
    ['has no wildcard', '/a /a'],
    ['has its wildcard inside', '/*/a /x/a'],
    ['does not match its target', '/a/* /b/:splat'],
    ['serves another page', '/a/* /a/x/:splat 200'],
    ['adds a query', '/a/* /a/x?y=1'],
    ['adds a fragment', '/a/* /a/x#top'],
    ['has text before its wildcard', '/* /x:splat'],
    ['redirects to the wildcard itself', '/* /:splat'],
    ['begins its target with a placeholder', '/:p/* /x/:p'],
    ['redirects to one URL of a host', '/* https://h.test/x'],
    ['is for another host', 'https://o.test/* https://h.test/x/:splat'],
    ['is for another scheme', 'http://h.test/* https://h.test/x/:splat'],
  ])('nothing where it %s', (_, line) => {
    expect(prefixes(line)).toEqual([undefined]);
  });
});

test('lines of Cloudflare exempt nothing', () => {
  expect(prefixes('/* /de/:splat', 'cloudflare')).toEqual([undefined]);
});
