import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderLayer } from '../../../src/preview/origin/bucket-content';
import { BucketEndpoint } from '../../../src/preview/origin/bucket-endpoint';

const folder = mkdtempSync(join(tmpdir(), 'bucket-'));
writeFileSync(join(folder, 'a b.html'), '<h1>');
const asked: string[] = [];
const endpoint = new BucketEndpoint((name) => {
  asked.push(name);
  return name === 'pages' ? [folderLayer(folder)] : [];
});
afterAll(async () => {
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the S3 that functions see', () => {
  const get = async (path: string, init?: RequestInit) =>
    fetch(`${(await endpoint.environment()).AWS_ENDPOINT_URL_S3}${path}`, init);

  it('holds the buckets of the app by path', async () => {
    const response = await get('/pages/a%20b.html');
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'text/html',
      '<h1>',
    ]);
    expect(asked).toEqual(['pages']);
  });

  it('knows what has not changed', async () => {
    const etag = (await get('/pages/a%20b.html')).headers.get('etag')!;
    expect((await get('/pages/a%20b.html', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it.each(['/pages/none.html', '/other/a%20b.html', '/pages', '/', '/pages/..%2f..%2fetc%2fpasswd'])(
    'denies %s',
    async (path) => {
      expect((await get(path)).status).toBe(403);
    },
  );

  it('takes no uploads', async () =>
    expect((await get('/pages/new.html', { method: 'PUT', body: 'x' })).status).toBe(403));

  it('is on a loopback address, once', async () => {
    expect((await endpoint.environment()).AWS_ENDPOINT_URL_S3).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await endpoint.environment()).toBe(await endpoint.environment());
  });
});
