import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { PreviewOptions } from '../../../src/preview/options';
import { freePort, netServer, OK } from '../support/net-server';
import { originServer } from '../support/origin-server';
import { CACHING_DISABLED, customOrigin, site, type Running } from '../support/site';

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

/** A site whose origin is the URL; `timeouts` are in seconds, and the response timeout is one second. */
function api(
  url: string, origin: Record<string, unknown> = {}, faults: string[] = [], options: Partial<PreviewOptions> = {},
): Running {
  return site({
    origins: [customOrigin('api.example.com', {
      CustomOriginConfig: { OriginProtocolPolicy: 'http-only', OriginReadTimeout: 1 }, ...origin,
    })],
    behavior: { TargetOriginId: 'api.example.com', CachePolicyId: CACHING_DISABLED, AllowedMethods: METHODS },
  }, { origins: { 'api.example.com': url }, faults, ...options });
}

function originEntry(running: Running) {
  return running.exchanges.at(-1)!.summaries.find(({ stage }) => stage === 'origin')?.text;
}

const silent = () => undefined;
const close = (socket: { destroy(): void }) => socket.destroy();

describe('a connection that cannot be made', () => {
  test.each(['GET', 'POST'])('is tried three times for %s, and then a 502', async (method) => {
    const running = api(`http://127.0.0.1:${await freePort()}`);
    const { response, trace } = await running.fetchWithTrace('/x', { method });
    expect([response.status, response.headers.get('server')]).toEqual([502, 'CloudFront']);
    expect(await response.text()).toContain("CloudFront wasn't able to connect to the origin.");
    expect(trace.entries.find(({ stage }) => stage === 'origin')).toMatchObject({
      outcome: 'failed', failure: 'no-connection', failedAttempts: Array(3).fill(expect.stringContaining('ECONNREFUSED')),
    });
    expect(originEntry(running)).toMatch(/no connection to .* ECONNREFUSED .* \(3 attempts\)$/);
  });

  test('is tried as often as ConnectionAttempts says', async () => {
    const running = api(`http://127.0.0.1:${await freePort()}`, { ConnectionAttempts: 2 });
    await running.fetch('/x');
    expect(originEntry(running)).toContain('(2 attempts)');
  });

  test('a name that does not exist is a 502 of its own', async () => {
    const running = api('http://no-such-host.invalid:80');
    expect(await (await running.fetch('/x')).text()).toContain("CloudFront wasn't able to resolve the origin domain name.");
  });

  test('is a 504 after the connection timeout, if the origin accepts none', async () => {
    const busy = await busyPort();
    const running = api(`http://127.0.0.1:${busy.port}`, { ConnectionAttempts: 2, ConnectionTimeout: 1 });
    const begun = Date.now();
    const response = await running.fetch('/x', { method: 'POST', body: 'x' });
    await busy.end();
    expect([response.status, await response.text()]).toEqual([504, expect.stringContaining('attempted to establish')]);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1_990);
    expect(originEntry(running)).toContain('did not accept a connection within 1 s (2 attempts)');
  });

  test('TLS counts as part of the connection', async () => {
    const origin = await netServer(silent);
    const running = api(origin.url.replace('http', 'https'), { ConnectionAttempts: 1, ConnectionTimeout: 1 });
    expect((await running.fetch('/x')).status).toBe(504);
    expect(originEntry(running)).toContain('did not accept a connection within 1 s');
  });

  test('leaves a streamed body for the next attempt', async () => {
    const body = Buffer.alloc(3 * 1024 * 1024, 'x');
    const origin = await originServer((_, response) => response.end('fine'));
    const running = api(origin.url, {}, [], { listen: { port: 0 } });
    await running.ready;
    const response = await fetch(`${running.url}/x`, { method: 'POST', body });
    expect([await response.text(), origin.requests[0]!.body.length]).toEqual(['fine', body.length]);
  });
});

describe('an origin that gives no response', () => {
  test.each([
    ['GET', 3], ['HEAD', 3], ['OPTIONS', 1], ['PUT', 1], ['PATCH', 1], ['POST', 1], ['DELETE', 1],
  ])('but closes the connection gets a %s %i times', async (method, times) => {
    const origin = await netServer(close);
    const running = api(origin.url);
    const response = await running.fetch('/x', { method, ...(method.startsWith('P') && { body: 'x' }) });
    expect([response.status, origin.received.length]).toEqual([502, times]);
  });

  test('in time gets a GET again, and a POST once', async () => {
    const origin = await netServer(silent);
    const running = api(origin.url, { ConnectionAttempts: 2 });
    const [get, post] = await Promise.all([running.fetch('/x'), running.fetch('/x', { method: 'POST', body: 'x' })]);
    expect([get.status, post.status, origin.received.length]).toEqual([504, 504, 3]);
    expect(await get.text()).toContain('CloudFront attempted to establish a connection with the origin');
  });

  test('at first, but at the second attempt, is not noticed by the viewer', async () => {
    const origin = await netServer((socket, number) => (number === 1 ? socket.destroy() : socket.end(OK)));
    const running = api(origin.url);
    expect(await (await running.fetch('/x')).text()).toBe('fine');
    expect(originEntry(running)).toMatch(/^api\.example\.com answered 200 at attempt 2 \(no answer from /);
  });

  test('but something else than HTTP is asked once', async () => {
    const origin = await netServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    expect((await api(origin.url).fetch('/x')).status).toBe(502);
    expect(origin.received).toHaveLength(1);
  });

  test('for a while, because the viewer does not read on, is not late', async () => {
    const body = Buffer.alloc(20 * 1024 * 1024);
    const origin = await originServer((_, response) => response.end(body));
    const response = await api(origin.url).fetch('/x');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await response.arrayBuffer()).byteLength).toBe(body.length);
  });

  test('with each of its bytes in time is not late', async () => {
    const origin = await netServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n');
      [...'fine'].forEach((letter, at) => setTimeout(() => socket.write(letter), 400 * (at + 1)));
    });
    expect(await (await api(origin.url).fetch('/x')).text()).toBe('fine');
  });
});

describe('the response completion timeout', () => {
  const slow = { ConnectionAttempts: 3, ResponseCompletionTimeout: 1 };

  test('limits all attempts together', async () => {
    const origin = await netServer(silent);
    const running = api(origin.url, slow);
    const begun = Date.now();
    expect((await running.fetch('/x')).status).toBe(504);
    expect(Date.now() - begun).toBeLessThan(1_900);
  });

  test('cuts a body that takes longer', async () => {
    const origin = await netServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\n');
      const timer = setInterval(() => socket.write('x'), 200);
      socket.on('close', () => clearInterval(timer));
    });
    const response = await api(origin.url, slow).fetch('/x');
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  test.each([[0, 'a whole number from 1'], ['soon', 'a whole number from 1'], [29, 'at least the response timeout, 30']])(
    '%j is not valid', (value, message) => {
      const origins = [customOrigin('api.example.com', { ResponseCompletionTimeout: value })];
      expect(() => site({ origins })).toThrow(message);
    });
});

test.each([
  ['ConnectionAttempts', 0], ['ConnectionAttempts', 4], ['ConnectionAttempts', 1.5], ['ConnectionAttempts', 'many'],
  ['ConnectionTimeout', 0], ['ConnectionTimeout', 11],
])('%s: %j is not valid', (name, value) => {
  expect(() => site({ origins: [customOrigin('api.example.com', { [name]: value })] }))
    .toThrow(new RegExp(`${name} must be a whole number from 1 to (3|10)`));
});

test('an idle connection is closed after the keep-alive timeout', async () => {
  let closed = 0;
  const origin = await netServer((socket) => {
    socket.write(OK);
    socket.on('close', () => closed++);
  });
  const running = api(origin.url, {
    CustomOriginConfig: { OriginProtocolPolicy: 'http-only', OriginReadTimeout: 30, OriginKeepaliveTimeout: 1 },
  });
  await (await running.fetch('/x')).text();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(closed).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(closed).toBe(1);
});

describe('a connection that was open and that the origin has closed', () => {
  /** Answers at the first connection once; then closes it when the next request is there. */
  const closing = (next: (socket: Socket) => void) => netServer((socket, number) => {
    if (number > 1) return next(socket);
    socket.write(OK);
    socket.once('data', () => socket.destroy());
  });

  test('is said, and the request is sent once more, which is not an attempt', async () => {
    const origin = await closing((socket) => socket.end(OK));
    const running = api(origin.url, { ConnectionAttempts: 1 });
    await (await running.fetch('/x')).text();
    const { response, trace } = await running.fetchWithTrace('/x');
    expect([response.status, await response.text()]).toEqual([200, 'fine']);
    const entry = trace.entries.find(({ stage }) => stage === 'origin')!;
    expect(entry).toMatchObject({ outcome: 'answered', sentAgain: expect.stringContaining('had closed the connection') });
    expect(entry).not.toHaveProperty('failedAttempts');
    expect(originEntry(running)).toMatch(/^api\.example\.com answered 200; sent again: http:.* had closed the connection that was open$/);
  });

  test('is said, too, if the origin fails then', async () => {
    const origin = await closing((socket) => socket.destroy());
    const running = api(origin.url, { ConnectionAttempts: 1 });
    await (await running.fetch('/x')).text();
    expect((await running.fetch('/x')).status).toBe(502);
    expect(originEntry(running)).toMatch(/: no answer from .*; sent again: .* had closed the connection that was open$/);
  });
});

test.each([[503, 1], [504, 1], [502, 0]])(
  'a group with %i fails over %i times after the connection timeout of its first origin', async (code, times) => {
    const busy = await busyPort();
    const second = await originServer((_, response) => response.end('second'));
    const ids = ['api.example.com', 'other.example.com'];
    const running = site({
      origins: ids.map((id) => customOrigin(id, { ConnectionAttempts: 2, ConnectionTimeout: 1 })),
      config: {
        OriginGroups: {
          Items: [{
            Id: 'group', FailoverCriteria: { StatusCodes: { Items: [code] } }, Members: { Items: ids.map((OriginId) => ({ OriginId })) },
          }],
        },
      },
      behavior: { TargetOriginId: 'group' },
    }, { origins: { [ids[0]!]: `http://127.0.0.1:${busy.port}`, [ids[1]!]: second.url } });
    const begun = Date.now();
    const { response, trace } = await running.fetchWithTrace('/x');
    await busy.end();
    expect([response.status, second.requests.length]).toEqual([times === 0 ? 504 : 200, times]);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1_990);
    expect(trace.entries.filter(({ stage }) => stage === 'failover')).toHaveLength(times);
    expect(trace.entries.find(({ stage }) => stage === 'origin')).toMatchObject({ failure: 'no-connection-in-time', status: 504 });
  });

describe('an injected fault', () => {
  test('of a number of times is over at the next attempt', async () => {
    const origin = await originServer((_, response) => response.end('fine'));
    const running = api(origin.url, {}, ['api.example.com=reset@2x']);
    expect(await (await running.fetch('/x')).text()).toBe('fine');
    expect(originEntry(running)).toContain('answered 200 at attempt 3');
    expect(running.exchanges[0]!.summaries.filter(({ stage }) => stage === 'fault')).toHaveLength(1);
  });

  test('is not repaired by a POST', async () => {
    const origin = await originServer((_, response) => response.end('fine'));
    const running = api(origin.url, {}, ['/*=reset@1x']);
    const statuses = [];
    for (let at = 0; at < 2; at++) statuses.push((await running.fetch('/x', { method: 'POST' })).status);
    expect(statuses).toEqual([502, 200]);
  });

  test('with a delay beyond the timeout is a 504 after the attempts', async () => {
    const origin = await originServer((_, response) => response.end('fine'));
    const running = api(origin.url, { ConnectionAttempts: 2 }, ['/*=delay:9s']);
    expect((await running.fetch('/x')).status).toBe(504);
    expect(originEntry(running)).toContain('beyond the timeout of 1 s (2 attempts)');
  });

  test.each(['/x=reset@0x', '/x=reset@1x@10%', '/x=reset@x', '/x=@1x'])('%s is not valid', (fault) => {
    expect(() => api('http://127.0.0.1:1', {}, [fault])).toThrow('EDGE_PREVIEW_ORIGIN_FAULT');
  });
});

/** A port that listens, but accepts no more connections: its queue is full, and its program is busy. */
async function busyPort(): Promise<{ readonly port: number; end(): Promise<unknown> }> {
  const code = `const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    process.stdout.write(String(server.address().port), () => setImmediate(() => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); }));
  });`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [text] = await once(child.stdout, 'data') as [Buffer];
  const port = Number(text);
  const pause = () => new Promise((resolve) => setTimeout(resolve, 250));
  await pause();
  const queued = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', silent));
  await pause();
  return {
    port,
    end: () => {
      for (const socket of queued) socket.destroy();
      child.kill('SIGKILL');
      return once(child, 'exit');
    },
  };
}
