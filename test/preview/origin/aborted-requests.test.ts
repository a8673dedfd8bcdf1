import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CACHING_OPTIMIZED } from '../support/cached-site';
import { originServer } from '../support/origin-server';
import { ALL_VIEWER, customOrigin, site, type Running } from '../support/site';

/** Waits for an effect on another connection. */
async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(holds()).toBe(true);
}

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    collect();
  }
}

describe('a viewer that disconnects', () => {
  async function withOrigin(answer: (end: () => void, begin: () => void) => void) {
    const seen = { received: 0, closed: 0 };
    const origin = await originServer((_, response) => {
      seen.received += 1;
      response.on('close', () => { if (!response.writableFinished) seen.closed += 1; });
      answer(() => response.end('late'), () => response.writeHead(200, { 'content-length': '1000' }).write('part'));
    });
    const running = site(
      {
        origins: [customOrigin('api.example.com')],
        behavior: { TargetOriginId: 'api.example.com', OriginRequestPolicyId: ALL_VIEWER },
      },
      { listen: { port: 0 }, origins: { 'api.example.com': origin.url } },
    );
    await running.ready;
    return { running, seen };
  }

  test('aborts its request to the origin', async () => {
    const { running, seen } = await withOrigin(() => undefined);
    const controller = new AbortController();
    const call = fetch(`${running.url}/x`, { signal: controller.signal }).catch((error: Error) => error.name);
    await until(() => seen.received === 1);
    controller.abort();
    expect(await call).toBe('AbortError');
    await until(() => seen.closed === 1);
    await until(() => running.exchanges.length === 1);
    expect(running.exchanges[0]!.response!.status).toBe(0);
    expect(running.logs).toEqual([]);
  });

  test('aborts it in the middle of the response', async () => {
    const { running, seen } = await withOrigin((_, begin) => begin());
    const controller = new AbortController();
    const response = await fetch(`${running.url}/x`, { signal: controller.signal });
    await response.body!.getReader().read();
    controller.abort();
    await until(() => seen.closed === 1);
    expect(running.logs).toEqual([]);
  });

  describe.each([
    ['a path', (running: Running, path: string, signal: AbortSignal) => running.fetch(path, { signal })],
    ['a Request', (running: Running, path: string, signal: AbortSignal) => (
      running.fetch(new Request(`http://localhost${path}`, { signal })))],
  ])('of fetch() with %s gets its own reason', (_what, fetchFrom) => {
    test.each([
      ['before', undefined], ['before', new Error('enough')], ['within', undefined], ['within', new Error('enough')],
    ])('%s the response: %s', async (when, reason) => {
      const { running, seen } = await withOrigin((_, begin) => { if (when === 'within') begin(); });
      const controller = new AbortController();
      const body = fetchFrom(running, `/${when}`, controller.signal).then((response) => response.text());
      const thrown = body.catch((error: Error) => error);
      await until(() => seen.received === 1);
      // Node.js has collected the Request by now that follows the signal, unless the preview holds it.
      await collectGarbage();
      controller.abort(reason);
      expect(await thrown).toBe(controller.signal.reason);
      await until(() => seen.closed === 1);
      expect(running.logs).toEqual([]);
    });
  });

  test('aborts all pipelined requests on its connection', async () => {
    const { running, seen } = await withOrigin(() => undefined);
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
    socket.write('GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(5));
    await until(() => seen.received === 5);
    socket.destroy();
    await until(() => seen.closed === 5);
  });

  test('aborts the request of fetch() by the signal of the caller', async () => {
    const { running, seen } = await withOrigin(() => undefined);
    const controller = new AbortController();
    const call = running.fetch('/x', { signal: controller.signal });
    await until(() => seen.received === 1);
    controller.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    await until(() => seen.closed === 1);
  });
});

test('an origin may answer with 20 KB of headers, as CloudFront allows', async () => {
  const origin = await originServer((_, response) => response.setHeader('X-Large', 'a'.repeat(20_000)).end('ok'));
  const running = site(
    { origins: [customOrigin('api.example.com')], behavior: { TargetOriginId: 'api.example.com' } },
    { origins: { 'api.example.com': origin.url } },
  );
  const response = await running.fetch('/x');
  expect([response.status, response.headers.get('x-large')?.length]).toEqual([200, 20_000]);
});

test('an origin that answers with more than 32 KB of headers is a 502, and no error of the preview', async () => {
  const origin = await originServer((_, response) => response.setHeader('X-Large', 'a'.repeat(33_000)).end('ok'));
  const running = site(
    { origins: [customOrigin('api.example.com')], behavior: { TargetOriginId: 'api.example.com' } },
    { origins: { 'api.example.com': origin.url } },
  );
  expect((await running.fetch('/x')).status).toBe(502);
  expect(running.exchanges[0]!.summaries.at(-1)!.text).toContain('headers of more than 32768 bytes');
  expect(running.logs).toEqual([]);
});

test('if the first of equal requests leaves, one of the others takes its place', async () => {
  const waiting: (() => void)[] = [];
  const origin = await originServer((_, response) => void waiting.push(() => response.end('ok')));
  const running = site(
    { origins: [customOrigin('api.example.com')], behavior: { TargetOriginId: 'api.example.com', CachePolicyId: CACHING_OPTIMIZED } },
    { origins: { 'api.example.com': origin.url } },
  );
  const controller = new AbortController();
  const first = running.fetch('/x', { signal: controller.signal }).catch(() => undefined);
  await until(() => waiting.length === 1);
  const others = [1, 2, 3].map(() => running.fetch('/x'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  controller.abort();
  await first;
  await until(() => waiting.length === 2);
  await new Promise((resolve) => setTimeout(resolve, 20));
  waiting[1]!();
  const words = (await Promise.all(others)).map((response) => response.headers.get('x-cache'));
  expect(words.sort()).toEqual(['Hit from cloudfront', 'Hit from cloudfront', 'Miss from cloudfront']);
  expect(origin.requests).toHaveLength(2);
});
