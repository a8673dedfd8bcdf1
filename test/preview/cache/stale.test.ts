import { cachedSite } from '../support/cached-site';
import { customOrigin } from '../support/site';
import { passSeconds } from '../support/time';

let count = 0;
let status = 200;
beforeEach(() => {
  count = 0;
  status = 200;
});

const failing = (cacheControl: string, headers: Record<string, string> = {}) => (_: unknown, response: any) => {
  if (status === 0) response.destroy();
  else response.writeHead(status, { ...status < 400 && { 'cache-control': cacheControl }, ...headers }).end(`body ${++count}`);
};

const errors = (seconds: number) => ({
  config: {
    CustomErrorResponses: [
      { ErrorCode: 503, ErrorCachingMinTTL: seconds }, { ErrorCode: 502, ErrorCachingMinTTL: seconds },
    ],
  },
});

describe('if the origin fails', () => {
  test.each([['answers 503', 503], ['answers 500', 500], ['closes the connection', 0]])(
    'and %s, the expired object is served', async (_, fails) => {
      const { get } = await cachedSite(failing('max-age=10'));
      await get('/a');
      status = fails;
      passSeconds(15);
      expect(await get('/a')).toEqual([200, 'Hit', '15', 'body 1']);
    });

  test('the origin is asked again after the error caching minimum TTL', async () => {
    const { get, origin } = await cachedSite(failing('max-age=10'), {}, errors(5));
    await get('/a');
    status = 503;
    passSeconds(10);
    await get('/a');
    passSeconds(4);
    expect([(await get('/a'))[3], origin.requests.length]).toEqual(['body 1', 2]);
    status = 200;
    passSeconds(1);
    expect([(await get('/a')).slice(0, 2), origin.requests.length]).toEqual([[200, 'Miss'], 3]);
  });

  test('an error of the request, such as 404, is passed on', async () => {
    const { get } = await cachedSite(failing('max-age=10'));
    await get('/a');
    status = 404;
    passSeconds(10);
    expect((await get('/a')).slice(0, 2)).toEqual([404, 'Error']);
  });

  test('stale-if-error=0 passes the error on', async () => {
    const { get } = await cachedSite(failing('max-age=10, stale-if-error=0'));
    await get('/a');
    status = 503;
    passSeconds(10);
    expect((await get('/a')).slice(0, 2)).toEqual([503, 'Error']);
  });

  test('stale-if-error limits for how long', async () => {
    const { get } = await cachedSite(failing('max-age=10, stale-if-error=20'), {}, errors(0));
    await get('/a');
    status = 503;
    passSeconds(29);
    expect((await get('/a')).slice(0, 2)).toEqual([200, 'Hit']);
    passSeconds(1);
    expect((await get('/a'))[0]).toBe(503);
  });

  test('the maximum TTL limits for how long', async () => {
    const { get } = await cachedSite(failing('max-age=10, stale-if-error=500'), { max: 30 }, errors(0));
    await get('/a');
    status = 503;
    passSeconds(39);
    expect((await get('/a'))[0]).toBe(200);
    passSeconds(1);
    expect((await get('/a'))[0]).toBe(503);
  });

  test.each([['closes the connection', 502], ['stalls', 504]])(
    'and %s amid a body that is compressed, the expired object is served, or else a %i', async (how, error) => {
      const { get, running } = await cachedSite((_: unknown, response) => {
        const isWhole = status === 200;
        const body = 'x'.repeat(2_000);
        response.writeHead(200, { 'cache-control': 'max-age=10', 'content-type': 'text/html', 'content-length': 2_000 });
        if (isWhole) response.end(body);
        else response.write('x', () => (how === 'stalls' ? undefined : response.destroy()));
      }, { compress: true }, {
        behavior: { Compress: true },
        origins: [customOrigin('origin.example.com', {
          CustomOriginConfig: { OriginProtocolPolicy: 'http-only', OriginReadTimeout: 1 },
        })],
      });
      const gzip = { headers: { 'accept-encoding': 'gzip' } };
      await get('/a', gzip);
      status = 0;
      passSeconds(15);
      const [stale, never] = await Promise.all([get('/a', gzip), get('/b', gzip)]);
      expect([stale.slice(0, 3), never.slice(0, 2)]).toEqual([[200, 'Hit', '15'], [error, 'Error']]);
      const failed = running.exchanges.flatMap(({ summaries }) => summaries).filter(({ text }) => /broke off|within 1 s/.test(text));
      expect(failed).toHaveLength(2);
    });

  test('an object that was never there is an error', async () => {
    const { get } = await cachedSite(failing('max-age=10'));
    await get('/a');
    status = 503;
    expect((await get('/b')).slice(0, 2)).toEqual([503, 'Error']);
  });
});

describe('stale-while-revalidate', () => {
  test('serves the expired object, and fetches the next one in the background', async () => {
    const { get, origin } = await cachedSite(failing('max-age=10, stale-while-revalidate=20'));
    await get('/a');
    passSeconds(29);
    expect(await get('/a')).toEqual([200, 'Hit', '29', 'body 1']);
    await until(() => origin.requests.length === 2);
    await until(async () => (await get('/a'))[3] === 'body 2');
    expect([(await get('/a')).slice(0, 2), origin.requests.length]).toEqual([[200, 'Hit'], 2]);
  });

  test('ends: after its seconds, the viewer waits for the origin', async () => {
    const { get } = await cachedSite(failing('max-age=10, stale-while-revalidate=20'));
    await get('/a');
    passSeconds(30);
    expect(await get('/a')).toEqual([200, 'Miss', null, 'body 2']);
  });

  test('asks the origin once, however many viewers there are', async () => {
    let release: (() => void) | undefined;
    const { get, origin } = await cachedSite((_, response) => {
      const answer = () => response.writeHead(200, { 'cache-control': 'max-age=10, stale-while-revalidate=60' }).end('x');
      if (count++ === 0) answer();
      else release = answer;
    });
    await get('/a');
    passSeconds(20);
    const all = await Promise.all([get('/a'), get('/a'), get('/a')]);
    expect(all.map(([, word]) => word)).toEqual(['Hit', 'Hit', 'Hit']);
    await until(() => release !== undefined);
    release!();
    expect(origin.requests).toHaveLength(2);
  });

  test('and ends the request in the background with the preview', async () => {
    let isEnded = false;
    const { get, origin, running } = await cachedSite((request, response) => {
      if (count++ === 0) response.setHeader('cache-control', 'max-age=10, stale-while-revalidate=60').end('x');
      else request.socket.on('close', () => (isEnded = true));
    });
    await get('/a');
    passSeconds(20);
    await get('/a');
    await until(() => origin.requests.length === 2);
    await running.close();
    await until(() => isEnded);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(origin.requests).toHaveLength(2);
  });
});

/** Waits for what happens in the background; fails after a second. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let at = 0; at < 100; at++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('did not happen');
}
