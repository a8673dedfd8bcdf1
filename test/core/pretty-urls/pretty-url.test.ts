import * as fc from 'fast-check';
import { prettyUrl, type PrettySite } from '../../../src/core/pretty-urls/pretty-url';
import { cases } from '../../support/cases';

const site = (more: Partial<PrettySite> = {}): PrettySite => ({
  folders: true,
  index: 'index.html',
  home: '',
  ...more,
});
const SLASH = site({ slash: true });
const NO_SLASH = site({ slash: false, folders: false });

/** `→ /docs/` for a redirect, the path of the file for a rewrite, `-` for a request that is not changed. */
function shown(pretty: PrettySite, url: string, asSent = true): string {
  const [path, query = ''] = url.split('?');
  const found = prettyUrl(pretty, path, query, asSent);
  return found === undefined ? '-' : found.location === undefined ? found.path! : `→ ${found.location}`;
}

describe.each<[string, PrettySite, Record<string, string>]>([
  ['a slash, folders', SLASH, {
    '/docs/': '/docs/index.html',
    '/docs': '→ /docs/',
    '/docs?a=1&b': '→ /docs/?a=1&b',
    '/docs/index.html': '→ /docs/',
    '/docs/index.html?a': '→ /docs/?a',
    '/docs.html': '-',
    '/': '/index.html',
    '/index.html': '→ /',
    '/index.html/': '/index.html/index.html',
    '/index': '→ /index/',
    '/v1.2': '-',
    '/v1.2/': '/v1.2/index.html',
    '/v1.2/index.html': '→ /v1.2/',
    '/v1%2E2': '-',
    '/a%2Fb': '→ /a%2Fb/',
    '/docs/myindex.html': '-',
  }],
  ['a slash, files', site({ slash: true, folders: false }), {
    '/docs/': '/docs.html',
    '/docs': '→ /docs/',
    '/docs.html': '→ /docs/',
    '/docs.HTML': '-',
    '/': '/index.html',
    '/index.html': '→ /',
    '/index': '→ /',
    '/index/': '→ /',
    '/blog/index.html': '→ /blog/index/',
    '/v1.2.html': '-',
    '/v1.2/': '/v1.2.html',
  }],
  ['no slash, folders', site({ slash: false }), {
    '/docs': '/docs/index.html',
    '/docs/': '→ /docs',
    '/docs/index.html': '→ /docs',
    '/': '/index.html',
    '/index.html': '→ /',
    '/v1.2/': '/v1.2/index.html',
    '/v1.2/index.html': '→ /v1.2/',
    '/v1.2': '-',
  }],
  ['no slash, files', NO_SLASH, {
    '/docs': '/docs.html',
    '/docs/': '→ /docs',
    '/docs/?a=1&b': '→ /docs?a=1&b',
    '/docs.html': '→ /docs',
    '/a/b.html': '→ /a/b',
    '/': '/index.html',
    '/index.html': '→ /',
    '/index': '→ /',
    '/blog/index.html': '→ /blog/index',
    '/.html': '-',
    '/a/.html': '-',
    '/app.js': '-',
    '/v1.2/': '/v1.2.html',
    '/jquery.min.html': '-',
  }],
  ['any slash, folders', site(), {
    '/docs': '/docs/index.html', '/docs/': '/docs/index.html', '/docs/index.html': '-', '/': '/index.html', '/index.html': '-',
  }],
  ['any slash, files', site({ folders: false }), {
    '/docs': '/docs.html', '/docs/': '/docs.html', '/docs.html': '-', '/': '/index.html',
  }],
  ['kept documents', site({ slash: true, keep: true }), { '/docs/index.html': '-', '/index.html': '-', '/docs': '→ /docs/' }],
  ['kept pages', site({ slash: false, folders: false, keep: true }), { '/docs.html': '-', '/docs/': '→ /docs', '/docs': '/docs.html' }],
  ['another document', site({ slash: false, folders: false, index: 'default.htm' }), {
    '/docs': '/docs.htm', '/': '/default.htm', '/docs.htm': '→ /docs', '/docs.html': '-', '/default': '→ /',
  }],
  ['a default root object', site({ slash: true, home: '/index.html' }), {
    '/': '-', '/index.html': '-', '/docs/index.html': '→ /docs/', '/a': '→ /a/',
  }],
  ['a default root object in a folder', site({ slash: true, home: '/app/index.html' }), {
    '/': '-', '/app/index.html': '-', '/app/': '/app/index.html', '/app': '→ /app/', '/index.html': '→ /',
  }],
  ['error pages', site({ slash: false, folders: false, pages: ['/404.html', '/sorry'] }), {
    '/404.html': '-',
    '/404%2Ehtml': '-',
    '/404.HTML': '-',
    '/sorry/': '/sorry.html',
    '/sorry': '/sorry.html',
    '/sorry.html': '→ /sorry',
    '/sorry/x.html': '-',
    '/sorryy.html': '→ /sorryy',
    '/%73orry/': '/%73orry.html',
    '/%ff/': '→ /%ff',
  }],
  ['the home page as error page', site({ slash: true, pages: ['/'] }), { '/': '/index.html', '/a': '→ /a/' }],
])('pretty URLs with %s', (_, pretty, urls) => {
  it.each(Object.entries(urls))('%s gets %s', (url, wanted) => expect(shown(pretty, url)).toBe(wanted));
});

describe('pretty URLs', () => {
  it.each([
    '//evil.example/', '/\\evil.example/', '/a//b', '/a//', '/./a', '/a/../b', '/a/..', '/%2e%2e/a', '/a/%2E', '/a b', '/caf\u00e9', '/a"b',
    '/a\r\nb', '/.well-known/x', '/.well-known/acme-challenge/token', 'docs', '', '*',
  ])('leave %j as it is', (uri) => {
    for (const pretty of [SLASH, NO_SLASH, site()]) expect(shown(pretty, uri)).toBe('-');
  });

  it('rewrite, but do not redirect, what the viewer did not send', () => {
    expect(shown(SLASH, '/docs', false)).toBe('/docs/index.html');
    expect(shown(SLASH, '/docs/index.html', false)).toBe('-');
    expect(shown(NO_SLASH, '/docs/', false)).toBe('/docs.html');
    expect(shown(NO_SLASH, '/docs.html', false)).toBe('-');
  });

  it('escape what could end a query, and nothing else', () => {
    expect(shown(SLASH, '/a?q=a|b{}^`"<>%zz%20+&&=;/'))
      .toBe('→ /a/?q=a|b{}^`"<>%zz%20+&&=;/');
    expect(prettyUrl(SLASH, '/a', 'q=?x', true)?.location).toBe('/a/?q=?x');
    expect(prettyUrl(SLASH, '/a', 'q=\u00e9#\r\n ', true)?.location).toBe('/a/?q=%C3%A9%23%0D%0A%20');
  });
});

const segment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('docs', 'a', 'index.html', 'a.html', 'v1.2') },
  fc.constantFrom(
    'docs',
    'index',
    'index.html',
    'a.html',
    'v1.2',
    '.html',
    '404.html',
    '%2Fhost',
    '%2e',
    '..',
    '',
    '\\',
    'x%',
    '\u00e9',
    'evil.example',
  ),
  fc.string({ maxLength: 4 }),
);
const path = fc.tuple(fc.array(segment, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '/', '//'))
  .map(([segments, end]) => `/${segments.join('/')}${end}`);
const sites = fc.record({
  slash: fc.constantFrom(true, false, undefined),
  folders: fc.boolean(),
  keep: fc.boolean(),
  index: fc.constantFrom('index.html', 'default.htm', 'a.b.html'),
  home: fc.constantFrom('', '/index.html', '/docs/index.html'),
  pages: fc.constantFrom(undefined, ['/404.html'], ['/docs', '/']),
});

describe('for any path', () => {
  it('one redirect at most leads to a page of the same host, with the query as sent', () => {
    let redirected = 0;
    fc.assert(fc.property(sites, path, fc.stringMatching(/^[!"$-~]{0,8}$/), (pretty, uri, query) => {
      const first = prettyUrl(pretty, uri, query, true);
      if (first?.location === undefined) return;
      redirected++;
      const { location } = first;
      expect(location).toMatch(/^\/(?![/\\])[!-~]*$/);
      const url = new URL(location, 'https://site.example');
      expect(url.host).toBe('site.example');
      const [, to, kept = ''] = /^([^?]*)\??(.*)$/.exec(location)!;
      expect(kept).toBe(query);
      expect(prettyUrl(pretty, to, query, true)?.location).toBeUndefined();
      // What a browser makes of it is what was sent.
      expect(url.pathname).toBe(to);
    }), { numRuns: cases(40_000) });
    expect(redirected).toBeGreaterThan(cases(40_000) / 16);
  });

  it('what is shown does not depend on whether the URL was redirected before', () => {
    fc.assert(fc.property(sites, path, (pretty, uri) => {
      const location = prettyUrl(pretty, uri, '', true)?.location;
      if (location === undefined || pretty.keep) return;
      const file = (at: string): string => prettyUrl(pretty, at, '', false)?.path ?? at;
      const [before, after] = [file(uri), file(location)];
      // Only `/index` and `/index/` are other names of the home page than of their files.
      if (location !== '/') expect(after).toBe(before);
    }), { numRuns: cases(40_000) });
  });

  it('a file is never another file', () => {
    fc.assert(fc.property(sites, path, (pretty, uri) => {
      const file = prettyUrl(pretty, uri, '', false)?.path;
      if (file !== undefined) expect(prettyUrl(pretty, file, '', false)).toBeUndefined();
    }), { numRuns: cases(20_000) });
  });
});
