import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { ALL_VIEWER, CACHING_DISABLED, customOrigin, lambdaAt, site, type Running } from '../support/site';

const MB = 1024 * 1024;
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];
const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => { server.close(); server.closeAllConnections(); }));

/** An origin that counts the bytes of bodies. With `early`, it answers before it has read the body. */
async function countingOrigin(early?: boolean): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    const { 'content-length': length, 'transfer-encoding': coding } = incoming.headers;
    if (early) return void outgoing.writeHead(413).end('too much');
    let bytes = 0;
    incoming.on('data', (chunk: Buffer) => { bytes += chunk.length; });
    incoming.on('end', () => outgoing.end(JSON.stringify({ bytes, length, coding })));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function previewOf(origin: string, options: Parameters<typeof site>[0] = {}): Promise<Running> {
  const running = site(
    {
      origins: [customOrigin('api.example.com')],
      behavior: { AllowedMethods: METHODS },
      behaviors: [
        {
          PathPattern: '/api/*',
          TargetOriginId: 'api.example.com',
          AllowedMethods: METHODS,
          OriginRequestPolicyId: ALL_VIEWER,
          CachePolicyId: CACHING_DISABLED,
        },
      ],
      ...options,
    },
    { listen: { port: 0 }, origins: { 'api.example.com': origin } },
  );
  await running.ready;
  return running;
}

/** Sends a body of the given size in pieces and reads the response. */
function send(
  url: string,
  method: string,
  bytes: number,
  how: 'length' | 'chunks' = 'length',
): Promise<{ status?: number; body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method,
        agent: false,
        headers: how === 'length' ? { 'content-length': bytes } : { 'transfer-encoding': 'chunked' },
      },
      (incoming: IncomingMessage) => {
        let body = '';
        incoming
          .setEncoding('latin1')
          .on('data', (text: string) => {
            body += text;
          })
          .on('end', () => resolve({ status: incoming.statusCode, body }));
      },
    );
    // The response may arrive, and the connection close, before all is sent.
    outgoing.on('error', (error) => setTimeout(() => reject(error), 200));
    const piece = Buffer.alloc(MB, 7);
    let left = bytes;
    const write = () => {
      while (left > 0) {
        const part = piece.subarray(0, Math.min(left, piece.length));
        left -= part.length;
        if (!outgoing.write(part)) return void outgoing.once('drain', write);
      }
      outgoing.end();
    };
    write();
  });
}

async function peakWhile<T>(work: () => Promise<T>): Promise<[T, number]> {
  const before = process.memoryUsage().arrayBuffers;
  let peak = 0;
  const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage().arrayBuffers - before); }, 5);
  const result = await work();
  clearInterval(watch);
  return [result, peak];
}

describe('bodies of requests of any size are forwarded', () => {
  test.each<[number, 'length' | 'chunks']>([
    [0, 'length'], [1, 'length'], [MB - 1, 'length'], [MB, 'length'], [MB + 1, 'length'], [2 * MB, 'length'], [3 * MB, 'chunks'], [MB, 'chunks'], [MB + 1, 'chunks'], [300 * MB, 'length'], [300 * MB, 'chunks'],
  ])('%i bytes by %s', async (bytes, how) => {
    const running = await previewOf(await countingOrigin());
    const [{ status, body }, peak] = await peakWhile(() => send(`${running.url}/api/x`, 'POST', bytes, how));
    const framing = how === 'chunks' ? { bytes, coding: 'chunked' } : { bytes, length: String(bytes) };
    expect([status, JSON.parse(body)]).toEqual([200, framing]);
    expect(peak).toBeLessThan(150 * MB);
  });

  test('a body that no origin reads: the response arrives, and memory does not grow', async () => {
    const running = await previewOf(await countingOrigin());
    const [{ status }, peak] = await peakWhile(() => send(`${running.url}/nowhere`, 'POST', 300 * MB));
    expect(status).toBe(403);
    expect(peak).toBeLessThan(150 * MB);
  });

  test('the connection can be used again after such a response', async () => {
    const running = await previewOf(await countingOrigin());
    const { hostname, port } = new URL(running.url);
    const body = 'x'.repeat(3 * MB);
    const answers = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => socket.write(
        `POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}GET /index.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      ));
      socket.setEncoding('latin1').on('data', (data: string) => { text += data; }).on('close', () => resolve(text));
    });
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 403', 'HTTP/1.1 200']);
  });

  test('an origin that answers before it has read the body', async () => {
    const running = await previewOf(await countingOrigin(true));
    const { status, body } = await send(`${running.url}/api/x`, 'POST', 20 * MB);
    expect([status, body]).toEqual([413, 'too much']);
    expect((await fetch(`${running.url}/index.html`)).status).toBe(200);
  });

  test('a function sees the first part and the origin the whole body; a replaced body is sent instead', async () => {
    const code = `exports.handler = async (e) => { const { request } = e.Records[0].cf;
      const { body } = request; console.log(JSON.stringify([body.inputTruncated, Buffer.from(body.data, 'base64').length]));
      if (request.uri === '/api/replace') Object.assign(body, { action: 'replace', encoding: 'text', data: 'short' });
      return request; };`;
    const running = await previewOf(await countingOrigin(), {
      origins: [customOrigin('api.example.com')],
      fill: (stack) => ({
        TargetOriginId: 'api.example.com',
        AllowedMethods: METHODS,
        ...lambdaAt('origin-request', stack.lambda('Fn', code), { IncludeBody: true }),
      }),
      behaviors: [],
    });
    expect(JSON.parse((await send(`${running.url}/api/x`, 'POST', 5 * MB)).body)).toEqual({
      bytes: 5 * MB,
      length: String(5 * MB),
    });
    expect(JSON.parse((await send(`${running.url}/api/replace`, 'POST', 5 * MB)).body)).toEqual({
      bytes: 5,
      length: '5',
    });
    expect(JSON.parse((await send(`${running.url}/api/x`, 'POST', MB)).body)).toEqual({
      bytes: MB,
      length: String(MB),
    });
    expect(running.logs).toEqual(['Web/Fn: [true,1048576]', 'Web/Fn: [true,1048576]', 'Web/Fn: [false,1048576]']);
  });

  test('a viewer that disconnects in the middle of the body', async () => {
    const running = await previewOf(await countingOrigin());
    const { hostname, port } = new URL(running.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () =>
        socket.write(
          `POST /api/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${9 * MB}\r\n\r\n${'x'.repeat(2 * MB)}`,
        ),
      );
      setTimeout(() => socket.destroy(), 300);
      socket.on('close', () => resolve());
    });
    for (let i = 0; i < 100 && running.exchanges.length === 0; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(running.exchanges.map(({ response }) => response!.status)).toEqual([0]);
    expect(running.logs).toEqual([]);
    expect((await fetch(`${running.url}/index.html`)).status).toBe(200);
  });
});

test('all headers of a response arrive, not only the first thousand', async () => {
  const lines = Array.from({ length: 3000 }, (_, i) => `X-${i}: v\r\n`).join('');
  const server = createTcpServer((socket) => {
    socket
      .on('error', () => undefined)
      .once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${lines}Content-Length: 2\r\n\r\nhi`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const running = await previewOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const { headers } = await running.fetch('/api/x');
  expect([headers.get('x-2999'), headers.get('content-length')]).toEqual(['v', '2']);
  server.close();
});

describe('an origin with an invalid response', () => {
  test.each([
    ['an upgrade that was not requested', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'],
    ['only interim responses', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
    ['status 000', 'HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n'],
    ['status 999', 'HTTP/1.1 999 Much\r\nContent-Length: 0\r\n\r\n'],
    ['status 600', 'HTTP/1.1 600 Much\r\nContent-Length: 0\r\n\r\n'],
  ])('%s is a 502', async (_, text) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined).once('data', () => socket.end(text));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const running = await previewOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect((await fetch(`${running.url}/api/x`)).status).toBe(502);
    expect((await running.fetch('/api/x')).status).toBe(502);
    expect(running.logs).toEqual([]);
    server.close();
  });
});
