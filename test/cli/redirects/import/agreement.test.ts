import { match, parse } from 'path-to-regexp';
import { importRules } from '../../../../src/cli/redirects/import/load';
import type { Platform } from '../../../../src/core/redirects/formats/platforms/platforms';
import { openProgram } from '../../../../src/core/redirects/program/read/open';

/** The location of the imported rule that matches, without a trailing slash, which rules ignore. */
function locations(platform: Platform, text: string): (path: string) => string | undefined {
  const { program, problems } = importRules(platform, 'list', text);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const matcher = openProgram(program!);
  return (path) => {
    const decision = matcher.match({
      method: 'GET', path, query: '', host: 'www.example.com', now: 0, header: () => undefined,
    });
    return decision && trimmed(decision.location ?? '');
  };
}

function trimmed(text: string): string {
  return text.replace(/(?<=.)\/$/, '');
}

const PATHS = [
  '/', '/a', '/a/b', '/a/b/c', '/docs', '/docs/a', '/docs/a/b', '/docs/a/b/c.html', '/docsx', '/docs-a/b', '/en/docs',
  '/de/docs', '/fr/docs', '/docs/a.html', '/docs/index.html', '/old', '/old/x', '/oldest', '/old.html', '/older/x/y', '/b',
];

describe('path-to-regexp agrees with the rules of', () => {
  test.each<[string, string]>([
    ['/docs', '/x'],
    ['/docs/:path*', '/x/:path*'],
    ['/docs/:path+', '/x/:path+'],
    ['/docs/:id', '/x/:id'],
    ['/docs/:id.html', '/x/:id'],
    ['/docs/:id?', '/x/:id'],
    ['/:lang(en|de)/docs', '/x/:lang'],
    ['/:lang?/docs', '/x'],
    ['/docs/:rest(.*)', '/x/:rest'],
    ['/docs/:rest(.+)', '/x/:rest'],
    ['/docs-:x/:y', '/x/:y/:x'],
    ['/:a/:b', '/x/:b/:a'],
    ['/:a/:b/:c*', '/x/:c*'],
    ['/old:rest(.*)', '/new:rest'],
    ['/old\\.html', '/x'],
    ['/:x(docs|old)/:rest*', '/y/:x/:rest*'],
  ])('%s', (source, destination) => {
    const location = locations('vercel', JSON.stringify({ redirects: [{ source, destination }] }));
    const names = parse(source).flatMap((token) => (typeof token === 'string' ? [] : [String(token.name)]));
    const found = match<Record<string, string | string[] | undefined>>(source, { strict: true, sensitive: true });
    for (const path of PATHS) {
      const params = found(path);
      const value = (name: string) => [params && params.params[name]].flat().filter((x) => x).join('/');
      const expected = params === false ? undefined : names.reduce((text, name) => (
        text.replace(new RegExp(`:${name}[*+?]?`), value(name))), destination);
      const got = location(path);
      // The only differences: the slash before an empty rest, and `/docs/` for `/docs` where a slash is required.
      const isBare = expected === undefined && found(`${path}/`) !== false;
      if (!isBare) expect([path, got]).toEqual([path, expected && trimmed(expected)]);
    }
  });
});

describe('regular expressions agree with the rules of RedirectMatch', () => {
  test.each<[string, string]>([
    ['^/docs/(.*)$', '/x/$1'],
    ['^/docs/(.*)\\.html$', '/x/$1'],
    ['^/docs/([^/]+)/?$', '/x/$1'],
    ['^/(docs|old)/(.*)$', '/x/$1/$2'],
    ['^/old(.*)$', '/new$1'],
    ['^/old', '/new'],
    ['^/docs/(.+)$', '/x/$1'],
    ['^/(?:en|de)/docs$', '/x'],
    ['^/docs(/.*)?$', '/x$1'],
    ['^/docs(/index\\.html)?$', '/x'],
    ['(.*)\\.html$', '/h$1'],
    ['^/old\\.html$', '/x'],
    ['^/o?ld', '/x'],
    ['^/([^/]+)/([^/]*)$', '/x/$2/$1'],
    ['/docs/', '/x'],
    ['\\.html$', '/x'],
    ['^/docs/(.*)$', '/x/$1y'],
    ['^/docs/([^/]+)\\.html$', '/x/$1_old'],
    ['^/a/(.*)/c$', '/x/$1'],
    ['(.*)/b$', '/x$1'],
    ['^/([^/]+)/([^/]+)/(.*)$', '/x/$3/$1'],
  ])('%s', (source, target) => {
    const location = locations('htaccess', `RedirectMatch 301 "${source}" ${target}`);
    for (const path of PATHS) {
      const found = new RegExp(source).exec(path);
      const expected = found?.reduce((text, value, i) => text.replace(`$${i}`, value ?? ''), target);
      const isBare = expected === undefined && new RegExp(source).test(`${path}/`);
      if (!isBare) expect([path, location(path)]).toEqual([path, expected && trimmed(expected)]);
    }
  });
});
