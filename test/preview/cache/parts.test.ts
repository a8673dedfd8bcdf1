import { cachedSite } from '../support/cached-site';
import { passSeconds } from '../support/time';

/** An origin with a document of ten digits that has versions, and supports ranges, conditions and HEAD. */
function versioned(headers: Record<string, string> = {}) {
  const origin = {
    version: '"v-1"',
    respond: (request: any, response: any) => {
      const { range, 'if-none-match': known, 'if-range': same } = request.headers;
      const common = { 'cache-control': 'max-age=10', 'etag': origin.version, ...headers };
      const body = `${origin.version.slice(3, -1)}123456789`;
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
      if (known === origin.version) return response.writeHead(304, common).end();
      if (from === undefined || (same !== undefined && same !== origin.version)) {
        return response.writeHead(200, { ...common, 'content-length': body.length })
          .end(request.method === 'HEAD' ? undefined : body);
      }
      return response.writeHead(206, { ...common, 'content-range': `bytes ${from}-${to}/${body.length}` })
        .end(body.slice(Number(from), Number(to) + 1));
    },
  };
  return origin;
}

const RANGE = { range: 'bytes=0-2' };

describe('parts of an object', () => {
  test('after a new version, HEAD is a hit again, although the old object has not been fetched', async () => {
    const source = versioned();
    const { get, origin } = await cachedSite(source.respond);
    await get('/');
    source.version = '"v-2"';
    passSeconds(11);
    const head = async () => (await get('/', { method: 'HEAD' }))[1];
    expect([await head(), await head(), await head()]).toEqual(['Miss', 'Hit', 'Hit']);
    expect(origin.requests).toHaveLength(2);
  });

  test('of an expired object, a range is confirmed, or that of the new version', async () => {
    const source = versioned();
    const { get } = await cachedSite(source.respond);
    await get('/');
    passSeconds(11);
    expect(await get('/', { headers: RANGE })).toEqual([206, 'RefreshHit', '0', '112']);
    source.version = '"v-2"';
    passSeconds(11);
    expect(await get('/', { headers: RANGE })).toEqual([206, 'Miss', null, '212']);
    expect(await get('/', { headers: RANGE })).toEqual([206, 'Hit', '0', '212']);
    expect((await get('/')).slice(0, 2)).toEqual([200, 'Miss']);
  });

  test('a viewer that has another version does not get a cached range', async () => {
    const { get } = await cachedSite(versioned().respond);
    await get('/', { headers: RANGE });
    expect(await get('/', { headers: { ...RANGE, 'if-range': '"v-1"' } })).toEqual([206, 'Hit', '0', '112']);
    expect((await get('/', { headers: { ...RANGE, 'if-range': '"v-0"' } })).slice(0, 2)).toEqual([200, 'Miss']);
  });

  test('a viewer that has the version of a cached range gets a 304', async () => {
    const { get } = await cachedSite(versioned().respond);
    await get('/', { headers: RANGE });
    expect((await get('/', { headers: { ...RANGE, 'if-none-match': '"v-1"' } })).slice(0, 2)).toEqual([304, 'Hit']);
    expect((await get('/', { headers: { ...RANGE, 'if-none-match': '"v-0"' } })).slice(0, 2)).toEqual([206, 'Hit']);
  });

  test('beside an expired error, which cannot be confirmed, conditions of the viewer reach the origin', async () => {
    const source = versioned();
    let status = 404;
    const { get } = await cachedSite((request, response) => (
      status === 404 ? response.writeHead(404).end('lost') : source.respond(request, response)));
    await get('/');
    status = 200;
    passSeconds(11);
    expect((await get('/', { headers: { 'if-none-match': '"v-1"' } })).slice(0, 2)).toEqual([304, 'Miss']);
    expect((await get('/')).slice(0, 2)).toEqual([200, 'Miss']);
  });

  test('a new object is fetched whole in the background, also for a range', async () => {
    const source = versioned({ 'cache-control': 'max-age=10, stale-while-revalidate=60' });
    const { get, origin } = await cachedSite(source.respond);
    await get('/');
    source.version = '"v-2"';
    passSeconds(11);
    expect((await get('/', { headers: RANGE })).slice(0, 2)).toEqual([206, 'Hit']);
    while (origin.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await get('/')).toEqual([200, 'Hit', '0', '2123456789']);
  });
});

describe('a body that breaks off', () => {
  const breaking = (status: number) => {
    let requests = 0;
    return (request: any, response: any) => {
      response.writeHead(status, { 'content-type': 'text/plain', 'content-length': '4000' });
      if (++requests > 1) return void response.end('x'.repeat(4_000));
      response.write('x'.repeat(1_000), () => request.socket.destroy());
    };
  };

  test.each([200, 404])('is a 502 if its headers, with the status %s, have not been sent', async (status) => {
    const onFault = jest.fn();
    const { get } = await cachedSite(breaking(status), { compress: true }, { behavior: { Compress: true } },
      { onFault });
    const once = () => get('/', { headers: { 'accept-encoding': 'gzip' } });
    expect((await once()).slice(0, 2)).toEqual([502, 'Error']);
    expect(onFault).not.toHaveBeenCalled();
    passSeconds(11);
    expect((await once())[0]).toBe(status);
  });

  test('is not kept', async () => {
    const { get } = await cachedSite(breaking(200));
    await expect(get('/')).rejects.toThrow();
    expect((await get('/')).slice(0, 2)).toEqual([200, 'Miss']);
  });
});

describe('ETags and dates of viewers', () => {
  test.each(['"v-1"', '"a,b"', '"2025"'])('an ETag %s is compared as a whole', async (etag) => {
    const { get } = await cachedSite((_, response) => response.writeHead(200, {
      etag, 'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT', 'content-length': '10',
    }).end('0123456789'));
    await get('/');
    const status = async (headers: Record<string, string>) => (await get('/', { headers }))[0];
    expect([
      await status({ 'if-none-match': `"x", W/${etag}` }), await status({ 'if-none-match': '"a"' }),
      await status({ ...RANGE, 'if-range': etag }), await status({ ...RANGE, 'if-range': '"3000-1"' }),
    ]).toEqual([304, 200, 206, 200]);
  });

  test('without an ETag, an empty item of If-None-Match is not one', async () => {
    const { get } = await cachedSite((_, response) => response.end('x'));
    await get('/');
    expect((await get('/', { headers: { 'if-none-match': '"a",' } }))[0]).toBe(200);
  });

  test.each(['3600', '86400', '-1', '0', 'never'])('Expires: %s means "expired", not a date', async (expires) => {
    const { get } = await cachedSite((_, response) => response.writeHead(200, { expires }).end('x'));
    expect([(await get('/'))[1], (await get('/'))[1]]).toEqual(['Miss', 'Miss']);
  });
});

test('a header that is named as the method is not the method', async () => {
  const methods = ['GET', 'HEAD', 'OPTIONS'];
  const { get } = await cachedSite((request, response) => response.end(request.method), { headers: ['Method'] }, {
    behavior: { AllowedMethods: methods, CachedMethods: methods },
  });
  await get('/', { headers: { method: 'OPTIONS' } });
  expect((await get('/', { method: 'OPTIONS' }))[3]).toBe('OPTIONS');
});
