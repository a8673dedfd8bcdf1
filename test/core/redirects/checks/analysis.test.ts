import * as fc from 'fast-check';
import { compileRules } from '../../../../src/core/redirects/compile';
import { matcherOf, request, rulesOf, sends } from '../support';
import { codes, compileProblems, problemText } from '../support-problems';

describe('loops', () => {
  test.each<[string, Record<string, string>]>([
    ['a rule that leads to itself', { '/a': '/a' }],
    ['two rules', { '/a': '/b', '/b': '/a' }],
    ['three rules', { '/a': '/b', '/b': '/c', '/c': '/a' }],
    ['a splat that wraps its own answer', { '/*': '/x/:splat' }],
    ['a splat below itself', { '/a/*': '/a/b/:splat' }],
    ['a splat that doubles', { '/*': '/x/:splat/:splat/:splat' }],
    ['two splats', { '/a/*': '/b/:splat', '/b/*': '/a/:splat' }],
    ['placeholders that change places', { '/:x/:y': '/:y/:x' }],
    ['a splat that gives back what it takes', { '/a/*': '/a/:splat' }],
    ['a URL that another spelling hides', { '/caf%c3%a9': '/b', '/b': '/café/' }],
    ['a host that leads to itself', { 'https://www.example.com/*': 'https://www.example.com/:splat' }],
    ['two hosts', { 'https://a.test/*': 'https://b.test/:splat', 'https://b.test/*': 'https://a.test/:splat' }],
  ])('%s', (_, rules) => {
    const problems = compileProblems(rules);
    expect(codes(problems)).toContain('error EDGE_REDIRECT_LOOP');
    expect(compileRules(rulesOf(rules)).program).toBeUndefined();
  });

  test('under one condition for all rules', () => {
    const when = { country: 'DE' };
    expect(codes(compileProblems({ '/a': { to: '/b', when }, '/b': { to: '/a', when } }))).toContain(
      'error EDGE_REDIRECT_LOOP',
    );
  });

  test('that start when another rule expires', () => {
    expect(
      codes(
        compileProblems([
          { from: '/a', to: '/b' },
          { from: '/a', to: '/sale', end: '2026-08-31' },
          { from: '/b', to: '/a' },
        ]),
      ),
    ).toContain('error EDGE_REDIRECT_LOOP');
    expect(
      codes(
        compileProblems([
          { from: '/a', to: '/b', start: '2026-06-01' },
          { from: '/b', to: '/c' },
          { from: '/c', to: '/a' },
        ]),
      ),
    ).toContain('error EDGE_REDIRECT_LOOP');
  });

  test('after a form, which browsers follow with GET', () => {
    const rules = (statusCode: number) => ({
      '/form': { to: '/sent', statusCode, when: { method: 'POST' } },
      '/sent': { to: '/form', statusCode: 302 },
    });
    expect(codes(compileProblems(rules(303)))).not.toContain('error EDGE_REDIRECT_LOOP');
    expect(codes(compileProblems(rules(307)).filter(({ severity }) => severity === 'error'))).toEqual([]);
  });

  test('are reported once, with their lines', () => {
    expect(compileProblems('{\n"/a": "/b",\n"/b": "/c",\n"/c": "/b"}').map(problemText)).toEqual([
      '3:1 EDGE_REDIRECT_LOOP redirect loop: "/b" (line 3) → "/c" (line 4) → "/b" (line 3); remove or change one of these rules',
    ]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a query that the rule uses up', { '/a?old=:old': '/a' }],
    ['a query that the target adds', { '/a': { to: '/a?x=1', when: { cookie: { seen: true } } } }],
    ['another host', { '/*': 'https://www.example.com/:splat' }],
    ['from http to https', { 'http://www.example.com/*': { to: 'https://www.example.com/:splat', when: { header: { 'cloudfront-forwarded-proto': 'http' } } } }],
    ['a text that only looks alike', { '/a/*': '/ab/:splat' }],
  ])('%s is not a loop', (_, rules) => {
    expect(compileProblems(rules)).toEqual([]);
  });

  test('a rule that matches its own target does not apply there', () => {
    const rules = { '/*': '/closed' };
    expect(codes(compileProblems(rules))).toEqual(['warning EDGE_REDIRECT_LOOP']);
    expect(sends(rules, '/a')).toBe('301 /closed');
    expect(sends(rules, '/closed')).toBeUndefined();
    expect(sends(rules, '/closed/')).toBeUndefined();
  });

  test('a rule with less precedence does not apply at the target either', () => {
    expect(sends({ '/a/*': '/a/home', '/*': '/other' }, '/a/home')).toBeUndefined();
  });

  test('a redirect to the canonical host does not apply on that host', () => {
    const rules = { '/*': 'https://www.example.com/:splat' };
    expect(sends(rules, 'https://example.com/a?x=1')).toBe('301 https://www.example.com/a?x=1');
    expect(sends(rules, 'https://www.example.com/a?x=1')).toBeUndefined();
  });

  test('redirects to a host of the site are followed if it is given', () => {
    const rules = rulesOf({ '/a': 'https://www.example.com/b', '/b': '/a' });
    expect(compileRules(rules).problems.map(({ severity }) => severity)).not.toContain('error');
    expect(codes(compileRules(rules, { siteHosts: ['www.example.com'] }).problems)).toContain(
      'error EDGE_REDIRECT_LOOP',
    );
  });
});

describe('_redirects tolerates invalid lines, unlike redirects.json', () => {
  const problems = (text: string, format: 'netlify' | 'cloudflare' = 'netlify') => codes(compileProblems(text, format));

  test('looping lines are excluded, the others apply', () => {
    const text = '/a /b\n/b /a\n/c /d';
    expect(problems(text)).toContain('error EDGE_REDIRECT_LOOP');
    expect(sends(text, '/a', {}, 'netlify')).toBeUndefined();
    expect(sends(text, '/c', {}, 'netlify')).toBe('301 /d');
  });

  test('lines of Netlify do not apply under their own target', () => {
    const text = '/* /zh/:splat 302 Language=zh';
    const zh = { headers: { 'accept-language': 'zh' } };
    expect(problems(text)).toEqual(['warning EDGE_REDIRECT_LOOP']);
    expect(sends(text, '/a', zh, 'netlify')).toBe('302 /zh/a');
    expect(sends(text, '/zh/a', zh, 'netlify')).toBeUndefined();
    expect(sends(text, '/zh', zh, 'netlify')).toBeUndefined();
  });

  test('a line that exempts its own target is reported once', () => {
    const problemsOf = (text: string) => compileProblems(text, 'netlify').map(problemText);
    expect(problemsOf('/shop/* /shop')).toEqual([
      '1:1 EDGE_REDIRECT_LOOP "/shop/*" matches its own target, and requests under "/shop/" are exempt, from later lines too',
    ]);
    expect(problemsOf('/n* /n/x/:splat')).toEqual([
      '1:1 EDGE_REDIRECT_LOOP "/n*" matches its own target, and requests under "/n/x/" are exempt, from later lines too',
    ]);
    expect(problemsOf('/* /')).toEqual(['1:1 EDGE_REDIRECT_LOOP "/*" matches its own target, so it never applies']);
    expect(problemsOf('/en/* /en/404.html 404')).toEqual([]);
    expect(problems('/* /x/:splat?y=1')).toEqual(['error EDGE_REDIRECT_LOOP']);
  });

  test('other lines may loop without the excluded ones', () => {
    const text = '/a /b\n/b /a\n/:p /q/:p\n/q/* /a';
    const problems_ = compileProblems(text, 'netlify');
    expect(problems_.filter(({ code }) => code === 'EDGE_REDIRECT_LOOP').map(({ line }) => line)).toEqual([1, 3]);
    expect(sends(text, '/x', {}, 'netlify')).toBeUndefined();
  });

  test('an excluded line shadows no others', () => {
    expect(problems('/a /a\n/a /b')).toEqual(['warning EDGE_REDIRECT_IGNORED']);
    expect(problems('/a /a\n/a /b', 'cloudflare')).toEqual(['warning EDGE_REDIRECT_IGNORED']);
    expect(sends('/a /a\n/a /b', '/a', {}, 'netlify')).toBe('301 /b');
    expect(problems('/a /b\n/b /a\n/a /c\n/b /d')).toEqual(['error EDGE_REDIRECT_LOOP']);
    expect(problems('/* /:splat\n/a /b', 'cloudflare')).toEqual(['warning EDGE_REDIRECT_IGNORED']);
  });

  test('Cloudflare rejects the second line for a source even if the first is excluded', () => {
    expect(compileProblems('/a /b\n/b /a\n/a /c', 'cloudflare').map(({ line, code }) => `${line} ${code}`)).toEqual([
      '1 EDGE_REDIRECT_LOOP',
      '3 EDGE_REDIRECT_CONFLICT',
    ]);
  });

  test('of equal lines the first applies', () => {
    expect(problems('/a /b\n/a /c')).toEqual(['warning EDGE_REDIRECT_CONFLICT']);
    expect(sends('/a /b\n/a /c', '/a', {}, 'netlify')).toBe('301 /b');
  });

  test('a chain is reported and not shortened', () => {
    expect(problems('/a /b\n/b /c')).toEqual(['warning EDGE_REDIRECT_CHAIN']);
    expect(sends('/a /b\n/b /c', '/a', {}, 'netlify')).toBe('301 /b');
  });
});

test('the most specific rule applies, whatever the order of the file', () => {
  const rules = [
    { from: '/*', to: '/1' }, { from: '/a/*', to: '/2' }, { from: '/a/:x', to: '/3' }, { from: '/a/p:x', to: '/4' }, { from: '/a/pq:x', to: '/5' },
    { from: '/a/pqr', to: '/6' }, { from: 'https://*.example.com/*', to: 'https://t.test/7' }, { from: 'https://h.example.com/*', to: 'https://t.test/8' },
    { from: '/a/*', to: '/9', when: { country: 'DE' } },
  ];
  fc.assert(fc.property(fc.shuffledSubarray(rules, { minLength: rules.length }), (shuffled) => {
    const matcher = matcherOf(shuffled);
    const to = (url: string, country?: string) => matcher.match(request(url, { country }))?.location;
    expect(['/z', '/a', '/a/z', '/a/px', '/a/pqz', '/a/pqr'].map((url) => to(`https://else.test${url}`))).toEqual([
      '/1',
      '/2',
      '/3',
      '/4',
      '/5',
      '/6',
    ]);
    expect(to('https://k.example.com/a/pqr')).toBe('https://t.test/7');
    expect(to('https://h.example.com/a/pqr')).toBe('https://t.test/8');
    expect(to('https://h.example.com/a/pqr', 'DE')).toBe('/9');
  }), { numRuns: 50 });
});
