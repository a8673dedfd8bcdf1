import { answer, sends } from './support';
import { parseRules } from '../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../src/core/redirects/rule/types';

describe('sources', () => {
  test('an exact path, with or without its final slash', () => {
    const rules = { '/old': '/new' };
    expect(sends(rules, '/old')).toBe('301 /new');
    expect(sends(rules, '/old/')).toBe('301 /new');
    expect(sends(rules, '/OLD')).toBeUndefined();
    expect(sends(rules, '/old/more')).toBeUndefined();
    expect(sends(rules, '//old')).toBeUndefined();
  });

  test('a splat matches any number of segments and keeps the final slash', () => {
    const rules = { '/docs/*': 'https://docs.example.com/:splat' };
    expect(sends(rules, '/docs/a/b/')).toBe('301 https://docs.example.com/a/b/');
    expect(sends(rules, '/docs')).toBe('301 https://docs.example.com/');
    expect(sends(rules, '/docsx')).toBeUndefined();
  });

  test('placeholders are whole segments, or text around one', () => {
    const rules = { '/blog/:year/:slug': '/news/:slug?y=:year', '/p/item-:id.html': '/i/:id' };
    expect(sends(rules, '/blog/2020/x')).toBe('301 /news/x?y=2020');
    expect(sends(rules, '/blog/2020/x/y')).toBeUndefined();
    expect(sends(rules, '/p/item-5.html')).toBe('301 /i/5');
    expect(sends(rules, '/p/item-.html')).toBeUndefined();
  });

  test('several splats are numbered', () => {
    const rules = { '/a/*/b/*': '/x/:1/y/:2' };
    expect(sends(rules, '/a/1/2/b/3/4')).toBe('301 /x/1/2/y/3/4');
    expect(sends(rules, '/a/b/b/b')).toBe('301 /x/b/b/y/');
  });

  test('hosts, exact and with a wildcard', () => {
    const rules = {
      'https://old.example.com/*': 'https://exact.test/:splat',
      'https://*.example.com/*': 'https://wild.test/:splat',
      '/x/*': '/any/:splat',
    };
    expect(sends(rules, 'https://old.example.com/x/y')).toBe('301 https://exact.test/x/y');
    expect(sends(rules, 'https://other.example.com/x/y')).toBe('301 https://wild.test/x/y');
    expect(sends(rules, 'https://example.com/x/y')).toBe('301 /any/y');
  });

  test('a required query parameter is removed', () => {
    const rules = { '/store?id=:id': '/s/:id' };
    expect(sends(rules, '/store?id=a%2Fb&c=1')).toBe('301 /s/a%2Fb?c=1');
    expect(sends(rules, '/store?c=1')).toBeUndefined();
  });
});

describe('up to 32 placeholders', () => {
  const names = Array.from({ length: 32 }, (_, i) => `p${i}`);
  const source = names.map((name) => `/:${name}`).join('');
  const values = names.map((_, i) => `v${i}`);

  test.each([
    ['the path', '/x/', '/'],
    ['the query', '/x?q=', '-'],
    ['the fragment', '/x#', '-'],
  ])('land in %s', (_, before, between) => {
    const target = before + names.map((name) => `:${name}`).join(between);
    expect(sends({ [source]: target }, `/${values.join('/')}`)).toBe(`301 ${before}${values.join(between)}`);
  });

  test('one more is refused', () => {
    const { problems } = parseRules(JSON.stringify({ [`${source}/:more`]: '/x' }), { format: 'json' });
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'EDGE_REDIRECT_SOURCE',
        message: expect.stringContaining('33 placeholders; 32 are the most'),
      }),
    ]);
  });

  test('the last of 32 placeholders keeps its name when a chain is shortened', () => {
    const all = (sign: string) => Array.from({ length: 32 }, (_, i) => `${sign}${i}`).join('/');
    const rules = { [`/a/${all(':p')}`]: `/b/${all(':p')}`, [`/b/${all(':p')}`]: '/c/:p31/:p30' };
    expect(sends(rules, `/a/${all('v')}`)).toBe('301 /c/v31/v30');
  });
});

describe('a capture never leaves the folder of the target', () => {
  test.each<[string, string, RuleFormat]>([
    ['{"/pre:p": "/x/:p"}', '/pre..', 'json'], ['{"/:p.html": "/x/:p/y"}', '/...html', 'json'], ['{"/store?id=:id": "/s/:id"}', '/store?id=..', 'json'],
    ['/n* /x/:splat', '/n../secret', 'netlify'], ['/a/*-x /y/:splat', '/a/b/..-x', 'cloudflare'],
  ])('%s for %s', (rules, url, format) => {
    expect(sends(rules, url, {}, format)).toBeUndefined();
    expect(sends(rules, url.replace('..', 'ok'), {}, format)).toMatch(/^30\d \/[xsy]\/(?:b\/)?ok/);
  });

  test('elsewhere dots are text', () => {
    expect(sends({ '/pre:p': '/x?q=:p', '/w/:p': '/v-:p' }, '/pre..')).toBe('301 /x?q=..');
    expect(sends({ '/store?id=:id': '/s#:id' }, '/store?id=..')).toBe('301 /s#..');
  });
});

describe('responses', () => {
  test('the query of the request is merged after that of the target, which takes precedence', () => {
    expect(sends({ '/a': '/b?y=2' }, '/a?x=1&y=3&x=4')).toBe('301 /b?y=2&x=1&x=4');
  });

  test('an empty query has no question mark', () => {
    const rule = { '/x/*': { to: '/y?:splat', query: 'drop' } };
    expect([sends(rule, '/x'), sends(rule, '/x?a=1'), sends(rule, '/x/b')]).toEqual(['301 /y', '301 /y', '301 /y?b']);
  });

  test('404, 410 and 451 have no location', () => {
    expect(answer({ '/gone': { statusCode: 410 } }, '/gone')).toEqual({ status: 410, rule: 0 });
  });

  test('a rewrite serves another page of the site', () => {
    expect(answer({ '/a': { to: '/b', statusCode: 200 } }, '/a?x=1')).toEqual({
      status: 200,
      rule: 0,
      rewrite: { path: '/b', query: 'x=1' },
    });
  });

  test('a condition on the referer', () => {
    const rules = { '/other': { to: '/o2', when: { header: { referer: { contains: 'index.html' } } } } };
    expect(sends(rules, '/other')).toBeUndefined();
    expect(sends(rules, '/other', { headers: { referer: 'https://x.example/index.html' } })).toBe('301 /o2');
  });
});
