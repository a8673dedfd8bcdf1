import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderLayer } from '../../../src/preview/origin/bucket-content';
import { BucketEndpoint } from '../../../src/preview/origin/bucket-endpoint';

const folder = mkdtempSync(join(tmpdir(), 'bucket-'));
writeFileSync(join(folder, 'a b.html'), '<h1>');
const requested: string[] = [];
const endpoint = new BucketEndpoint((name) => {
  requested.push(name);
  return name === 'pages' ? [folderLayer(folder)] : [];
});
afterAll(async () => {
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the S3 endpoint for functions', () => {
  const get = async (path: string, init?: RequestInit) =>
    fetch(`${(await endpoint.environment()).AWS_ENDPOINT_URL_S3}${path}`, init);

  it('serves the buckets of the app by path', async () => {
    const response = await get('/pages/a%20b.html');
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'text/html',
      '<h1>',
    ]);
    expect(requested).toEqual(['pages']);
  });

  it('answers 304 to If-None-Match', async () => {
    const etag = (await get('/pages/a%20b.html')).headers.get('etag')!;
    expect((await get('/pages/a%20b.html', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it.each(['/pages/none.html', '/other/a%20b.html', '/pages', '/', '/pages/..%2f..%2fetc%2fpasswd'])(
    'denies %s',
    async (path) => {
      expect((await get(path)).status).toBe(403);
    },
  );

  it('denies uploads', async () =>
    expect((await get('/pages/new.html', { method: 'PUT', body: 'x' })).status).toBe(403));

  it('listens on a loopback address, and starts once', async () => {
    expect((await endpoint.environment()).AWS_ENDPOINT_URL_S3).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await endpoint.environment()).toBe(await endpoint.environment());
  });
});
