import { compileProblems } from '../support-problems';

const found = (rules: object | string, format: 'json' | 'netlify' | 'cloudflare' = 'json'): string[] =>
  compileProblems(rules, format)
    .filter(({ code, severity }) => code === 'EDGE_REDIRECT_LOOP' && severity === 'error')
    .map(({ message }) => message);

describe('loops that only some viewers run into', () => {
  test.each<[string, object]>([
    ['a language and a cookie', [
      { from: '/en/*', to: '/de/', when: { language: 'de' } }, { from: '/de/*', to: '/en/', when: { cookie: { site: 'en' } } },
    ]],
    ['a language and a country', [
      { from: '/en/*', to: '/de/:splat', when: { language: 'de' } }, { from: '/de/*', to: '/en/:splat', when: { country: ['US', 'GB'] } },
    ]],
    ['two cookies', [{ from: '/a', to: '/b', when: { cookie: { x: true } } }, { from: '/b', to: '/a', when: { cookie: { y: '1' } } }]],
    ['a header and a cookie', [
      { from: '/a', to: '/b', when: { header: { referer: { contains: 'shop' } } } }, { from: '/b', to: '/a', when: { cookie: { y: '1' } } },
    ]],
    ['three kinds of conditions', [
      { from: '/a', to: '/b', when: { cookie: { x: '1' } } }, { from: '/b', to: '/c', when: { header: { 'x-a': 'q' } } },
      { from: '/c', to: '/a', when: { country: 'FR' } },
    ]],
    ['a date and a cookie', [
      { from: '/a', to: '/b', start: '2030-01-01' }, { from: '/b', to: '/a', end: '2031-01-01', when: { cookie: { x: true } } },
    ]],
    ['a date after a campaign', [
      { from: '/a', to: '/sale', end: '2030-01-01' }, { from: '/a', to: '/b' }, { from: '/b', to: '/a', when: { cookie: { x: true } } },
    ]],
    ['two parameters', { '/a?x=1': '/b?x=1', '/b?y=1': '/a?y=1' }],
    ['two hosts', [
      { from: 'https://a.test/x', to: '/y', when: { language: 'de' } }, { from: '/y', to: '/x', when: { cookie: { c: true } } },
    ]],
    ['statuses of the origin', [{ from: '/a', to: '/b', when: { originStatus: 404 } }, { from: '/b', to: '/a', when: { originStatus: 403 } }]],
    ['a rule that hides the loop from GET', [{ from: '/a', to: '/c', when: { method: 'GET' } }, { from: '/a', to: '/b' }, { from: '/b', to: '/a' }]],
    ['a GET and HEAD rule that hides it', [
      { from: '/a', to: '/c', when: { method: ['GET', 'HEAD'] } }, { from: '/a', to: '/b', statusCode: 308 }, { from: '/b', to: '/a', statusCode: 308 },
    ]],
    ['a rule for one country that hides it', [{ from: '/a', to: '/c', when: { country: 'DE' } }, { from: '/a', to: '/b' }, { from: '/b', to: '/a' }]],
    ['one country of a list, of which the other is hidden', [
      { from: '/a/x', to: '/c', when: { country: 'DE' } }, { from: '/a/:p', to: '/b', when: { country: ['DE', 'FR'] } }, { from: '/b', to: '/a/x' },
    ]],
    ['a cookie that hides it at the second rule', [
      { from: '/a', to: '/b', when: { cookie: { c: true } } }, { from: '/b', to: '/z', when: { cookie: { c: '1' } } }, { from: '/b', to: '/a' },
    ]],
  ])('through %s', (_, rules) => {
    expect(found(rules)).toHaveLength(1);
  });

  test('are reported with a request that runs into them', () => {
    expect(
      found([
        { from: '/a', to: '/b', when: { language: 'de' } },
        { from: '/b', to: '/a', when: { cookie: { site: 'en' } } },
      ]),
    ).toEqual([
      'redirect loop: "/a" (line 1) → "/b" (line 1) → "/a" (line 1) (for example with accept-language: de, cookie: site=en); '
        + 'remove or change one of these rules',
    ]);
  });

  test('exclude only the looping lines of a _redirects file', () => {
    expect(found('/en/* /de/:splat 302 Language=de\n/de/* /en/:splat 302 Cookie=english', 'netlify')).toHaveLength(1);
  });
});

describe('loops that only some paths run into', () => {
  test.each<[string, object]>([
    ['swapped parts', { '/:a/:b': '/:b/:a' }],
    ['swapped parameters', { '/x?p=:a&q=:b': '/x?p=:b&q=:a' }],
    ['a part that is the text of another rule', { '/go/:x': '/:x', '/home': '/go/home' }],
    ['parts at different places', { '/p/:x': '/q/1/:x', '/q/:n/2': '/p/2' }],
    ['a parameter that another rule requires', { '/go?to=home': '/go/home', '/go/:x': '/go?to=:x' }],
    ['a host below a wildcard', { 'https://*.example.com/a': 'https://www.example.com/b', 'https://*.example.com/b': 'https://www.example.com/a' }],
  ])('%s', (_, rules) => {
    expect(found(rules)).toHaveLength(1);
  });
});

test.each<[string, object]>([
  ['conditions that exclude each other', [
    { from: '/a', to: '/b', when: { country: 'DE' } }, { from: '/b', to: '/a', when: { country: 'FR' } },
  ]],
  ['two values of one cookie', [{ from: '/a', to: '/b', when: { cookie: { c: '1' } } }, { from: '/b', to: '/a', when: { cookie: { c: '2' } } }]],
  ['two languages', [{ from: '/de/*', to: '/en/:splat', when: { language: 'en' } }, { from: '/en/*', to: '/de/:splat', when: { language: 'de' } }]],
  ['times that do not overlap', [{ from: '/a', to: '/b', end: '2030-01-01' }, { from: '/b', to: '/a', start: '2030-02-01' }]],
  ['a form that becomes a page', [{ from: '/a', to: '/b', when: { method: 'POST' } }, { from: '/b', to: '/a' }]],
  ['rules that another rule shadows', [
    { from: '/a', to: '/b', when: { cookie: { c: '1' } } }, { from: '/b', to: '/z', when: { cookie: { c: '1' } } }, { from: '/b', to: '/a' },
  ]],
  ['parameters that are used up', { '/a?x=1': '/b', '/b?y=1': '/a' }],
  ['paths that get shorter each time', { '/:page.html': '/:page', '/old/*': '/:splat' }],
])('%s make no loop', (_, rules) => {
  expect(found(rules)).toEqual([]);
});
