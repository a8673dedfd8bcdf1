import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { CACHING_OPTIMIZED, cachedSite } from '../support/cached-site';
import { site } from '../support/site';
import { passSeconds } from '../support/time';

interface Asked {
  readonly accept?: string;
  readonly length?: number;
  readonly type?: string;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly chunked?: boolean;
  readonly compress?: boolean;
  readonly policy?: Parameters<typeof cachedSite>[1];
}

/** An origin with one body, and a behavior that compresses. */
async function compressing(asked: Asked = {}) {
  const { length = 2_000, type = 'text/plain', status = 200, headers = {}, chunked, compress = true, policy } = asked;
  const made = await cachedSite((request, response) => {
    response.writeHead(status, { 'content-type': type, ...!chunked && { 'content-length': length }, ...headers });
    if (chunked) response.write('x');
    response.end(request.method === 'HEAD' ? undefined : 'x'.repeat(chunked ? length - 1 : length));
  }, { compress: true, ...policy }, { behavior: { Compress: compress } });
  const ask = async (accept: string | undefined, method = 'GET') => {
    const response = await made.running.fetch('/a', { method, headers: accept === undefined ? {} : { 'accept-encoding': accept } });
    return { of: (name: string) => response.headers.get(name), body: Buffer.from(await response.arrayBuffer()) };
  };
  return { ...made, ask };
}

const codingOf = async ({ accept = 'gzip, br', ...asked }: Asked) => (
  (await (await compressing(asked)).ask(accept)).of('content-encoding'));

describe('compression', () => {
  test('Brotli is preferred, and can be decoded', async () => {
    const { of, body } = await (await compressing()).ask('gzip, deflate, br;q=0.1, zstd');
    expect([of('content-encoding'), of('vary'), of('content-length')]).toEqual(['br', 'Accept-Encoding', null]);
    expect(brotliDecompressSync(body).toString()).toBe('x'.repeat(2_000));
  });

  test('gzip, for viewers that accept it alone', async () => {
    const { of, body } = await (await compressing()).ask('gzip');
    expect([of('content-encoding'), gunzipSync(body).toString()]).toEqual(['gzip', 'x'.repeat(2_000)]);
  });

  test.each([undefined, '', 'identity', 'deflate', 'gzip;q=0', 'gzip;q=0.0, br; q=0', 'x-gzip', '*'])(
    'not with Accept-Encoding: %s', async (accept) => {
      const { of, body } = await (await compressing()).ask(accept);
      expect([of('content-encoding'), of('content-length'), body.length]).toEqual([null, '2000', 2_000]);
    });

  test('br;q=0 leaves gzip', async () => {
    expect(await codingOf({ accept: 'br;q=0, gzip' })).toBe('gzip');
  });

  test.each([[999, null], [1_000, 'br'], [10_000_000, 'br'], [10_000_001, null]])('of %i bytes: %s', async (length, coding) => {
    expect(await codingOf({ length })).toBe(coding);
  });

  test.each([
    ['text/html; charset=utf-8', 'br'], ['TEXT/CSS', 'br'], ['application/json', 'br'], ['image/svg+xml', 'br'],
    ['application/wasm', 'br'], ['image/png', null], ['font/woff2', null], ['application/octet-stream', null],
    ['text/markdown', null], ['', null],
  ])('of the type "%s": %s', async (type, coding) => {
    expect(await codingOf({ type })).toBe(coding);
  });

  test.each([[200, 'br'], [403, 'br'], [404, 'br'], [203, null], [201, null], [500, null], [302, null]])(
    'of the status %i: %s', async (status, coding) => {
      expect(await codingOf({ status, headers: { location: '/b' } })).toBe(coding);
    });

  test('not without a length', async () => {
    expect(await codingOf({ chunked: true })).toBeNull();
  });

  test('what the origin has encoded stays as it is', async () => {
    const { of, body } = await (await compressing({ headers: { 'content-encoding': 'gzip' } })).ask('br, gzip');
    expect([of('content-encoding'), body.length]).toEqual(['gzip', 2_000]);
  });

  test.each<[string, Asked]>([
    ['the behavior does not compress', { compress: false }],
    ['the cache policy enables no coding', { policy: { compress: false } }],
    ['nothing is cached', { policy: { min: 0, default: 0, max: 0 } }],
  ])('not if %s', async (_, asked) => {
    expect(await codingOf(asked)).toBeNull();
  });

  test('makes the ETag weak, and leaves out one that is not quoted', async () => {
    const etag = async (value: string) => (await (await compressing({ headers: { etag: value } })).ask('br')).of('etag');
    expect([await etag('"a"'), await etag('W/"a"'), await etag('a')]).toEqual(['W/"a"', 'W/"a"', null]);
    expect((await (await compressing({ headers: { etag: '"a"' } })).ask(undefined)).of('etag')).toBe('"a"');
  });

  test('adds to Vary', async () => {
    const vary = async (value: string) => (
      await (await compressing({ headers: { vary: value }, policy: { headers: ['Origin'] } })).ask('br')).of('vary');
    expect([await vary('Origin'), await vary('accept-encoding')]).toEqual(['Origin, Accept-Encoding', 'accept-encoding']);
  });

  test('the origin gets the codings in one spelling', async () => {
    const { ask, origin } = await compressing();
    for (const accept of ['zstd, gzip, deflate, br', 'gzip;q=0.5', 'deflate']) await ask(accept);
    expect(origin.requests.map(({ headers }) => headers['accept-encoding'])).toEqual(['br,gzip', 'gzip', 'identity']);
  });

  test('the origin gets no header that the viewer did not send', async () => {
    const { ask, origin } = await compressing();
    await ask(undefined);
    expect(origin.requests[0]!.headers['accept-encoding']).toBeUndefined();
  });
});

describe('compressed objects in the cache', () => {
  test('are hits for viewers that accept the same, and others have their own', async () => {
    const { ask } = await compressing();
    const seen = [];
    for (const accept of ['br', 'br, deflate', 'gzip', undefined, undefined]) {
      const { of } = await ask(accept);
      seen.push([of('content-encoding'), of('x-cache')!.split(' ')[0]]);
    }
    expect(seen).toEqual([['br', 'Miss'], ['br', 'Hit'], ['gzip', 'Miss'], [null, 'Miss'], [null, 'Hit']]);
  });

  test('HEAD gets their headers', async () => {
    const { ask } = await compressing();
    await ask('br');
    const { of, body } = await ask('br', 'HEAD');
    expect([of('content-encoding'), of('x-cache'), body.length]).toEqual(['br', 'Hit from cloudfront', 0]);
  });

  test('are confirmed by the origin with their weak ETag', async () => {
    const { running, origin } = await cachedSite((request, response) => {
      const isKnown = request.headers['if-none-match'] === 'W/"e"';
      const headers = { 'etag': '"e"', 'content-type': 'text/plain', 'cache-control': 'max-age=10' };
      if (isKnown) response.writeHead(304, headers).end();
      else response.writeHead(200, { ...headers, 'content-length': 2_000 }).end('x'.repeat(2_000));
    }, { compress: true }, { behavior: { Compress: true } });
    const ask = async () => {
      const { headers } = await running.fetch('/a', { headers: { 'accept-encoding': 'br' } });
      return ['x-cache', 'content-encoding', 'etag'].map((name) => headers.get(name));
    };
    expect(await ask()).toEqual(['Miss from cloudfront', 'br', 'W/"e"']);
    passSeconds(10);
    expect(await ask()).toEqual(['RefreshHit from cloudfront', 'br', 'W/"e"']);
    expect(origin.requests).toHaveLength(2);
  });

  test('files of a bucket are compressed by the managed policy', async () => {
    const running = site({
      files: { 'app.js': 'x'.repeat(3_000) }, behavior: { CachePolicyId: CACHING_OPTIMIZED, Compress: true },
    });
    const { headers } = await running.fetch('/app.js', { headers: { 'accept-encoding': 'gzip' } });
    expect([headers.get('content-encoding'), headers.get('etag')!.slice(0, 3)]).toEqual(['gzip', 'W/"']);
  });
});
