import { cachedSite } from '../support/cached-site';

const KIB = 1_024;
const bytes = (length: number) => (_: unknown, response: any) => response.end('x'.repeat(length));

describe('cacheMaxBytes', () => {
  test('the object that was not requested for the longest time leaves first', async () => {
    const { get } = await cachedSite(bytes(10 * KIB), {}, {}, { cacheMaxBytes: 40 * KIB });
    const word = async (path: string) => (await get(path))[1];
    for (const path of ['/a', '/b', '/c']) await word(path);
    expect(await word('/a')).toBe('Hit');
    await word('/d');
    // `/b` has left; requesting it would bring it back, so it is the last.
    expect([await word('/a'), await word('/c'), await word('/d'), await word('/b')]).toEqual(['Hit', 'Hit', 'Hit', 'Miss']);
  });

  test('holds under many URLs', async () => {
    const { get, running } = await cachedSite(bytes(KIB), {}, {}, { cacheMaxBytes: 50 * KIB });
    for (let at = 0; at < 200; at++) await get(`/${at}`);
    const kept = running.invalidate('/*');
    expect(kept).toBeGreaterThan(10);
    expect(kept).toBeLessThan(50);
  });

  test('objects without a body count as well', async () => {
    const { get, running } = await cachedSite(bytes(0), {}, {}, { cacheMaxBytes: 50 * KIB });
    for (let at = 0; at < 100; at++) await get(`/${at}`);
    expect(running.invalidate('/*')).toBeLessThan(50);
  });

  test('long keys count as well', async () => {
    const { get, running } = await cachedSite(bytes(0), { queries: ['q'] }, {}, { cacheMaxBytes: 50 * KIB });
    for (let at = 0; at < 10; at++) await get(`/?q=${at}${'x'.repeat(7_000)}`);
    expect(running.invalidate('/*')).toBeLessThan(5);
  });

  test('an object that is too large is served whole each time, and what is there stays', async () => {
    const { get } = await cachedSite((request, response) => (
      response.end('x'.repeat(request.url === '/large' ? 100 * KIB : KIB))), {}, {}, { cacheMaxBytes: 50 * KIB });
    await get('/small');
    for (let at = 0; at < 2; at++) {
      const [status, word, , body] = await get('/large');
      expect([status, word, body.length]).toEqual([200, 'Miss', 100 * KIB]);
    }
    expect((await get('/small'))[1]).toBe('Hit');
  });

  test('no object above 16 MiB is kept, with a known length or without', async () => {
    for (const length of [true, false]) {
      const { get } = await cachedSite((_, response) => {
        const body = Buffer.alloc(16 * KIB * KIB + 1, 'x');
        if (length) response.setHeader('content-length', body.length);
        else response.write('x');
        response.end(length ? body : body.subarray(1));
      });
      expect([(await get('/a'))[1], (await get('/a'))[1]]).toEqual(['Miss', 'Miss']);
    }
  });
});
