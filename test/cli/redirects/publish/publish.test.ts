import { writeFileSync } from 'node:fs';
import { localAws, withEnvironment } from './support/local-aws';
import { xml } from './support/local-bucket';
import { refused, STORE } from './support/local-store';
import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import { file, run } from '../support';

const aws = localAws();

const OBJECT = 's3://example-bucket/lists/redirects.bin';
const stored = (): Uint8Array | undefined => aws.bucket.objects.get('example-bucket/lists/redirects.bin')?.bytes;
const put = (bytes: string | Uint8Array): void => aws.bucket.put('example-bucket/lists/redirects.bin', bytes);

function publish(...args: string[]) {
  return withEnvironment(aws.environment, () => run('publish', '--wait', '0', ...args));
}

function packed(text: string): Uint8Array {
  return compileRules(parseRules(text, { format: 'json' }).rules).program!;
}

describe('publish --kvs', () => {
  test('prints what changes, and writes it', async () => {
    const name = file('redirects.json', '{"/a": "/b", "/gone": {"statusCode": 410}, "/docs/*": "/help/:splat"}');
    expect(await publish(name, '--kvs', STORE)).toEqual({
      code: 0,
      out: [
        '+ /a → 301 /b', '+ /gone → 410', '  1 other key (patterns, conditions)',
        '3 rules: 3 keys added, 0 changed, 0 removed', `${STORE} has this list now`,
      ],
      err: [],
    });
    expect(aws.store.entries.get('1=/a')).toBe('301/b');
    writeFileSync(name, '{"/a": "/c", "/docs/*": "/help/:splat", "/new": {"to": "/x", "statusCode": 302}}');
    const second = await publish(name, '--kvs', STORE);
    expect(second.out).toEqual([
      '+ /new → 302 /x', '~ /a → 301 /c  (was 301 /b)', '- /gone  (was 410)',
      '3 rules: 1 key added, 1 changed, 1 removed', `${STORE} has this list now`,
    ]);
    expect([...aws.store.entries.keys()].sort()).toEqual(['1/', '1=/a', '1=/new']);
  });

  test('writes nothing if nothing changes, or with --dry-run', async () => {
    const name = file('redirects.json', '{"/a": "/b"}');
    const dry = await publish(name, '--kvs', STORE, '--dry-run');
    expect(dry).toMatchObject({
      code: 0,
      out: [
        '+ /a → 301 /b', '  1 other key (patterns, conditions)', '1 rule: 2 keys added, 0 changed, 0 removed',
        `${STORE} would be changed; nothing was written (--dry-run)`,
      ],
    });
    expect(aws.writes).toEqual([]);
    await publish(name, '--kvs', STORE);
    const { etag } = aws.store;
    const again = await publish(name, '--kvs', STORE);
    expect(again).toMatchObject({
      code: 0,
      out: [
        '1 rule: 0 keys added, 0 changed, 0 removed', `${STORE} has this list already; nothing to do`,
      ],
    });
    expect(aws.store.etag).toBe(etag);
  });

  test('writes the keys of its prefix only', async () => {
    const others: [string, string][] = [['1=/x', '301/y'], ['blog:1=/a', '301/z'], ['flag', 'on'], ['10=/a', 'x']];
    aws.store.entries = new Map(others);
    const name = file('redirects.json', '{"/a": "/b"}');
    await publish(name, '--kvs', STORE, '--prefix', 'shop');
    expect([...aws.store.entries]).toEqual([...others, ['shop:1=/a', '301/b'], ['shop:1/', '[""]']]);
    writeFileSync(name, '{}');
    await publish(name, '--kvs', STORE, '--prefix', 'shop', '--allow-empty');
    await publish(name, '--kvs', STORE, '--allow-empty');
    // A list without rules has the first node of the tree alone.
    expect([...aws.store.entries]).toEqual([...others.slice(1), ['shop:1/', '[""]'], ['1/', '[""]']]);
  });

  test('prints JSON', async () => {
    const { out } = await publish(file('redirects.json', '{"/a": "/b"}'), '--kvs', STORE, '--json');
    expect(JSON.parse(out.join(''))).toEqual({
      target: STORE,
      rules: 1,
      written: true,
      keys: { added: 2, changed: 0, removed: 0 },
      paths: [{ path: '/a', after: '301 /b' }],
      problems: [],
    });
  });

  test('refuses a list with errors as check does, and writes nothing', async () => {
    const name = file('redirects.json', '{"/a": "/b", "/b": "/a"}');
    const { code, out, err } = await publish(name, '--kvs', STORE);
    expect([code, out, aws.calls]).toEqual([1, [], []]);
    expect(err.join('\n')).toContain('[EDGE_REDIRECT_LOOP]');
    expect(err.at(-1)).toBe('nothing is written; fix these errors first');
  });

  test('refuses what a CloudFront Function cannot do, with the line', async () => {
    for (const [rules, message] of [
      ['{"/a": {"to": "/b", "when": {"header": {"cookie": {"contains": "x"}}}}}', 'redirects.json:1:2: error: "/a" looks at the header cookie'],
      [`{"/a": "/${'b'.repeat(1_100)}"}`, '[EDGE_REDIRECT_STORE_VALUE]'],
      ['{"/a/*": {"to": "https://api.example.com/:splat", "statusCode": 200}}', '[EDGE_REDIRECT_PROXY]'],
      ['{"/a": {"to": "/b", "when": {"originStatus": 404}}}', '[EDGE_REDIRECT_ORIGIN_STATUS]'],
    ]) {
      const { code, err } = await publish(file('redirects.json', rules), '--kvs', STORE);
      expect(code).toBe(1);
      expect(err.join('\n')).toContain(message);
    }
    expect(aws.writes).toEqual([]);
  });

  test('refuses a list for which the store has no room beside others', async () => {
    aws.store.entries = new Map(Array.from({ length: 4_999 }, (_, i) => [`shop:1=/${i}`, 'x'.repeat(990)]));
    const { code, err } = await publish(file('redirects.json', '{"/a": "/b"}'), '--kvs', STORE);
    expect(code).toBe(1);
    expect(err.at(-1)).toMatch(/nothing is written: the store would have 5,0\d\d,\d{3} bytes, of which .*\[EDGE_PUBLISH_SIZE\]$/);
    expect(aws.writes).toEqual([]);
  });

  test('says what AWS refused, in which call', async () => {
    aws.fault = ({ method }) => (method === 'POST' ? refused(403, 'AccessDeniedException', 'no UpdateKeys') : undefined);
    const { code, err } = await publish(file('redirects.json', '{"/a": "/b"}'), '--kvs', STORE);
    expect([code, err]).toEqual([1, [`cdk-cloudfront-edge redirects publish: writing ${STORE} failed: AccessDeniedException: `
      + 'no UpdateKeys (403); the permissions that it needs: https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/'
      + 'blob/main/docs/publishing.md#permissions  [EDGE_PUBLISH_AWS]']]);
  });

  test('joins several files', async () => {
    const names = [file('one.json', '{"/a": "/b"}'), file('two.csv', 'from,to\n/c,/d\n')];
    expect(await publish(...names, '--kvs', STORE)).toMatchObject({ code: 0 });
    expect([...aws.store.entries.keys()]).toEqual(['1=/a', '1=/c', '1/']);
    const loop = await publish(names[0], file('three.json', '{"/b": "/a"}'), '--kvs', STORE);
    expect([loop.code, loop.err.join()]).toEqual([1, expect.stringContaining('[EDGE_REDIRECT_LOOP]')]);
    const mixed = await publish(names[0], file('_redirects', '/x /y\n'), '--kvs', STORE);
    expect([mixed.code, mixed.err.join()]).toEqual([2, expect.stringContaining('cannot be one list')]);
  });
});

describe('publish --s3', () => {
  test('writes the packed list, which is what the edge reads', async () => {
    const name = file('redirects.json', '{"/a": "/b"}');
    expect(await publish(name, '--s3', OBJECT)).toEqual({
      code: 0, err: [], out: ['1 rule, 92 bytes', 'the object is new', `${OBJECT} has this list now`],
    });
    expect(Buffer.compare(stored()!, packed('{"/a": "/b"}'))).toBe(0);
    expect(aws.writes[0].headers).toMatchObject({ 'if-none-match': '*', 'content-type': 'application/octet-stream' });
  });

  test('shows how answers change, and replaces the object that it has read', async () => {
    put(packed('{"/a": "/b", "/gone": "/x", "/docs/*": "/help/:splat"}'));
    const { code, out } = await publish(file('redirects.json', '{"/a": "/c", "/docs/*": "/help/:splat", "/new": "/y"}'), '--s3', OBJECT);
    expect(code).toBe(0);
    expect(out.slice(1)).toEqual([
      '~ /a → 301 /c  (was 301 /b)', '+ /new → 301 /y', '- /gone  (was 301 /x)',
      '3 URLs answered in another way, of one for each rule', `${OBJECT} has this list now`,
    ]);
    expect(aws.writes[0].headers['if-match']).toMatch(/^"[0-9a-f]{32}"$/);
  });

  test('writes nothing if nothing changes, or with --dry-run', async () => {
    const name = file('redirects.json', '{"/a": "/b"}');
    expect((await publish(name, '--s3', OBJECT, '--dry-run')).out.at(-1)).toBe(
      `${OBJECT} would be changed; nothing was written (--dry-run)`);
    put(packed('{"/a": "/b"}'));
    expect((await publish(name, '--s3', OBJECT)).out.at(-1)).toBe(`${OBJECT} has this list already; nothing to do`);
    expect(aws.writes).toEqual([]);
  });

  test.each<[string[], number]>([
    [[], 0], [['--event', 'origin-request'], 1],
    [['--event', 'origin-request', '--reads', 'country'], 1], [['--event', 'origin-request', '--reads', 'query'], 1],
    [['--event', 'origin-response', '--reads', 'query, country'], 0],
    [['--event', 'origin-request', '--reads', 'query,header:CloudFront-Viewer-Country'], 0],
    [['--event', 'origin-request', '--reads', 'nothing'], 1], [['--reads', 'query'], 2],
    [['--event', 'origin-request', '--reads', 'everything'], 2],
  ])('refuses rules that read more than the source declares, with %j: exit code %i', async (args, expected) => {
    const name = file('redirects.json', '[{"from": "/a", "to": "/b", "when": {"country": "DE"}}, {"from": "/c", "to": "/d"}]');
    const { code, err } = await publish(name, '--s3', OBJECT, ...args);
    expect(code).toBe(expected);
    expect(aws.writes).toHaveLength(expected === 0 ? 1 : 0);
    if (expected === 1) expect(err.join('\n')).toMatch(/reads .*\[EDGE_REDIRECT_READS\]/);
  });

  test('says which rules never apply on viewer-request, unless the event is named', async () => {
    const name = file('late.json', '[{"from": "/c", "to": "/d"},\n{"from": "/a", "to": "/b", "when": {"originStatus": 404}}]');
    const { code, err } = await publish(name, '--s3', OBJECT, '--dry-run');
    expect(err.join('\n')).toMatch(/late\.json:2:\d+.*--event.*\[EDGE_PUBLISH_EVENT\]/s);
    expect(code).toBe(0);
    const named = await publish(name, '--s3', OBJECT, '--dry-run', '--event', 'origin-response');
    expect(named.err.join('\n')).not.toContain('EDGE_PUBLISH_EVENT');
  });

  test('refuses pages of another host, and a country on viewer-request, and writes nothing', async () => {
    const proxy = file('proxy.json', '{"/api/*": {"to": "https://api.example.com/:splat", "statusCode": 200}}');
    for (const event of [[], ['--event', 'origin-request']]) {
      const { code, err } = await publish(proxy, '--s3', OBJECT, ...event);
      expect([code, err.join()]).toEqual([1, expect.stringContaining('[EDGE_PUBLISH_RULES]')]);
    }
    const country = file('country.json', '{"/a": {"to": "/b", "when": {"country": "DE"}}}');
    const { code, err } = await publish(country, '--s3', OBJECT, '--event', 'viewer-request');
    expect([code, err.join()]).toEqual([1, expect.stringContaining('[EDGE_REDIRECT_COUNTRY_EARLY]')]);
    expect(aws.writes).toEqual([]);
  });

  test.each<[number, string, number]>([
    [404, 'NoSuchKey', 0], [403, 'AccessDenied', 0], [404, 'NoSuchBucket', 1], [403, 'InvalidAccessKeyId', 1],
  ])('an object that S3 answers with %i %s: --dry-run ends with %i', async (status, name, expected) => {
    aws.fault = () => xml(status, name);
    const { code, err } = await publish(file('redirects.json', '{"/a": "/b"}'), '--s3', OBJECT, '--dry-run');
    expect([code, err.length]).toEqual([expected, expected]);
  });

  test('replaces a list of another version as a whole', async () => {
    const old = packed('{"/a": "/x"}').slice();
    old[4]++;
    put(old);
    const { code, out } = await publish(file('redirects.json', '{"/a": "/b"}'), '--s3', OBJECT);
    expect([code, out[1]]).toEqual([0, 'the object is of another version, and is replaced as a whole']);
  });

  test('never replaces something else, such as a page', async () => {
    put('<!doctype html><title>A page that is longer than the header of a list</title>');
    const { code, err } = await publish(file('redirects.json', '{"/a": "/b"}'), '--s3', OBJECT);
    expect([code, err.at(-1)]).toEqual([1, expect.stringContaining('[EDGE_PUBLISH_OTHER]')]);
    expect(aws.writes).toEqual([]);
  });

  test.each<[string, () => void]>([
    ['another process has written the object', () => {
      put(packed('{"/a": "/x"}'));
      aws.fault = ({ method }) => { if (method === 'PUT') put(packed('{"/a": "/y"}')); return undefined; };
    }],
    ['another process has written the first object', () => {
      aws.fault = ({ method }) => { if (method === 'PUT') put(packed('{"/a": "/y"}')); return undefined; };
    }],
    ['the object changes right after it was written', () => {
      aws.afterwards = ({ method }) => { if (method === 'PUT') put(packed('{"/a": "/y"}')); };
    }],
    ['the object may not be read', () => {
      put(packed('{"/a": "/y"}'));
      aws.fault = ({ method }) => (method === 'GET' ? xml(403, 'AccessDenied') : undefined);
    }],
    ['it collides with other writes again and again', () => {
      aws.fault = ({ method }) => (method === 'PUT' ? xml(409, 'ConditionalRequestConflict') : undefined);
    }],
  ])('stops if %s', async (_, prepare) => {
    prepare();
    const { code, err } = await publish(file('redirects.json', '{"/a": "/b"}'), '--s3', OBJECT);
    expect([code, err.at(-1)]).toEqual([1, expect.stringContaining('[EDGE_PUBLISH_CONFLICT]')]);
  });

  test.each<[string, () => void]>([
    ['an answer is lost', () => {
      let lost = false;
      aws.afterwards = ({ method }) => (method === 'PUT' && !lost ? (lost = true, 'reset') : undefined);
    }],
    ['it collides with another write once', () => {
      let first = true;
      aws.fault = ({ method }) => (method === 'PUT' && first ? (first = false, xml(409, 'ConditionalRequestConflict')) : undefined);
    }],
    ['S3 is too busy', () => { aws.fault = (_, number) => (number % 3 !== 0 ? xml(503, 'SlowDown') : undefined); }],
  ])('succeeds although %s', async (_, prepare) => {
    prepare();
    expect(await publish(file('redirects.json', '{"/a": "/b"}'), '--s3', OBJECT)).toMatchObject({ code: 0 });
    expect(Buffer.compare(stored()!, packed('{"/a": "/b"}'))).toBe(0);
  });
});

describe('usage', () => {
  test.each<[string, string[], string]>([
    ['no target', [], 'add --kvs ARN or --s3 URI'],
    ['two targets', ['--kvs', STORE, '--s3', OBJECT], "option '--s3 <uri>' cannot be used with option '--kvs <arn>'"],
    ['the id of a store', ['--kvs', 'a1b2c3d4'], 'Write an ARN such as arn:aws:cloudfront::'],
    ['a folder in a bucket', ['--s3', 's3://example-bucket/lists/'], 'Write a URI such as s3://'],
    ['a bucket', ['--s3', 's3://example-bucket'], 'Write a URI such as s3://'],
    ['a URL', ['--s3', 'https://example-bucket.s3.amazonaws.com/x'], 'Write a URI such as s3://'],
    ['a prefix with a colon', ['--kvs', STORE, '--prefix', 'a:b'], 'Write at most 32 letters'],
    ['a prefix in a bucket', ['--s3', OBJECT, '--prefix', 'a'], '--prefix is for a key value store'],
    ['another event', ['--kvs', STORE, '--event', 'origin-request'], 'runs on viewer-request, not on origin-request'],
    ['a file that is not there', ['nowhere.json', '--kvs', STORE], 'nowhere.json: there is no such file'],
  ])('%s', async (_, args, message) => {
    const { code, err } = await publish(file('redirects.json', '{"/a": "/b"}'), ...args);
    expect([code, err.join()]).toEqual([2, expect.stringContaining(message)]);
    expect(aws.calls).toEqual([]);
  });
});
