import { compileRules, type CompileOptions } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import { whereFilesAreMissing } from '../../../../src/core/redirects/rule/files-first';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { request } from '../support';

type Event = CompileOptions['event'];

function problems(list: string | object, event: Event, format: RuleFormat) {
  const text = typeof list === 'string' ? list : JSON.stringify(list);
  const { rules } = parseRules(text, { format });
  return compileRules(event === 'origin-response' ? whereFilesAreMissing(rules) : rules, { event }).problems;
}

const hidesFiles = (list: string | object, event: Event, format: RuleFormat = 'netlify') =>
  problems(list, event, format).filter(({ code }) => code === 'EDGE_REDIRECT_HIDES_FILES')
    .map(({ severity, line }) => `${severity} ${line}`);

const EARLY: Event[] = ['viewer-request', 'origin-request'];

describe('lines of _redirects that apply at Netlify only where no file exists', () => {
  test.each<[string, string]>([
    ['an application', '/* /index.html 200'],
    ['a 404 page', '/* /404.html 404'],
    ['a 410 page', '/* /404 410'],
    ['a redirect to one page', '/* /index.html 302'],
    ['a redirect to an error page', '/* /404.html'],
    ['for one host', 'https://app.example.com/* /index.html 200'],
    ['after other lines', '/a /b\n/* /index.html 200'],
  ])('are errors on request events if they hide the whole site: %s', (_, text) => {
    const line = text.split('\n').length;
    for (const event of EARLY) expect(hidesFiles(text, event)).toEqual([`error ${line}`]);
    expect(hidesFiles(text, 'unknown')).toEqual([`warning ${line}`]);
    expect(hidesFiles(text, undefined)).toEqual([]);
  });

  test.each<[string, string]>([
    ['an application in a folder', '/app/* /app/index.html 200'],
    ['a folder rewritten to another', '/blog/* /news/:splat 200'],
    ['a 404 for a folder', '/old/* /404.html 404'],
    ['for some viewers', '/* /de/:splat 302 Language=de'],
    ['the whole site to another site', '/* https://b.test/:splat 301'],
    ['every page', '/:page /pages/:page'],
    ['every folder', '/:lang/* /:splat?lang=:lang'],
    ['text with a prefix', '/n* /1/:splat'],
    ['a parameter', '/* id=:id /p/:id'],
  ])('are warnings if they may hide some files: %s', (_, text) => {
    for (const event of [...EARLY, 'unknown' as const]) expect(hidesFiles(text, event)).toEqual(['warning 1']);
  });

  test('are one warning for all redirects of folders', () => {
    const text = '/x /y\n/a/* /b/:splat\n/c/:page /d/:page\n/e/* https://b.test/:splat 302';
    expect(hidesFiles(text, 'viewer-request')).toEqual(['warning 2']);
    expect(problems(text, 'viewer-request', 'netlify')[0].message).toContain('2 more');
    expect(hidesFiles('/n* /1/:splat\n/item-:id /i/:id', 'viewer-request')).toEqual(['warning 1']);
  });

  test.each<[string, string]>([
    ['with !', '/* /index.html 200!\n/app/* /app/index.html 200!'],
    ['with ! for errors and redirects', '/* /404.html 404!\n/a/* /b/:splat 301!'],
    ['without wildcards', '/a /b\n/c /d 200\n/e /f 404'],
    ['that never apply', '/* / 302'],
    ['after one that takes precedence', '/* /closed.html 302!\n/b/* /c/:splat'],
  ])('are not reported: %s', (_, text) => {
    for (const event of EARLY) expect(hidesFiles(text, event)).toEqual([]);
  });

  test.each<[string, string]>([
    ['/* /index.html 200', 'ErrorRules.singlePageApp'],
    ['/* /404.html 404', 'EdgeErrorMasker'],
    ['/* /index.html 302', 'RedirectEventType.ORIGIN_RESPONSE'],
    ['/a/* /b/:splat', 'RedirectEventType.ORIGIN_RESPONSE'],
  ])('name the cure: %s %s', (text, cure) => {
    const [problem] = problems(text, 'viewer-request', 'netlify').filter(({ code }) => code === 'EDGE_REDIRECT_HIDES_FILES');
    expect(problem.message).toContain(cure);
  });

  test('lines for Cloudflare, which apply to files there as well, are reported as rules of JSON', () => {
    expect(hidesFiles('/a/* /b/:splat\n/:x /y/:x', 'viewer-request', 'cloudflare')).toEqual([]);
    expect(hidesFiles('/* /app.html 200', 'viewer-request', 'cloudflare')).toEqual(['warning 1']);
  });
});

describe('rules of JSON that hide every file', () => {
  test.each<[string, object]>([
    ['a redirect to a page', { '/*': '/index.html' }],
    ['a redirect to the home page', { '/*': '/' }],
    ['on a host', { 'https://www.example.com/*': 'https://www.example.com/index.html' }],
    ['an application', { '/*': { to: '/index.html', statusCode: 200 } }],
    ['an application in a folder', { '/app/*': { to: '/app/index.html', statusCode: 200 } }],
    ['an application for some viewers', { '/*': { to: '/de.html', statusCode: 200, when: { language: 'de' } } }],
    ['a 404', { '/*': { statusCode: 404 } }],
  ])('are warnings with the fix: %s', (_, list) => {
    for (const event of [...EARLY, 'unknown' as const]) {
      const found = problems(list, event, 'json').filter(({ code }) => code === 'EDGE_REDIRECT_HIDES_FILES');
      expect(found.map(({ severity }) => severity)).toEqual(['warning']);
      expect(found[0].message).toMatch(/originStatus|singlePageApp/);
    }
  });

  test.each<[string, object]>([
    ['a redirect to another site', { '/*': 'https://b.test/:splat' }],
    ['a page for a period', { '/*': { to: '/closed.html', statusCode: 302, start: '2026-01-01', end: '2026-01-02' } }],
    ['for a country', { '/*': { to: '/blocked.html', statusCode: 302, when: { country: 'XX' } } }],
    ['if the origin has no file', { '/*': { to: '/index.html', when: { originStatus: [403, 404] } } }],
    ['a redirect of a folder', { '/old/*': '/new/:splat', '/lookup/*': '/index.html' }],
    ['a folder rewritten to a page', { '/app/*': { to: '/index.html', statusCode: 200 } }],
    ['an application for requests for pages', {
      '/*': { to: '/index.html', statusCode: 200, when: { header: { accept: { contains: 'text/html' } } } },
    }],
  ])('are not reported for %s', (_, list) => {
    expect(hidesFiles(list, 'viewer-request', 'json')).toEqual([]);
  });

  test('are one warning, without a chain for each rule that leads to a page', () => {
    const others = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`/old-${i}`, `/page-${i}.html`]));
    for (const format of ['json', 'cloudflare', 'netlify'] as const) {
      const list = format === 'json' ? { ...others, '/*': '/index.html' }
        : `${Object.entries(others).map((pair) => pair.join(' ')).join('\n')}\n/* /welcome.html 302`;
      const found = problems(list, 'viewer-request', format);
      expect(found.filter(({ code }) => code === 'EDGE_REDIRECT_CHAIN')).toEqual([]);
      expect(found.filter(({ code }) => code === 'EDGE_REDIRECT_HIDES_FILES')).toHaveLength(1);
    }
  });
});

test('a chain that ends at another site is reported as before', () => {
  const list = { '/a': '/b', '/*': 'https://b.test/' };
  expect(problems(list, 'viewer-request', 'json').map(({ severity, code }) => `${severity} ${code}`)).toEqual([
    'warning EDGE_REDIRECT_CHAIN',
  ]);
});

describe('on origin-response, lines of _redirects apply as at Netlify', () => {
  const responseTo = (text: string, url: string, originStatus: number) => {
    const { rules } = parseRules(text, { format: 'netlify' });
    const { program } = compileRules(whereFilesAreMissing(rules), { event: 'origin-response' });
    const decision = openProgram(program!).match(request(url, { originStatus }));
    return decision && `${decision.status} ${decision.location ?? ''}`.trim();
  };

  test.each(['/a /b', '/* /b', '/a/* /b', '/:x /b', '/a* /b', '/a /b 301 Country=de,at', 'https://www.example.com/a /b'])(
    'without ! only if the origin has no file: %s', (text) => {
      const at = (originStatus: number) => responseTo(text, 'https://www.example.com/a', originStatus);
      if (!text.includes('Country')) expect([at(404), at(403)]).toEqual(['301 /b', '301 /b']);
      expect([at(200), at(304), at(206), at(500), at(410), at(301)]).toEqual(Array(6).fill(undefined));
    });

  test('with ! always', () => {
    for (const status of [200, 404, 500]) expect(responseTo('/a /b 302!', '/a', status)).toBe('302 /b');
    expect(responseTo('/a /b\n/a /c 302!', '/a', 200)).toBe('302 /c');
    expect(responseTo('/a /b\n/a /c 302!', '/a', 404)).toBe('301 /b');
    expect(responseTo('/* /404.html 404', '/a', 403)).toBe('404');
    expect(responseTo('/* /404.html 404', '/a', 200)).toBeUndefined();
  });

  test('lines that hide no file there are not reported', () => {
    expect(hidesFiles('/* /index.html 302\n/a/* /b/:splat\n/* /404.html 404', 'origin-response')).toEqual([]);
    expect(hidesFiles({ '/*': '/index.html' }, 'origin-response', 'json')).toEqual(['warning 1']);
    const chain = '/a /b\n/b /c\n/* /index.html 301';
    expect(problems(chain, 'origin-response', 'netlify').map(({ code }) => code)).not.toContain('EDGE_REDIRECT_CHAIN');
  });
});
