import { compileRules } from '../../../../src/core/redirects/compile';
import { writeCsv } from '../../../../src/core/redirects/formats/csv/write';
import { writeJson } from '../../../../src/core/redirects/formats/json/write';
import { writeCloudflare } from '../../../../src/core/redirects/formats/lines/write-cloudflare';
import { writeNetlify } from '../../../../src/core/redirects/formats/lines/write-netlify';
import { parseRules } from '../../../../src/core/redirects/parse';
import { isExemption } from '../../../../src/core/redirects/rule/exemption';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { rulesOf, sends } from '../support';

const BLOG = { '/blog/*': '/news/:splat', '/blog/feed.xml': null, '/blog/:year/raw': null, '/*': '/start' };

describe('a rule with the target null', () => {
  test.each([
    ['/blog/a', '301 /news/a'],
    ['/blog/feed.xml', undefined],
    ['/blog/feed.xml/', undefined],
    ['/blog/feed.xml?a=b', undefined],
    ['/blog/2020/raw', undefined],
    ['/blog/2020/raw/x', '301 /news/2020/raw/x'],
    ['/other', '301 /start'],
  ])('leaves its requests to the site: %s', (url, answer) => {
    expect(sends(BLOG, url)).toBe(answer);
  });

  test('may be the less specific one', () => {
    expect(sends({ '/blog/*': null, '/blog/old': '/new', '/*': '/start' }, '/blog/old')).toBe('301 /new');
    expect(sends({ '/blog/*': null, '/blog/old': '/new', '/*': '/start' }, '/blog/x')).toBeUndefined();
    expect(sends({ '/blog/*': null, '/blog/old': '/new', '/*': '/start' }, '/x')).toBe('301 /start');
  });

  test.each([
    ['/a', { headers: { 'accept-language': 'de' } }, undefined],
    ['/a', { headers: { 'accept-language': 'fr' } }, '301 /x/a'],
  ])('has conditions like any other: %s %j', (url, parts, answer) => {
    const rules = [{ from: '/:p', to: '/x/:p' }, { from: '/:p', to: null, when: { language: 'de' } }];
    expect(sends(rules, url, parts)).toBe(answer);
  });

  test.each([[Date.UTC(2026, 5, 1), '301 /b'], [Date.UTC(2026, 6, 1), undefined], [Date.UTC(2026, 7, 1), '301 /b']])(
    'has dates like any other: %d', (now, answer) => {
      const rules = [{ from: '/a', to: null, start: '2026-06-15', end: '2026-07-15' }, { from: '/a', to: '/b' }];
      expect(sends(rules, '/a', { now })).toBe(answer);
    });

  test('has a host and parameters like any other', () => {
    const rules = { 'https://*.example.com/a': null, '/a': '/b', '/c?x=1': null, '/c': '/d' };
    expect(sends(rules, 'https://www.example.com/a')).toBeUndefined();
    expect(sends(rules, 'https://example.org/a')).toBe('301 /b');
    expect(sends(rules, '/c?x=1')).toBeUndefined();
    expect(sends(rules, '/c?x=2')).toBe('301 /d?x=2');
  });

  test('is found among many rules of one path', () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ from: '/a', to: i % 2 ? null : `/t${i}`, when: { cookie: { n: `${i}` } } }));
    const rules = [...many, { from: '/a', to: '/rest' }];
    const answers = many.map((_, i) => sends(rules, '/a', { headers: { cookie: `n=${i}` } }));
    expect(answers).toEqual(many.map((_, i) => (i % 2 ? undefined : `301 /t${i}`)));
    expect(sends(rules, '/a')).toBe('301 /rest');
  });

  test('ignores the defaults of the file, which are for answers', () => {
    const rules = { '$defaults': { statusCode: 410, query: 'drop', cacheTtl: 5 }, '/a': null, '/b': { to: null } };
    for (const rule of rulesOf(rules)) expect(isExemption(rule)).toBe(true);
    expect(sends(rules, '/a')).toBeUndefined();
  });

  test('ends a chain, and leads to no dead end and no loop', () => {
    const { problems } = compileRules(rulesOf({ '/a': '/b', '/b': null, '/c': '/c/d', '/c/*': null }));
    expect(problems).toEqual([]);
  });

  test('needs nothing that an answer has', () => {
    const faults = (rule: object): string[] => parseRules(JSON.stringify({ '/a': { to: null, ...rule } }), { format: 'json' })
      .problems.map(({ code, message }) => `${code} ${message}`);
    expect(faults({ statusCode: 301 })).toEqual([
      'EDGE_REDIRECT_EXEMPTION "/a" is left to the site, because "to" is null; remove "statusCode", or write a target',
    ]);
    expect(faults({ statusCode: 410, query: 'drop' })).toEqual([
      'EDGE_REDIRECT_EXEMPTION "/a" is left to the site, because "to" is null; remove "statusCode" and "query", or write a target',
    ]);
    expect(faults({ cacheTtl: 3 })).toEqual([
      'EDGE_REDIRECT_SECONDS "/a" is left to the site, which says how long its answer is cached; remove "cacheTtl"',
    ]);
    expect(faults({ retryAfter: 3 })).toEqual([
      'EDGE_REDIRECT_SECONDS "retryAfter" is for status 503, and "/a" is left to the site; remove it, or set the status to 503',
    ]);
    expect(faults({ note: 'x', owner: 'y', caseSensitive: false, end: '2036-01-01', when: { method: 'GET' } })).toEqual([]);
  });

  test('is reported if a rule with conditions takes precedence', () => {
    const warned = (rules: object): string[] => compileRules(rulesOf(rules)).problems.map(({ code, line }) => `${code} ${line}`);
    const text = { '/*': { statusCode: 503, end: '2036-01-01' }, '/assets/*': null };
    expect(warned(text)).toEqual(['EDGE_REDIRECT_EXEMPTION 1']);
    expect(sends(text, '/assets/a')).toBe('503');
    expect(warned({ ...text, '/assets/*': { to: null, end: '2036-01-01' } })).toEqual([]);
    expect(sends({ ...text, '/assets/*': { to: null, end: '2036-01-01' } }, '/assets/a')).toBeUndefined();
    expect(warned({ '/*': { statusCode: 503 }, '/assets/*': null })).toEqual([]);
    expect(warned({ '/assets/:x': { to: '/x', end: '2036-01-01' }, '/assets/*': null })).toEqual([]);
  });
});

describe('in a table', () => {
  test('it is a dash', () => {
    expect(sends('from,to\n/blog/*,/news/:splat\n/blog/feed.xml,-\n', '/blog/feed.xml', {}, 'csv')).toBeUndefined();
    expect(sends('from,to\n/blog/*,/news/:splat\n/blog/feed.xml, - \n', '/blog/x', {}, 'csv')).toBe('301 /news/x');
  });

  test('an empty cell is an error, which names the dash', () => {
    expect(parseRules('from,to\n/a,\n', { format: 'csv' }).problems).toMatchObject([
      { code: 'EDGE_REDIRECT_TARGET', line: 2, message: expect.stringContaining('"-"') as string },
    ]);
  });
});

describe('a line that shows the page that was requested', () => {
  test.each<[RuleFormat, string, string]>([
    ['netlify', '/a /a 200\n/* /b 301!', '/a'],
    ['netlify', '/a/ /a/ 200!\n/* /b 301!', '/a'],
    ['netlify', '/api/* /api/:splat 200\n/* /b 301!', '/api/x/y'],
    ['netlify', '/api/* 200\n/* /b 301!', '/api'],
    ['netlify', '/:x/raw /:x/raw 200\n/* /b 301!', '/1/raw'],
    ['cloudflare', '/a /a 200\n/* /b 301', '/a'],
    ['cloudflare', '/api/* /api/:splat 200\n/* /b 301', '/api/x'],
  ])('leaves it to the site in %s: %j', (format, text, url) => {
    expect(sends(text, url, {}, format)).toBeUndefined();
    expect(sends(text, '/other', {}, format)).toBe('301 /b');
  });

  test.each(['/a /b 200', '/a /a?x=1 200', '/a /a/ 200', '/a/* /a/x/:splat 200', '/a https://o.example/a 200', '/a/:x/:y /a/:y/:x 200'])(
    'other pages are shown: %s', (line) => {
      expect(rulesOf(line, 'netlify').map(isExemption)).toEqual([false]);
    });
});

describe('written and read again', () => {
  const rules = rulesOf([
    { from: '/feed.xml', to: null }, { from: '/blog/*', to: null }, { from: '/a/:b/c', to: null }, { from: '/*', to: '/x' },
  ]);
  const sources = ['/feed.xml', '/blog/*', '/a/:b/c'];

  test.each([
    ['json', writeJson], ['csv', writeCsv], ['netlify', writeNetlify],
  ] as const)('as %s', (format, write) => {
    const again = rulesOf(write(rules), format);
    expect(again.filter(isExemption).map(({ from }) => from).sort()).toEqual([...sources].sort());
  });

  test('as cloudflare, with a line for each form of the path', () => {
    const text = writeCloudflare(rules);
    expect(text.split('\n')).toEqual(expect.arrayContaining([
      '/feed.xml /feed.xml 200', '/feed.xml/ /feed.xml/ 200', '/blog/* /blog/:splat 200', '/blog /blog 200', '/blog/ /blog/ 200',
      '/a/:b/c /a/:b/c 200', '/a/:b/c/ /a/:b/c/ 200',
    ]));
    expect(rulesOf(text, 'cloudflare').filter(isExemption)).toHaveLength(7);
  });

  test('in the shortest form', () => {
    expect(writeJson(rulesOf({ '/a': { to: null }, '/b': { to: null, note: 'x' } }))).toBe('{\n  "/a": null,\n  "/b": {"to":null,"note":"x"}\n}\n');
    expect(writeCsv(rulesOf({ '/a': null, '/b': '/c' }))).toBe('from,to,statusCode\n/a,-,\n/b,/c,301\n');
  });
});
