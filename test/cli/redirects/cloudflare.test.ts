import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { file, run } from './support';
import { sends } from '../../core/redirects/support';

/** Cloudflare's own rules engine, which its package holds in a source map. */
function engine(): Record<string, any> {
  const map = JSON.parse(
    readFileSync(
      join(
        createRequire(__filename).resolve('@cloudflare/workers-shared/package.json'),
        '../dist/asset-worker.mjs.map',
      ),
      'utf8',
    ),
  );
  const at = (map.sources as string[]).findIndex((source) => source.endsWith('/rules-engine.ts'));
  const source = (map.sourcesContent[at] as string).replace(/^import .*handler.*$/m, 'const REDIRECTS_VERSION = 1;');
  const module = { exports: {} };
  new Function('module', 'exports', transformSync(source, { loader: 'ts', format: 'cjs' }).code)(
    module,
    module.exports,
  );
  return module.exports;
}

/** The answers of Cloudflare's engine to these lines, sorted as its parser sorts them. */
function cloudflare(lines: readonly string[]): (path: string) => string | undefined {
  const { staticRedirectsMatcher, generateRedirectsMatcher } = engine();
  const [staticRules, rules]: Record<string, object>[] = [{}, {}];
  lines.join('\n').split('\n').filter((line) => !line.startsWith('#')).forEach((line, lineNumber) => {
    const [from, to, status] = line.split(' ');
    (/[*:]/.test(from) ? rules : staticRules)[from] = { status: Number(status), to, lineNumber };
  });
  const configuration = { redirects: { version: 1, staticRules, rules } };
  return (path) => {
    const request = { url: `https://www.example.com${path}` };
    const found =
      staticRedirectsMatcher(configuration, 'www.example.com', path)
      ?? generateRedirectsMatcher(configuration)({ request })[0];
    return found && `${found.status} ${found.to}`;
  };
}

const convert = (text: string, name = 'redirects.json', ...options: string[]) =>
  run('convert', file(name, text), '--to', 'cloudflare', ...options);

describe('convert --to cloudflare', () => {
  test('writes lines without wildcards first, each with and without a trailing slash, and keeps notes', async () => {
    const { code, out, err } = await convert(
      '{"/a": {"to": "/b", "note": "QR code", "owner": "Ann"}, "/docs/*": "/d/:splat", "/": {"to": "/home", "statusCode": 302}}',
    );
    expect([code, err]).toEqual([0, ['redirects.json: in the new list // in a target becomes /']]);
    expect(out).toEqual([
      '# QR code (Ann)\n/a /b 301\n/a/ /b 301\n/ /home 302\n/docs /d/ 301\n/docs/ /d/ 301\n/docs/* /d/:splat 301',
    ]);
  });

  test("Cloudflare's own engine gives the same answers", async () => {
    const list = JSON.stringify({
      '/a': '/b',
      '/café': '/tea',
      '/p/:id/:id2': '/q/:id2/:id',
      '/docs/*': 'https://docs.test/:splat',
      '/docs/x': '/y',
      '/m/*': '/n/:splat/z',
      '/far/*': 'https://far.test/:splat/z',
      '/:_x/k': '/one/:_x#top',
      '/f/:id.html': { to: '/g/:id', statusCode: 308 },
      '/:x/:y/*': '/deep/:y/:splat',
      '/': '/home',
    });
    const { out, err } = await convert(list);
    expect(err).toEqual(['redirects.json: in the new list // in a target becomes /']);
    const theirs = cloudflare(out);
    const paths = [
      '/',
      '/a',
      '/a/',
      '/A',
      '/caf%C3%A9',
      '/p/1/2',
      '/p/1/2/',
      '/p/1',
      '/docs',
      '/docs/',
      '/docs/x',
      '/docs/x/',
      '/docs/a/b',
      '/docs/a/b/',
      '/docsx',
      '/m',
      '/m/',
      '/m/1',
      '/m/1/2',
      '/far',
      '/far/',
      '/far/1',
      '/v/k',
      '/v/k/',
      '/f/7.html',
      '/f/7.html/',
      '/f/.html',
      '/u/v',
      '/u/v/',
      '/u/v/w',
      '/none',
    ];
    expect(paths.map((path) => [path, theirs(path)])).toEqual(paths.map((path) => [path, sends(list, path)]));
  });

  test("Cloudflare's lines stay as they are", async () => {
    const { out } = await convert('/a/* /1/:splat 302\n/b /2/ 301\n/c/ /3 307', '_redirects', '--format', 'cloudflare');
    expect(out).toEqual(['/a/* /1/:splat 302\n/b /2/ 301\n/c/ /3 307']);
  });

  test("Netlify's lines keep their order", async () => {
    const { out, err } = await convert('/a/:x /1/:x\n/b /2', '_redirects');
    expect([out, err]).toEqual([['/a/:x /1/:x 301\n/a/:x/ /1/:x 301\n/b /2 301\n/b/ /2 301'], []]);
  });

  test.each<[object, string]>([
    [{ 'https://h.test/a': '/b' }, 'https://h.test/a: a host cannot be expressed'],
    [{ '/a?x=1': '/b' }, '/a?x=1: a condition on the query cannot be expressed'],
    [{ '/a': { to: '/b', when: { country: 'DE' } } }, '/a: a condition cannot be expressed'],
    [{ '/a': { to: '/b', end: '2099-01-01' } }, '/a: a date cannot be expressed'],
    [{ '/a': { to: '/b', caseSensitive: false } }, '/a: caseSensitive: false cannot be expressed'],
    [{ '/a': { statusCode: 410 } }, '/a: status 410 cannot be expressed'],
    [{ '/a': { to: '/b', query: 'drop' } }, '/a: the query policy drop cannot be expressed'],
    [{ '/a': '/b?x=1' }, '/a: keeping the query beside that of the target cannot be expressed'],
    [{ '/a': 'http://h.test/b' }, '/a: a target with http:// cannot be expressed'],
    [{ '/a': '/b//c' }, '/a: a target with two slashes in a row cannot be expressed'],
    [{ '/a/*/b': '/c' }, '/a/*/b: a * that is not the end of the source, or more than one, cannot be expressed'],
    [{ '/w/Help%3AContents': '/b' }, '/w/Help%3AContents: a literal colon before a letter cannot be expressed'],
    [{ '/a': `/${'b'.repeat(2000)}` }, '/a: a line of more than 2,000 characters is not read by Cloudflare'],
  ])('%j is an error', async (list, message) => {
    const { code, out, err } = await convert(JSON.stringify(list));
    expect([code, out, err.length]).toEqual([1, [], 2]);
    expect(err[0]).toContain(message);
  });

  test('a rule that would be a redirect loop at Cloudflare is an error', async () => {
    expect((await convert('{"/*": "/closed"}')).err[0]).toBe(
      'redirects.json:1:2: /*: it matches its own target "/closed", which is a redirect loop at Cloudflare');
    expect((await convert('/* /x', '_redirects')).err[0]).toContain('which is a redirect loop at Cloudflare');
  });

  test('more lines than Cloudflare reads are an error', async () => {
    const many = (count: number, from: (i: number) => string) =>
      convert(JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [from(i), '/x']))));
    expect((await many(1001, (i) => `/${i}`)).err[0]).toBe(
      'redirects.json: the list would have 2,002 lines without wildcards or placeholders, of which Cloudflare reads 2,000',
    );
    expect((await many(51, (i) => `/${i}/:id`)).err[0]).toBe(
      'redirects.json: the list would have 102 lines with wildcards or placeholders, of which Cloudflare reads 100',
    );
    expect((await many(50, (i) => `/${i}/:id`)).code).toBe(0);
  });
});
