import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CACHING_DISABLED, lambdaAt, site, type SiteOptions } from '../support/site';

const files = {
  'index.html': 'home',
  'docs/index.html': 'docs',
  'a b+c.txt': 'spaces',
  'app.js': 'x',
  'unknown.zzz': '?',
  'ten.txt': '0123456789',
  'süß.txt': 'sweet',
};
const bucket = (options: SiteOptions = {}) => site({ files, ...options });

describe('a folder as a bucket', () => {
  test('serves the object whose key is the decoded path', async () => {
    expect(await (await bucket().fetch('/a%20b%2Bc.txt')).text()).toBe('spaces');
    expect(await (await bucket().fetch('/s%C3%BC%C3%9F.txt')).text()).toBe('sweet');
  });

  test('a plus sign in a path is a space', async () => {
    const running = bucket();
    const statuses = ['/a+b%2Bc.txt', '/a+b%2bc.txt?x=1+1', '/a+b+c.txt', '/a%2Bb%2Bc.txt'].map(async (path) => (
      (await running.fetch(path)).status));
    expect(await Promise.all(statuses)).toEqual([200, 200, 403, 403]);
  });

  test('headers of an object', async () => {
    const response = await bucket().fetch('/index.html');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html',
      'content-length': '4',
      'etag': '"106a6c241b8797f52e1e77317b96a201"',
      'accept-ranges': 'bytes',
      'server': 'AmazonS3',
      'last-modified': expect.stringMatching(/GMT$/),
      'x-cache': 'Miss from cloudfront',
    });
  });

  test.each([
    ['/app.js', 'text/javascript'],
    ['/unknown.zzz', 'binary/octet-stream'],
  ])('%s is %s', async (path, type) => {
    expect((await bucket().fetch(path)).headers.get('content-type')).toBe(type);
  });

  test.each(['/docs/', '/docs', '/nope', '//index.html', '/Index.html', '/docs/./index.html'])(
    '%s: there are no index documents, and keys match exactly',
    async (path) => {
      expect((await bucket().fetch(path)).status).toBe(403);
    },
  );

  test('a missing key is 403 without ListBucket, and the response does not have the key', async () => {
    const response = await bucket().fetch('/nope');
    expect([response.status, response.headers.get('content-type'), response.headers.get('x-cache')]).toEqual([
      403,
      'application/xml',
      'Error from cloudfront',
    ]);
    expect(await response.text()).toMatch(/<Code>AccessDenied<\/Code><Message>Access Denied<\/Message><RequestId>/);
  });

  test('viewers do not see the ids of the request to S3, and an origin-response function does', async () => {
    const shows = `exports.handler = async (e) => { const r = e.Records[0].cf.response;
      r.headers['x-seen'] = [{ value: String(Object.keys(r.headers).filter((n) => n.startsWith('x-amz')).sort()) }];
      return r; };`;
    const running = bucket({ fill: (stack) => lambdaAt('origin-response', stack.lambda('Fn', shows)) });
    const { headers } = await running.fetch('/nope');
    expect([headers.get('x-amz-request-id'), headers.get('x-amz-id-2'), headers.get('x-seen')])
      .toEqual([null, null, 'x-amz-id-2,x-amz-request-id']);
  });

  test('a missing key is 404 with ListBucket', async () => {
    const response = await bucket({ mayList: true }).fetch('/nope');
    expect(response.status).toBe(404);
    expect(await response.text()).toMatch(/<Code>NoSuchKey<\/Code>.*<Key>nope<\/Key>/);
  });

  test('without a default root object, ListBucket makes all keys visible to viewers', async () => {
    const config = { DefaultRootObject: undefined };
    const body = await (await bucket({ mayList: true, config }).fetch('/')).text();
    expect(body).toMatch(/^<\?xml[^]*<ListBucketResult [^]*<Key>a b\+c\.txt<\/Key>[^]*<Key>docs\/index\.html<\/Key>/);
    expect((await bucket({ config }).fetch('/')).status).toBe(403);
  });

  test('HEAD has the headers and no body', async () => {
    const response = await bucket().fetch('/ten.txt', { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '10', '']);
  });

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=0-1,3-4', 200, '0123456789', null],
    ['bytes=4-2', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
  ])('Range: %s', async (range, status, body, contentRange) => {
    const response = await bucket().fetch('/ten.txt', { headers: { range } });
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
      status,
      body,
      contentRange,
    ]);
  });

  test('a range beyond the end is 416', async () => {
    const response = await bucket().fetch('/ten.txt', { headers: { range: 'bytes=10-' } });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */10']);
    expect(await response.text()).toContain('<Code>InvalidRange</Code>');
  });

  test('conditional requests', async () => {
    const running = bucket();
    const { headers } = await running.fetch('/ten.txt');
    const status = async (conditions: Record<string, string>) =>
      (await running.fetch('/ten.txt', { headers: conditions })).status;
    expect(await status({ 'if-none-match': headers.get('etag')! })).toBe(304);
    expect(await status({ 'if-none-match': '"other"', 'if-modified-since': headers.get('last-modified')! })).toBe(200);
    expect(await status({ 'if-modified-since': headers.get('last-modified')! })).toBe(304);
    expect(await status({ 'if-match': '"other"' })).toBe(412);
    expect(await status({ 'range': 'bytes=0-1', 'if-range': '"other"' })).toBe(200);
    expect(await status({ 'range': 'bytes=0-1', 'if-range': headers.get('etag')! })).toBe(206);
  });

  test('uploads are denied', async () => {
    const running = bucket({
      behavior: { AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'] },
    });
    expect((await running.fetch('/new.txt', { method: 'PUT', body: 'x' })).status).toBe(403);
  });

  test.each([
    '/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/docs/../../secret.txt', '/docs/..%2f..%2fsecret.txt', '/..%5csecret.txt',
    '//etc/passwd', '/%2fetc/passwd', '/index.html%00.txt', '/link.txt', '/linked/secret.txt',
  ])('%s does not lead out of the folder', async (path) => {
    const above = mkdtempSync(join(tmpdir(), 'edge-origin-'));
    const root = join(above, 'root');
    mkdirSync(join(root, 'docs'), { recursive: true });
    writeFileSync(join(above, 'secret.txt'), 'secret');
    writeFileSync(join(root, 'index.html'), 'home');
    symlinkSync(join(above, 'secret.txt'), join(root, 'link.txt'));
    symlinkSync(above, join(root, 'linked'));
    const response = await site({}, { origins: { web: root } }).fetch(path);
    expect([response.status, await response.text()]).toEqual([403, expect.not.stringContaining('secret')]);
  });

  test('a path that is not UTF-8', async () => {
    expect((await bucket().fetch('/%ff%fe')).status).toBe(400);
  });
});

describe('what a BucketDeployment uploads', () => {
  test('several sources, in order, below a prefix, with metadata, markers and exclusions', async () => {
    const running = site({
      files: { 'index.html': 'first', 'kept.txt': 'kept' },
      fill: (stack, assembly) => {
        const key = assembly.folder('more', {
          'index.html': 'more',
          'config.json': '{"bucket":"<<marker:0>>"}',
          'draft.md': 'no',
          'draft-public.md': 'yes',
        });
        stack.resource('More', 'Custom::CDKBucketDeployment', {
          DestinationBucketName: { Ref: 'Bucket' },
          DestinationBucketKeyPrefix: '/sub/',
          SourceObjectKeys: [key],
          SourceMarkers: [{ '<<marker:0>>': { Ref: 'Bucket' } }],
          SystemMetadata: { 'cache-control': 'max-age=60' },
          Exclude: ['draft*'],
          Include: ['draft-public*'],
        });
        stack.resource('Again', 'Custom::CDKBucketDeployment', {
          DestinationBucketName: { Ref: 'Bucket' },
          SourceObjectKeys: [assembly.folder('again', { 'index.html': 'second' })],
        });
      },
    });
    const text = async (path: string) => (await running.fetch(path)).text();
    expect([await text('/index.html'), await text('/kept.txt'), await text('/sub/index.html')]).toEqual([
      'second',
      'kept',
      'more',
    ]);
    expect(await text('/sub/config.json')).toBe('{"bucket":"bucket"}');
    expect((await running.fetch('/sub/config.json')).headers.get('cache-control')).toBe('max-age=60');
    expect([(await running.fetch('/sub/draft.md')).status, await text('/sub/draft-public.md')]).toEqual([403, 'yes']);
  });

  test('an origin path is part of the key', async () => {
    const running = site({
      files: { 'v1/page.html': 'one' },
      behaviors: [{ PathPattern: '/page.html', TargetOriginId: 'v1', CachePolicyId: CACHING_DISABLED }],
      origins: [
        { Id: 'v1', DomainName: { 'Fn::GetAtt': ['Bucket', 'DomainName'] }, OriginPath: '/v1', S3OriginConfig: {} },
      ],
    });
    expect(await (await running.fetch('/page.html')).text()).toBe('one');
  });

  test.each(['web', 'bucket.s3.us-east-1.amazonaws.com', 'Bucket', 'Web/Bucket'])(
    '--origin %s replaces it',
    async (id) => {
      const folder = mkdtempSync(join(tmpdir(), 'edge-origin-'));
      writeFileSync(join(folder, 'index.html'), 'mine');
      expect(await (await site({}, { origins: { [id]: folder } }).fetch('/')).text()).toBe('mine');
    },
  );

  test('a bucket without content: a note, and a page with the fix', async () => {
    const running = site({ fill: (stack) => { delete stack.resources.Deployment; } });
    expect(running.notes).toMatchObject([{ code: 'EDGE_PREVIEW_ORIGIN_UNMAPPED', severity: 'note' }]);
    const response = await running.fetch('/');
    expect([response.status, await response.text()]).toEqual([
      502,
      expect.stringContaining('--origin bucket.s3.us-east-1.amazonaws.com=FOLDER'),
    ]);
  });
});

test('objects have the metadata that the deployment sets', async () => {
  const running = site({
    fill: (stack) => {
      stack.resources.Deployment!.Properties.UserMetadata = { Team: 'web' };
      stack.resources.Deployment!.Properties.SystemMetadata = { 'cache-control': 'max-age=7' };
    },
  });
  const { headers } = await running.fetch('/index.html');
  expect([headers.get('x-amz-meta-team'), headers.get('cache-control')]).toEqual(['web', 'max-age=7']);
});
