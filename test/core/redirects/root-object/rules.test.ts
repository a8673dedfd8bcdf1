import { compiled, found, said } from './support';

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
  ])('one that leads the home page to itself is refused: %s', (_, list) => {
    expect(found(list)).toEqual(['error EDGE_REDIRECT_ROOT_OBJECT']);
    expect(compiled(list).problems[0].message).toMatch(/default root object .*; remove the rule/);
  });

  test.each<[string, string]>([
    ['netlify', '/index.html / 301\n/a /b'],
    ['netlify', '/ /index.html\n/a /b'],
    ['cloudflare', '/index.html / 301\n/a /b'],
  ])('and left out with a warning where other lines go on: %s %j', (format, list) => {
    const options = { format: format as 'netlify' };
    expect(found(list, options)).toEqual(['warning EDGE_REDIRECT_ROOT_OBJECT']);
    expect(said(list, '/', options)).toBeUndefined();
    expect(said(list, '/index.html', options)).toBeUndefined();
    expect(said(list, '/a', options)).toMatch(/ \/b$/);
  });

  test('one that leads elsewhere moves the home page, which is reported', () => {
    for (const list of [{ '/index.html': '/home' }, { '/index.html': { to: '/home.html', statusCode: 200 } }]) {
      expect(found(list)).toEqual(['warning EDGE_REDIRECT_ROOT_OBJECT']);
      expect(compiled(list).problems[0].message).toContain('"/"');
    }
    expect(said({ '/index.html': '/home' }, '/')).toBe('301 /home');
    expect(said({ '/index.html': '/home' }, '/index.html')).toBe('301 /home');
    expect(said({ '/index.html?p=:p': '/:p' }, '/?p=1')).toBe('301 /1');
    expect(said({ '/app/index.html': '/home' }, '/', { rootObject: 'app/index.html' })).toBe('301 /home');
    expect(found({ '/Index.html': '/' })).toEqual([]);
    expect(found({ '/a/index.html': '/a/' })).toEqual([]);
  });

  test('two rules for the home page are one source', () => {
    expect(found({ '/': '/a', '/index.html': '/b' })).toEqual(['error EDGE_REDIRECT_CONFLICT']);
    expect(compiled({ '/': '/a', '/index.html': '/b' }).problems[0].message).toContain('default root object');
    expect(found({ '/': '/a', '/index.html': '/a' })).toEqual(['warning EDGE_REDIRECT_DUPLICATE']);
    expect(found('/ /a\n/index.html /b', { format: 'netlify' })).toEqual(['warning EDGE_REDIRECT_CONFLICT']);
    expect(found([{ from: 'https://a.test/', to: '/a' }, { from: 'https://a.test/index.html', to: '/b' }])).toEqual([
      'error EDGE_REDIRECT_CONFLICT',
    ]);
  });

  test('loops and chains that come by the object are found', () => {
    expect(found({ '/home': '/index.html', '/': '/home' })).toEqual(['error EDGE_REDIRECT_LOOP']);
    expect(found({ '/index.html': '/home', '/home': '/' })).toContain('error EDGE_REDIRECT_LOOP');
    expect(found({ '/:page': '/pages/:page', '/pages/start': '/index.html' })).not.toContain('error EDGE_REDIRECT_LOOP');
    expect(found({ '/old': '/index.html', '/': '/home' })).toEqual(['note EDGE_REDIRECT_CHAIN']);
    expect(said({ '/old': '/index.html', '/': '/home' }, '/old')).toBe('301 /home');
    const site = { siteHosts: ['www.example.com'] };
    expect(found({ '/home': 'https://www.example.com/index.html', '/': '/home' }, site)).toEqual([
      'error EDGE_REDIRECT_LOOP',
    ]);
    expect(found([
      { from: '/home', to: '/index.html' },
      { from: '/', to: '/home', when: { language: 'de' } },
      { from: '/', to: '/en' },
    ])).toContain('error EDGE_REDIRECT_LOOP');
    // A wildcard takes the name of the object along, on a way that others share.
    expect(found({ '/': '/en/index.html', '/en/*': '/:splat' })).toEqual(['error EDGE_REDIRECT_LOOP']);
    expect(found([
      { from: '/', to: '/en/index.html', when: { language: 'en' } }, { from: '/en/*', to: '/:splat' },
    ])).toEqual(['error EDGE_REDIRECT_LOOP']);
    expect(found([
      { from: '/', to: '/en/', when: { language: 'en' } },
      { from: '/en/:page', to: '/:page' },
      { from: '/en', to: '/en/index.html' },
    ])).toContain('error EDGE_REDIRECT_LOOP');
    expect(found({ '/:slug': '/app/:slug', '/app/index.html': '/index.html' })).toEqual([]);
  });

  test('where a rule leads is sent as it was written', () => {
    expect(said({ '/a': '/index.html#form' }, '/a')).toBe('301 /index.html#form');
    expect(said({ '/a': '/b', '/b': '/index.html' }, '/a')).toBe('301 /index.html');
    expect(said({ '/a': 'https://www.example.com/index.html' }, '/a', { siteHosts: ['www.example.com'] })).toBe(
      '301 https://www.example.com/index.html',
    );
  });

  test('nothing is different without a default root object', () => {
    const none = { rootObject: '' };
    expect(found({ '/index.html': '/' }, none)).toEqual([]);
    expect(said({ '/index.html': '/' }, '/index.html', none)).toBe('301 /');
    expect(found({ '/': '/a', '/index.html': '/b' }, none)).toEqual([]);
  });
});
