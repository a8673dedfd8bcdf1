import { cachedSite } from '../support/cached-site';
import { passSeconds } from '../support/time';

const DATE = 'Wed, 01 Jan 2025 00:00:00 GMT';
let version = 1;
beforeEach(() => (version = 1));

/** An origin that answers conditional requests about its current version. */
const versioned = (validator: 'etag' | 'last-modified', cacheControl: () => string = () => 'max-age=10') => (
  (request: any, response: any) => {
    const value = validator === 'etag' ? `"v${version}"` : version === 1 ? DATE : 'Thu, 02 Jan 2025 00:00:00 GMT';
    const headers = { 'cache-control': cacheControl(), [validator]: value };
    const asked = request.headers[validator === 'etag' ? 'if-none-match' : 'if-modified-since'];
    if (asked === value) response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end(`version ${version}`);
  });

describe('an object that has expired', () => {
  test.each([['etag', 'if-none-match', '"v1"'], ['last-modified', 'if-modified-since', DATE]] as const)(
    'is served as RefreshHit if the origin confirms its %s', async (validator, condition, value) => {
      const { get, origin } = await cachedSite(versioned(validator));
      await get('/a');
      passSeconds(10);
      expect(await get('/a')).toEqual([200, 'RefreshHit', '0', 'version 1']);
      expect(origin.requests.map(({ headers }) => headers[condition])).toEqual([undefined, value]);
      passSeconds(9);
      expect(await get('/a')).toEqual([200, 'Hit', '9', 'version 1']);
      expect(origin.requests).toHaveLength(2);
    });

  test('is replaced if the origin has another one', async () => {
    const { get } = await cachedSite(versioned('etag'));
    await get('/a');
    version = 2;
    passSeconds(10);
    expect([await get('/a'), await get('/a')]).toEqual([[200, 'Miss', null, 'version 2'], [200, 'Hit', '0', 'version 2']]);
  });

  test('stays as long as the 304 says, with the headers of the 304', async () => {
    let seconds = 10;
    const { get, running } = await cachedSite(versioned('etag', () => `max-age=${seconds}`));
    await get('/a');
    seconds = 50;
    passSeconds(10);
    expect((await running.fetch('/a')).headers.get('cache-control')).toBe('max-age=50');
    passSeconds(49);
    expect((await get('/a'))[1]).toBe('Hit');
    passSeconds(1);
    expect((await get('/a'))[1]).toBe('RefreshHit');
  });

  test.each(['max-age=0', 'no-cache'])('is confirmed by the origin each time with %s', async (said) => {
    const { get, origin } = await cachedSite(versioned('etag', () => said));
    expect([(await get('/a'))[1], (await get('/a'))[1], (await get('/a'))[1]]).toEqual(['Miss', 'RefreshHit', 'RefreshHit']);
    expect(origin.requests).toHaveLength(3);
  });

  test('is requested without conditions where cookies are forwarded', async () => {
    const { get, origin } = await cachedSite(versioned('etag'), { cookies: ['s'] });
    await get('/a');
    passSeconds(10);
    expect((await get('/a'))[1]).toBe('Miss');
    expect(origin.requests[1]!.headers['if-none-match']).toBeUndefined();
  });

  test('is confirmed for a viewer whose own copy is older, who gets it whole', async () => {
    const { get, origin } = await cachedSite(versioned('etag'));
    await get('/a');
    passSeconds(10);
    const response = await get('/a', { headers: { 'if-none-match': '"v0"' } });
    expect([response, origin.requests[1]!.headers['if-none-match']]).toEqual([[200, 'RefreshHit', '0', 'version 1'], '"v1"']);
    passSeconds(10);
    expect((await get('/a', { headers: { 'if-none-match': '"v1"' } })).slice(0, 2)).toEqual([304, 'RefreshHit']);
  });
});

describe('a viewer that asks about its copy', () => {
  const asked = async (validator: 'etag' | 'last-modified', headers: Record<string, string>, policy = {}) => {
    const { get, running, origin } = await cachedSite(versioned(validator, () => 'max-age=60'), policy);
    await get('/a');
    const response = await running.fetch('/a', { headers });
    expect(origin.requests).toHaveLength(1);
    return { response, body: await response.text() };
  };

  test.each([['"v1"'], ['W/"v1"'], ['"x", "v1"'], ['*']])('gets 304 from the cache for If-None-Match: %s', async (value) => {
    const { response, body } = await asked('etag', { 'if-none-match': value });
    expect([response.status, body, response.headers.get('x-cache')]).toEqual([304, '', 'Hit from cloudfront']);
    expect(['etag', 'cache-control', 'age', 'content-length', 'content-type'].map((name) => response.headers.get(name)))
      .toEqual(['"v1"', 'max-age=60', '0', null, null]);
  });

  test.each([
    [DATE, 304], ['Thu, 02 Jan 2025 00:00:00 GMT', 304], ['Tue, 31 Dec 2024 00:00:00 GMT', 200], ['yesterday', 200],
  ])('If-Modified-Since: %s gets %i from the cache', async (value, status) => {
    expect((await asked('last-modified', { 'if-modified-since': value })).response.status).toBe(status);
  });

  test('If-None-Match decides if both are there', async () => {
    const { response, body } = await asked('etag', { 'if-none-match': '"x"', 'if-modified-since': DATE });
    expect([response.status, body]).toEqual([200, 'version 1']);
  });

  test('gets the object where cookies are forwarded, because conditions are not supported there', async () => {
    expect((await asked('etag', { 'if-none-match': '"v1"' }, { cookies: ['s'] })).response.status).toBe(200);
  });
});
