import { CACHING_OPTIMIZED, cachedSite } from '../support/cached-site';
import { site } from '../support/site';
import { passSeconds } from '../support/time';

let count = 0;
beforeEach(() => (count = 0));

/** The path says the status: `/404`. */
const byPath = (headers: Record<string, string> = {}) => (request: any, response: any) => (
  response.writeHead(Number(request.url.slice(1, 4)), headers).end(`error ${++count}`));

const rule = (status: number, seconds: number, more = {}) => ({
  config: {
    CustomErrorResponses: [{ ErrorCode: status, ErrorCachingMinTTL: seconds, ...more }],
  },
});

describe('errors of the origin', () => {
  test.each([404, 410, 414, 500, 501, 502, 503, 504])('%i is cached for 10 seconds', async (status) => {
    const { get, origin } = await cachedSite(byPath());
    expect([await get(`/${status}`), await get(`/${status}`)])
      .toEqual([[status, 'Error', null, 'error 1'], [status, 'Error', '0', 'error 1']]);
    passSeconds(10);
    expect((await get(`/${status}`))[3]).toBe('error 2');
    expect(origin.requests).toHaveLength(2);
  });

  test.each([400, 403, 405, 412, 415])('%i is cached with max-age alone', async (status) => {
    const without = await cachedSite(byPath());
    expect([(await without.get(`/${status}`))[3], (await without.get(`/${status}`))[3]]).toEqual(['error 1', 'error 2']);
    const said = await cachedSite(byPath({ 'cache-control': 'max-age=60' }));
    expect([(await said.get(`/${status}`))[3], (await said.get(`/${status}`))[3]]).toEqual(['error 3', 'error 3']);
  });

  test.each([401, 416, 429])('%i is never cached', async (status) => {
    const { get } = await cachedSite(byPath({ 'cache-control': 'max-age=60' }));
    expect([(await get(`/${status}`))[3], (await get(`/${status}`))[3]]).toEqual(['error 1', 'error 2']);
  });

  test('ErrorCachingMinTTL is the least; a longer max-age counts', async () => {
    const { get } = await cachedSite((request, response) => response
      .writeHead(404, { 'cache-control': `max-age=${request.url!.slice(1)}` }).end(`error ${++count}`), {}, rule(404, 20));
    await get('/5');
    await get('/50');
    passSeconds(19);
    expect([(await get('/5'))[3], (await get('/50'))[3]]).toEqual(['error 1', 'error 2']);
    passSeconds(1);
    expect([(await get('/5'))[3], (await get('/50'))[3]]).toEqual(['error 3', 'error 2']);
  });

  test('ErrorCachingMinTTL: 0 asks the origin each time', async () => {
    const { get } = await cachedSite(byPath(), {}, rule(500, 0));
    expect([(await get('/500'))[3], (await get('/500'))[3]]).toEqual(['error 1', 'error 2']);
  });

  test('no-store counts for 404, and not for 503', async () => {
    const { get } = await cachedSite(byPath({ 'cache-control': 'no-store' }));
    const bodies = [];
    for (const path of ['/404', '/404', '/503', '/503']) bodies.push((await get(path))[3]);
    expect(bodies).toEqual(['error 1', 'error 2', 'error 3', 'error 3']);
  });
});

describe('custom error pages', () => {
  const page = { ResponsePagePath: '/errors/404.html', ResponseCode: 200 };
  const withPage = (seconds: number) => ({
    files: { 'errors/404.html': 'lost' },
    behaviors: [{ PathPattern: '/errors/*', TargetOriginId: 'web', CachePolicyId: CACHING_OPTIMIZED }],
    ...rule(404, seconds, page),
  });

  test('are sent with the new status as long as the error is cached', async () => {
    const { get, origin } = await cachedSite(byPath(), {}, withPage(3));
    const seen = [];
    for (let at = 0; at < 2; at++) seen.push(await get('/404'));
    expect(seen.map(([status, word,, body]) => [status, word, body]))
      .toEqual([[200, 'Error', 'lost'], [200, 'Error', 'lost']]);
    passSeconds(2);
    await get('/404');
    expect(origin.requests).toHaveLength(1);
    passSeconds(1);
    await get('/404');
    expect(origin.requests).toHaveLength(2);
  });

  test('a missing file of a bucket is found when its error has expired', async () => {
    const running = site({
      files: { 'errors/404.html': 'lost' },
      mayList: true,
      behavior: { CachePolicyId: CACHING_OPTIMIZED },
      ...rule(404, 0, { ...page, ResponseCode: 404 }),
    });
    const asked = async () => {
      const response = await running.fetch('/nothing');
      const stages = running.trace(response)!.entries.map(({ stage }) => stage as string);
      return [response.status, await response.text(), stages.includes('origin')];
    };
    const first = await asked();
    expect([first.slice(0, 2), await asked()]).toEqual([[404, 'lost'], [404, 'lost', false]]);
    passSeconds(1);
    expect(await asked()).toEqual([404, 'lost', true]);
  });
});
