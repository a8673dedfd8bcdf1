import { compiled, problemsOf, responseTo } from './support';

describe('rules for the default root object', () => {
  test.each<[string, object]>([
    ['to /', { '/index.html': '/' }],
    ['from /', { '/': '/index.html' }],
    ['with a slash', { '/index.html/': '/' }],
    ['on a host', { 'https://www.example.com/index.html': '/' }],
    ['on the host of its target', { 'https://www.example.com/index.html': 'https://www.example.com/' }],
    ['without the query', { '/index.html': { to: '/', query: 'drop' } }],
    ['for a language', { '/index.html': { to: '/', when: { language: 'de' } } }],
    ['in any case', { '/INDEX.html': { to: '/', caseSensitive: false } }],
    ['encoded', { '/%69ndex.html': '/' }],
  ])('one that redirects the home page to itself is an error: %s', (_, list) => {
    expect(problemsOf(list)).toEqual(['error EDGE_REDIRECT_ROOT_OBJECT']);
    expect(compiled(list).problems[0].message).toMatch(/default root object .*; remove the rule/);
  });

  test.each<[string, string]>([
    ['netlify', '/index.html / 301\n/a /b'],
    ['netlify', '/ /index.html\n/a /b'],
    ['cloudflare', '/index.html / 301\n/a /b'],
  ])('in a _redirects file, it is left out with a warning: %s %j', (format, list) => {
    const options = { format: format as 'netlify' };
    expect(problemsOf(list, options)).toEqual(['warning EDGE_REDIRECT_ROOT_OBJECT']);
    expect(responseTo(list, '/', options)).toBeUndefined();
    expect(responseTo(list, '/index.html', options)).toBeUndefined();
    expect(responseTo(list, '/a', options)).toMatch(/ \/b$/);
  });

  test('one that leads to another page redirects the home page too, which is reported', () => {
    for (const list of [{ '/index.html': '/home' }, { '/index.html': { to: '/home.html', statusCode: 200 } }]) {
      expect(problemsOf(list)).toEqual(['warning EDGE_REDIRECT_ROOT_OBJECT']);
      expect(compiled(list).problems[0].message).toContain('"/"');
    }
    expect(responseTo({ '/index.html': '/home' }, '/')).toBe('301 /home');
    expect(responseTo({ '/index.html': '/home' }, '/index.html')).toBe('301 /home');
    expect(responseTo({ '/index.html?p=:p': '/:p' }, '/?p=1')).toBe('301 /1');
    expect(responseTo({ '/app/index.html': '/home' }, '/', { rootObject: 'app/index.html' })).toBe('301 /home');
    expect(problemsOf({ '/Index.html': '/' })).toEqual([]);
    expect(problemsOf({ '/a/index.html': '/a/' })).toEqual([]);
  });

  test('rules for / and for the object have the same source', () => {
    expect(problemsOf({ '/': '/a', '/index.html': '/b' })).toEqual(['error EDGE_REDIRECT_CONFLICT']);
    expect(compiled({ '/': '/a', '/index.html': '/b' }).problems[0].message).toContain('default root object');
    expect(problemsOf({ '/': '/a', '/index.html': '/a' })).toEqual(['warning EDGE_REDIRECT_DUPLICATE']);
    expect(problemsOf('/ /a\n/index.html /b', { format: 'netlify' })).toEqual(['warning EDGE_REDIRECT_CONFLICT']);
    expect(problemsOf([{ from: 'https://a.test/', to: '/a' }, { from: 'https://a.test/index.html', to: '/b' }])).toEqual([
      'error EDGE_REDIRECT_CONFLICT',
    ]);
  });

  test('loops and chains through the object are found', () => {
    expect(problemsOf({ '/home': '/index.html', '/': '/home' })).toEqual(['error EDGE_REDIRECT_LOOP']);
    expect(problemsOf({ '/index.html': '/home', '/home': '/' })).toContain('error EDGE_REDIRECT_LOOP');
    expect(problemsOf({ '/:page': '/pages/:page', '/pages/start': '/index.html' })).not.toContain('error EDGE_REDIRECT_LOOP');
    expect(problemsOf({ '/old': '/index.html', '/': '/home' })).toEqual(['note EDGE_REDIRECT_CHAIN']);
    expect(responseTo({ '/old': '/index.html', '/': '/home' }, '/old')).toBe('301 /home');
    const site = { siteHosts: ['www.example.com'] };
    expect(problemsOf({ '/home': 'https://www.example.com/index.html', '/': '/home' }, site)).toEqual([
      'error EDGE_REDIRECT_LOOP',
    ]);
    expect(problemsOf([
      { from: '/home', to: '/index.html' },
      { from: '/', to: '/home', when: { language: 'de' } },
      { from: '/', to: '/en' },
    ])).toContain('error EDGE_REDIRECT_LOOP');
    // A wildcard captures the name of the object, in a chain that other requests share.
    expect(problemsOf({ '/': '/en/index.html', '/en/*': '/:splat' })).toEqual(['error EDGE_REDIRECT_LOOP']);
    expect(problemsOf([
      { from: '/', to: '/en/index.html', when: { language: 'en' } }, { from: '/en/*', to: '/:splat' },
    ])).toEqual(['error EDGE_REDIRECT_LOOP']);
    expect(problemsOf([
      { from: '/', to: '/en/', when: { language: 'en' } },
      { from: '/en/:page', to: '/:page' },
      { from: '/en', to: '/en/index.html' },
    ])).toContain('error EDGE_REDIRECT_LOOP');
    expect(problemsOf({ '/:slug': '/app/:slug', '/app/index.html': '/index.html' })).toEqual([]);
  });

  test('a target is sent as it was written', () => {
    expect(responseTo({ '/a': '/index.html#form' }, '/a')).toBe('301 /index.html#form');
    expect(responseTo({ '/a': '/b', '/b': '/index.html' }, '/a')).toBe('301 /index.html');
    expect(responseTo({ '/a': 'https://www.example.com/index.html' }, '/a', { siteHosts: ['www.example.com'] })).toBe(
      '301 https://www.example.com/index.html',
    );
  });

  test('without a default root object, / and /index.html are two pages', () => {
    const none = { rootObject: '' };
    expect(problemsOf({ '/index.html': '/' }, none)).toEqual([]);
    expect(responseTo({ '/index.html': '/' }, '/index.html', none)).toBe('301 /');
    expect(problemsOf({ '/': '/a', '/index.html': '/b' }, none)).toEqual([]);
  });
});
