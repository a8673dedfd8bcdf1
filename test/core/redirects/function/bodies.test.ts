import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { composeCloudFrontFunction } from '../../../../src/attach/slots/function-code';
import type { EmbeddedPage } from '../../../../src/core/errors/config';
import { cutAtPlaceholders } from '../../../../src/core/errors/page-text';
import { bodiesConfig, statusBodies, type BodySource } from '../../../../src/core/redirects/bodies';
import { compileRules } from '../../../../src/core/redirects/compile';
import { functionSite } from '../../../../src/core/redirects/function/site';
import { parseRules } from '../../../../src/core/redirects/parse';
import { loadCloudFrontFunction } from '../../../../src/preview/edge/load-cloudfront-function';
import { builtFunction } from '../../../support/bundles';
import { edgeEvent } from '../../../support/events';
import { functionStep, TTL, viewerEvent } from '../../../support/redirect-function';
import { counted, countsOf, entriesOf, storeStep } from '../../../support/redirect-store';

const hasNjs = spawnSync('njs', ['-v']).status === 0;

const { program, ...list } = compileRules(parseRules(
  JSON.stringify({ '/gone': { statusCode: 410 }, '/n/*': { statusCode: 404 }, '/old': '/new' }),
  { format: 'json' },
).rules);
const HTML = 'text/html; charset=utf-8';
const page = (text: string, type = HTML): EmbeddedPage => ({ type, parts: cutAtPlaceholders(text, type) });
const codes = (...given: number[]): BodySource['statuses'] => ({ codes: given, ranges: [], except: [] });
const request = (path: string, method = 'GET') => ({ path, query: '', host: 'a.example', now: 0, headers: {}, method });

/** The function with these pages, in its code. */
function functionCode(sources: readonly BodySource[]): string {
  const bodies = statusBodies(sources, [404, 410]);
  const site = functionSite({ ttl: 300, rootObject: '', errorPages: [], bodies }, list);
  return composeCloudFrontFunction([functionStep(list, site)]);
}

function inPreview(code: string, path: string, method?: string): any {
  const run = loadCloudFrontFunction({ host: 'cloudfront-function', code, keyValues: {} }, () => undefined);
  return run(JSON.stringify(viewerEvent(request(path, method))), {}, 0);
}

async function onLambda(sources: readonly BodySource[], path: string, method?: string): Promise<any> {
  const bodies = bodiesConfig(statusBodies(sources, [404, 410]));
  const config = { cacheControl: TTL, bodies };
  const event = edgeEvent('viewer-request', { uri: path, method });
  event.Records[0].cf.config.requestId = 'id';
  return builtFunction([{ part: 'redirect', config, data: program }])(event);
}

/** What a viewer gets: the bytes. */
const bytesOf = ({ body }: any): string => (
  body.encoding === 'base64' ? body.data : Buffer.from(body.data as string).toString('base64'));
const lambdaBytes = ({ body, bodyEncoding }: any): string => (
  bodyEncoding === 'base64' ? body : Buffer.from(body as string).toString('base64'));

/** Texts that break code around them, if anything does. */
const NASTY = [
  '"', "'", '`', '\\', '\\u0041', '\u2028', '\u2029', '</script>', '<!--', '${', '${1}', '{{', '{{resolve:ssm:x}}', '\n',
  '\r\n', '\t', 'ü', 'ß', '日本', '😀', '\u0000', '\u007f', '\ufeff', '__proto__', '*/', '//', '{status', '{{path}}', '%s', '$&',
  'https://www.example.com/a?b=c&d', '<script>const {path} = x</script>', 'constructor',
];
const text = fc.array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 12 })
  .map((pieces) => `<!doctype html>${pieces.join('')}`)
  .filter((one) => !/\{(status|reason|path|requestId)\}(?!\})/.test(one.replace(/<script>[^]*?<\/script>/g, '')));

test('whatever the text of a page, both hosts send it byte for byte', async () => {
  await fc.assert(fc.asyncProperty(text, async (html) => {
    const sources = [{ statuses: codes(410), page: page(html) }];
    const wanted = Buffer.from(html).toString('base64');
    const made = inPreview(functionCode(sources), '/gone');
    expect(bytesOf(made)).toBe(wanted);
    expect(lambdaBytes(await onLambda(sources, '/gone'))).toBe(wanted);
    expect(made).toMatchObject({ statusCode: 410, statusDescription: 'Gone' });
    expect(made.headers).toEqual({ 'cache-control': { value: TTL }, 'content-type': { value: HTML } });
  }), { numRuns: 60 });
});

test('both hosts fill placeholders alike, whatever the path', async () => {
  const sources = [
    { statuses: codes(404), page: page('<p>{status} {reason} <a href="{path}">{path}</a> {requestId} {{path}}') },
    { statuses: codes(410), page: page('{status} {reason}') },
  ];
  const code = functionCode(sources);
  // A stray % beside dot segments is %25 in a CloudFront Function, which is the same for a browser.
  const piece = fc.constantFrom(
    '/', '//', '.', '..', '%2e', '%2E', '%2f', '%5c', 'a', 'b c', '"', "'", '(', ')', '<', '>', '&', '#', 'ü', '😀', '%c3%bc', '%25',
    '[', '|', '^', '`', '{', '\\', '$&', '+', '~', 'x'.repeat(300), 'n',
  );
  const paths = fc.array(piece, { maxLength: 10 }).map((pieces) => `/n/${pieces.join('')}`);
  let filled = 0;
  await fc.assert(fc.asyncProperty(paths, async (path) => {
    const [made, wanted] = [inPreview(code, path), await onLambda(sources, path)];
    expect(made.statusCode).toBe(wanted.status === undefined ? undefined : Number(wanted.status));
    if (made.statusCode === undefined) return;
    filled++;
    expect(made.body).toEqual({ encoding: 'text', data: wanted.body });
  }), { numRuns: 200 });
  expect(filled).toBeGreaterThan(100);
  expect(inPreview(code, '/gone').body.data).toBe('410 Gone');
  expect(inPreview(code, '/n//evil.example/"x').body.data)
    .toBe('<p>404 Not Found <a href="/n//evil.example/%22x">/n//evil.example/%22x</a> id {{path}}');
});

test('one page of several statuses, pictures, HEAD, other answers', () => {
  const picture: EmbeddedPage = { type: 'image/png', parts: ['iVBORw=='], binary: true };
  const any = functionCode([{ statuses: { codes: [], ranges: [[400, 599]], except: [] }, page: page('{status}: {reason}') }]);
  expect(['/gone', '/n/a'].map((path) => inPreview(any, path).body.data)).toEqual(['410: Gone', '404: Not Found']);
  expect(any).not.toContain('edgeUnnamed');
  const long = functionCode([{ statuses: codes(404, 410), page: page(`{status}: {reason}${'.'.repeat(600)}`) }]);
  expect(long).toContain('edgeUnnamed');
  expect(['/gone', '/n/a'].map((path) => inPreview(long, path).body.data.replace(/\.+$/, ''))).toEqual(['410: Gone', '404: Not Found']);
  const code = functionCode([{ statuses: codes(410), page: picture }]);
  expect(inPreview(code, '/gone').body).toEqual({ encoding: 'base64', data: 'iVBORw==' });
  const head = inPreview(code, '/gone', 'HEAD');
  expect(head.headers['content-type']).toEqual({ value: 'image/png' });
  expect(head.body).toBeUndefined();
  expect(inPreview(code, '/n/a')).toEqual({
    statusCode: 404, statusDescription: 'Not Found', headers: { 'cache-control': { value: TTL } },
  });
  expect(inPreview(code, '/old').headers).toEqual({ 'cache-control': { value: TTL }, 'location': { value: '/new' } });
  expect(inPreview(code, '/x').uri).toBe('/x');
});

test('a listed status takes precedence over a range, and pages that no status gets are left out', () => {
  const [all, gone, again] = [page('all'), page('gone'), page('again')];
  const sources: BodySource[] = [
    { statuses: { codes: [], ranges: [[400, 499]], except: [] }, page: all },
    { statuses: codes(410), page: gone }, { statuses: codes(410), page: again },
  ];
  expect(statusBodies(sources, [404, 410, 410, 301])).toEqual([
    { statuses: [404], page: all }, { statuses: [410], page: gone },
  ]);
  expect(statusBodies(sources, [301])).toEqual([]);
  expect(statusBodies(sources, [503])).toEqual([]);
});

test('functions without pages are as they were', () => {
  const site = functionSite({ ttl: 300, rootObject: '', errorPages: [] }, list);
  expect(Object.keys(site)).toEqual(['ttl', 'root', 'phrases']);
  expect(functionCode([])).toBe(composeCloudFrontFunction([functionStep(list, site)]));
  expect(functionCode([])).not.toMatch(/content-type|bodies|edgeBare/);
});

describe('with rules in a store', () => {
  const bodies = (html: string) => (
    functionSite({ ttl: 300, rootObject: '', errorPages: [], bodies: statusBodies([{ statuses: codes(410), page: page(html) }], [410]) }, list)
      .bodies);

  async function answer(html: string, path = '/gone'): Promise<any> {
    const code = counted(composeCloudFrontFunction([storeStep('', { bodies: bodies(html) })]));
    const keyValues = Object.fromEntries(entriesOf(list));
    const run = loadCloudFrontFunction({ host: 'cloudfront-function', code, keyValues }, () => undefined);
    return run(JSON.stringify(viewerEvent(request(path))), {}, 0);
  }

  test('the page is in the code, and takes no read', async () => {
    const html = '<!doctype html><title>Gone</title><h1>Gone, ü 😀</h1>';
    const gone = await answer(html);
    expect(gone).toMatchObject({
      statusCode: 410, body: { encoding: 'text', data: html }, headers: { 'content-type': { value: HTML } },
    });
    expect(countsOf(gone)).toEqual({ reads: 1, log: [] });
    expect(await answer(html, '/old')).toMatchObject({ statusCode: 301, headers: { location: { value: '/new' } } });
  });

  test('another list in the same function has no page', async () => {
    const steps = [storeStep('a', { bodies: bodies('gone') }), storeStep('b')];
    const code = composeCloudFrontFunction(steps);
    const moved = compileRules(parseRules('{ "/b": { "statusCode": 410 } }', { format: 'json' }).rules);
    const keyValues = { ...Object.fromEntries(entriesOf(list, 'a')), ...Object.fromEntries(entriesOf(moved, 'b')) };
    const run = loadCloudFrontFunction({ host: 'cloudfront-function', code, keyValues }, () => undefined);
    const get = async (path: string): Promise<any> => run(JSON.stringify(viewerEvent(request(path))), {}, 0);
    expect((await get('/gone')).body).toEqual({ encoding: 'text', data: 'gone' });
    expect(await get('/b')).toMatchObject({ statusCode: 410 });
    expect((await get('/b')).body).toBeUndefined();
  });
});

(hasNjs ? test : test.skip)('in njs, the engine of CloudFront Functions, pages are sent byte for byte', () => {
  const pages = [...NASTY, NASTY.filter((one) => !/script|<!--/.test(one)).join(' ')].map((one) => `<p>${one}`);
  const shown = '<p>{status} {path} {requestId}';
  const codesOf = [...pages, shown].map((html) => functionCode([{ statuses: codes(410, 404), page: page(html) }]));
  const event = JSON.stringify(viewerEvent(request('/n/a"b(ü)')));
  const folder = mkdtempSync(join(tmpdir(), 'njs-'));
  try {
    const runs = codesOf.map((code) => `out.push((function () { 'use strict'; ${code}
      var event = JSON.parse(${JSON.stringify(event)}); event.request.rawQueryString = function () { return ''; };
      return handler(event); })());`);
    const results = join(folder, 'out.json');
    writeFileSync(join(folder, 'all.js'), `var out = [];\n${runs.join('\n')}
      require('fs').writeFileSync(${JSON.stringify(results)}, JSON.stringify(out.map((one) => one.body.data)));`);
    execFileSync('njs', [join(folder, 'all.js')]);
    const got: string[] = JSON.parse(readFileSync(results, 'utf8'));
    expect(got.slice(0, -1)).toEqual(pages);
    expect(got.at(-1)).toBe('<p>404 /n/a%22b%28%C3%BC%29 id');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
