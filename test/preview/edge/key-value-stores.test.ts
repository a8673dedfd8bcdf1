import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PreviewError } from '../../../src/preview/errors';
import type { PreviewOptions } from '../../../src/preview/options';
import { json, preview, siteAssembly, type Running } from '../support/site';

const data = (...entries: readonly (readonly [string, string])[]) => (
  JSON.stringify({ data: entries.map(([key, value]) => ({ key, value })) }));

/** A function that reads a store, which is imported from `content`; without one, the function has no store. */
function reading(body: string, content?: string, options: Partial<PreviewOptions> = {}, forced = ''): Running {
  const directory = siteAssembly({
    fill: (stack, assembly) => {
      if (content !== undefined) {
        assembly.folder('kvs', { 'data.json': content });
        assembly.file('store.json', 'asset.kvs/data.json');
        stack.resource('Kvs', 'AWS::CloudFront::KeyValueStore', {
          Name: 'k', ImportSource: { SourceType: 'S3', SourceArn: 'arn:aws:s3:::assets/store.json' },
        });
      }
      stack.resource('Fn', 'AWS::CloudFront::Function', {
        FunctionCode: `import cf from 'cloudfront';
          async function handler(event) { ${forced} ${body} }`,
        FunctionConfig: {
          Runtime: 'cloudfront-js-2.0',
          ...(content !== undefined
            && { KeyValueStoreAssociations: [{ KeyValueStoreARN: { 'Fn::GetAtt': ['Kvs', 'Arn'] } }] }),
        },
      });
      return {
        FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Fn', 'FunctionARN'] } }],
      };
    },
  });
  return preview(directory, options);
}

function problemsOf(content: string) {
  try {
    reading('return event.request;', content);
  } catch (thrown) {
    return (thrown as PreviewError).problems.map(({ code, message, path }) => [code, message, path]);
  }
  return [];
}

const ONE = 'const value = await cf.kvs().get(\'k\'); return { statusCode: 200, body: value };';

describe('a store that CloudFront would not import', () => {
  test.each<[string, string, string]>([
    ['a key of 513 bytes', data(['ü'.repeat(256) + 'a', 'v']), `the key "${'ü'.repeat(59)}…" has 513 bytes; CloudFront allows 512`],
    ['a value of 1,025 bytes', data(['k', 'ü'.repeat(512) + 'a']), 'the value of the key "k" has 1,025 bytes; CloudFront allows 1,024'],
    ['a key twice', data(['k', '1'], ['l', '2'], ['k', '3']), 'the key "k" is there twice'],
    ['no key', data(['', '1']), 'an entry has no key'],
    ['more than 5 MB', data(...Array.from({ length: 5_000 }, (_, i) => [`key${1_000 + i}`, 'x'.repeat(1_000)] as const)),
      'its keys and values have 5,035,000 bytes; CloudFront allows 5,000,000'],
  ])('%s: the preview says so and does not start', (_, content, message) => {
    expect(problemsOf(content)).toEqual([['EDGE_PREVIEW_KVS', message, 'data.json']]);
  });

  test('many wrong entries are counted', () => {
    const problems = problemsOf(data(...Array.from({ length: 9 }, (_, i) => [`k${i}`, 'x'.repeat(1_025)] as const)));
    expect([problems.length, problems.at(-1)![1]]).toEqual([6, '4 more entries like these']);
  });

  test('a key of 512 bytes and a value of 1,024 are fine', () => {
    expect(problemsOf(data(['ü'.repeat(256), 'ü'.repeat(512)]))).toEqual([]);
  });
});

test('a file of --store that CloudFront would refuse changes nothing', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'edge-store-')), 'entries.json');
  writeFileSync(file, data(['k', 'first']));
  const running = reading(ONE, data(['k', 'own']), { stores: { Kvs: file } });
  expect(await (await running.fetch('/')).text()).toBe('first');
  writeFileSync(file, data(['k', 'x'.repeat(1_025)]));
  expect(await (await running.fetch('/')).text()).toBe('first');
  expect(running.logs).toEqual([expect.stringMatching(/entries\.json.*the value of the key "k" has 1,025 bytes.*EDGE_PREVIEW_KVS/)]);
});

test('a file of --store that is wrong is reported at the start, and one that is missing is an error', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'edge-store-')), 'entries.json');
  expect(() => reading(ONE, data(), { stores: { Kvs: file } })).toThrow(/--store: cannot be read: .*ENOENT.*EDGE_PREVIEW_STORE/);
  writeFileSync(file, '{"data');
  expect(reading(ONE, data(), { stores: { Kvs: file } }).logs).toEqual([expect.stringMatching(/entries\.json:1.*EDGE_REDIRECT_SYNTAX/)]);
});

test('a file of --store for a part of the keys counts with the others', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'edge-store-')), 'entries.json');
  writeFileSync(file, data(...Array.from({ length: 3_000 }, (_, i) => [`p/${1_000 + i}`, 'x'.repeat(1_000)] as const)));
  const own = data(['k', 'own'], ...Array.from({ length: 3_000 }, (_, i) => [`o${i}`, 'x'.repeat(1_000)] as const));
  const running = reading(ONE, own, { stores: { 'Kvs:p': file } });
  expect(await (await running.fetch('/')).text()).toBe('own');
  expect(running.logs).toEqual([expect.stringMatching(/its keys and values have 6,0[\d,]+ bytes; CloudFront allows 5,000,000/)]);
});

describe.each([['here', ''], ['in a process', 'new RegExp("a");']])('cf.kvs(), %s', (_, forced) => {
  test('a key that is missing, a format that is unknown, and each format that is known', async () => {
    const body = `var store = cf.kvs(), out = {};
      try { await store.get('none'); } catch (error) { out.missing = String(error); }
      try { await store.get('k', { format: 'yaml' }); } catch (error) { out.format = error instanceof TypeError; }
      try { await store.get('text', { format: 'json' }); } catch (error) { out.json = error instanceof SyntaxError; }
      out.bytes = (await store.get('k', { format: 'bytes' })).toString('hex');
      out.parsed = (await store.get('k', { format: 'json' })).a;
      out.exists = [await store.exists('k'), await store.exists('none')];
      out.count = (await store.meta()).keyCount;
      return { statusCode: 200, body: JSON.stringify(out) };`;
    expect(await json(reading(body, data(['k', '{"a":1}'], ['text', 'x']), {}, forced).fetch('/'))).toEqual({
      missing: 'Error: KeyNotFound', format: true, json: true, bytes: '7b2261223a317d', parsed: 1, exists: [true, false], count: 2,
    });
  });

  test('without a store', async () => {
    const caught = 'try { cf.kvs(); } catch (error) { return { statusCode: 200, body: String(error) }; }';
    expect(await (await reading(caught, undefined, {}, forced).fetch('/')).text()).toBe('Error: KVSNamespaceNotFound');
    expect((await reading(ONE, undefined, {}, forced).fetch('/')).status).toBe(503);
  });
});
