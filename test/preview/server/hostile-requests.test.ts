import { connect, type Socket } from 'node:net';
import { BucketEndpoint } from '../../../src/preview/origin/bucket-endpoint';
import { originServer } from '../support/origin-server';
import { CACHING_DISABLED, customOrigin, lambdaAt, site, type Running } from '../support/site';

/** The first response, or the part that arrived before the connection closed or the time-out. */
function raw(url: string, text: string | Buffer, timeoutMs = 5000): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = '';
    const socket: Socket = connect(Number(port), hostname, () => socket.write(text));
    const finish = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setEncoding('latin1').on('data', (data: string) => {
      answer += data;
      if (isComplete(answer)) finish();
    }).on('error', finish).on('close', finish);
    setTimeout(finish, timeoutMs).unref();
  });
}

function isComplete(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const [, length] = /^content-length: (\d+)/im.exec(answer.slice(0, end)) ?? [];
  if (length !== undefined) return answer.length >= end + 4 + Number(length);
  return !/^(transfer-encoding|connection: close)/im.test(answer.slice(0, end)) || answer.endsWith('\r\n0\r\n\r\n');
}

const status = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
const get = (path: string, ...headers: string[]) =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`;

async function listening(options: Parameters<typeof site>[0] = {}): Promise<Running> {
  const running = site(options, { listen: { port: 0 } });
  await running.ready;
  return running;
}

describe('limits and their responses are those of CloudFront', () => {
  test.each<[string, string, number]>([
    ['a URL of 8,192 characters', get(`/${'a'.repeat(8191)}`), 403],
    ['one more', get(`/${'a'.repeat(8192)}`), 414],
    ['with the query', get(`/?${'a'.repeat(8190)}`), 200],
    ['one more in the query', get(`/?${'a'.repeat(8191)}`), 414],
    ['a URL of 1 MB', get(`/${'a'.repeat(1_000_000)}`), 414],
    ['a header of 30,000 bytes', get('/', `X-Large: ${'a'.repeat(30_000)}`), 200],
    ['a header of 32,768 bytes', get('/', `X-Large: ${'a'.repeat(32_768)}`), 494],
    ['a Cookie of 40,000 bytes', get('/', `Cookie: ${'a'.repeat(40_000)}`), 494],
    ['a header of 3 MB', get('/', `X-Large: ${'a'.repeat(3_000_000)}`), 494],
    ['a header of 6 MB', get('/', `X-Large: ${'a'.repeat(6_000_000)}`), 494],
    ['5,000 headers', get('/', ...Array.from({ length: 5000 }, (_, i) => `X-${i}: v`)), 494],
    ['1,500 headers', get('/', ...Array.from({ length: 1500 }, (_, i) => `X-${i}: v`)), 200],
    ['a URL and headers that are too large', get(`/${'a'.repeat(9000)}`, `X-Large: ${'a'.repeat(40_000)}`), 414],
  ])('%s', async (_, request, expected) => {
    const running = await listening();
    const answer = await raw(running.url, request);
    expect(status(answer)).toBe(expected);
    if (expected === 200 || expected === 403) return;
    expect(answer).toMatch(/\r\nConnection: close\r\n/);
    expect(answer).toMatch(/\r\nX-Cache: Error from cloudfront\r\n/);
    expect(answer).toContain(`<H1>${expected} ERROR</H1>`);
    expect(answer).toContain('Bad request.');
  });

  test('functions see all headers, not only the first thousand', async () => {
    const code =
      'exports.handler = async (e) => ({ status: "200", body: String(Object.keys(e.Records[0].cf.request.headers).length) });';
    const running = await listening({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code)) });
    expect(
      await raw(running.url, get('/', ...Array.from({ length: 2400 }, (_, i) => `X${i}: v`), 'Connection: close')),
    ).toMatch(/\r\n\r\n2401$/);
  });
});

describe('header names that are members of all JavaScript objects', () => {
  test('reach functions and origins as headers', async () => {
    const origin = await originServer((request, response) => {
      response.writeHead(200, ['constructor', 'a', '__proto__', 'b', 'hasOwnProperty', 'c']);
      response.end(
        JSON.stringify(request.rawHeaders.filter((_, i, all) => /proto|constructor|tostring/i.test(all[i - (i % 2)]!))),
      );
    });
    const code = 'exports.handler = async (e) => e.Records[0].cf.request;';
    const running = site(
      {
        origins: [customOrigin('api.example.com')],
        behavior: {
          TargetOriginId: 'api.example.com',
          OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
          CachePolicyId: CACHING_DISABLED,
        },
        fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code)),
      },
      { listen: { port: 0 }, origins: { 'api.example.com': origin.url } },
    );
    await running.ready;
    const answer = await raw(
      running.url,
      get('/', 'constructor: 1', '__proto__: 2', 'toString: 3', 'Connection: close'),
    );
    expect(status(answer)).toBe(200);
    expect(answer).toMatch(/\r\nconstructor: a\r\n/i);
    expect(answer).toMatch(/\r\n__proto__: b\r\n/i);
    expect(answer.toLowerCase()).toContain('"constructor","1"');
    expect(answer.toLowerCase()).toContain('"tostring","3"');
    expect(({} as Record<string, unknown>)['0']).toBeUndefined();
  });
});

const HOSTILE: readonly (readonly [string, string | Buffer, readonly number[]])[] = [
  ['nothing', '', [NaN]],
  ['a line end', '\r\n', [NaN]],
  ['text that is not HTTP', 'hello\r\n\r\n', [400]],
  ['a TLS greeting', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03, 0x00]), [400]],
  ['an HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
  ['an unknown method', 'FROB / HTTP/1.1\r\nHost: localhost\r\n\r\n', [400]],
  ['an unknown version', 'GET / HTTP/9.9\r\nHost: localhost\r\n\r\n', [400]],
  ['no version', 'GET /\r\n\r\n', [400]],
  ['a path without a slash', 'GET index.html HTTP/1.1\r\nHost: localhost\r\n\r\n', [200, 400]],
  ['a space in the path', 'GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n', [400]],
  ['a NUL in the path', 'GET /a\0b HTTP/1.1\r\nHost: localhost\r\n\r\n', [400]],
  ['bytes above 127 in the path', Buffer.from('GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n', 'latin1'), [400, 403]],
  ['a malformed escape', get('/%zz%'), [400, 403]],
  ['a NUL as an escape', get('/%00'), [403]],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n', [400]],
  ['two Hosts', get('/', 'Host: evil.test'), [400]],
  ['two Hosts of one name', get('/', 'Host: localhost'), [400]],
  ['an empty Host', 'GET / HTTP/1.1\r\nHost:\r\n\r\n', [403]],
  ['an invalid Host', 'GET / HTTP/1.1\r\nHost: a b/@\\\r\n\r\n', [403]],
  ['a Host with user information', 'GET / HTTP/1.1\r\nHost: localhost@evil.test\r\n\r\n', [403]],
  ['a Host that starts with a loopback address', 'GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.test\r\n\r\n', [403]],
  ['the IP address of another machine', 'GET / HTTP/1.1\r\nHost: 10.0.0.1\r\n\r\n', [403]],
  ['HTTP/1.0 without a Host', 'GET / HTTP/1.0\r\n\r\n', [403]],
  ['HTTP/1.0', 'GET / HTTP/1.0\r\nHost: localhost\r\n\r\n', [200]],
  ['an absolute URL of another host', get('http://evil.test/index.html'), [403]],
  ['an absolute URL of this host', 'GET http://localhost/index.html HTTP/1.1\r\nHost: evil.test\r\n\r\n', [200]],
  ['an absolute URL with user information', get('http://localhost@evil.test/index.html'), [403]],
  ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n', [403]],
  ['CONNECT', 'CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test:443\r\n\r\n', [400]],
  ['TRACE', 'TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n', [403]],
  ['an upgrade', get('/', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: x'), [200]],
  ['an upgrade to HTTP/2', get('/', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk'), [200]],
  ['invalid chunks', `${get('/', 'Transfer-Encoding: chunked')}zz\r\nhello\r\n`, [400]],
  ['a chunk that is too large', `${get('/', 'Transfer-Encoding: chunked')}ffffffffffffffffff\r\nx`, [400]],
  ['chunks in HTTP/1.0', 'POST / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', [400]],
  ['chunks and a length', `${get('/', 'Transfer-Encoding: chunked', 'Content-Length: 3')}abc`, [400]],
  ['two lengths', `${get('/', 'Content-Length: 3', 'Content-Length: 4')}abcd`, [400]],
  ['an invalid length', get('/', 'Content-Length: -1'), [400]],
  ['a length that is too large', get('/', 'Content-Length: 99999999999999999999999'), [400]],
  ['a body that never arrives', get('/', 'Content-Length: 10'), [NaN]],
  ['a body that arrives in part', `${get('/', 'Content-Length: 10')}abc`, [NaN]],
  ['a body of 0 bytes', get('/', 'Content-Length: 0'), [200]],
  ['GET with a body', `${get('/', 'Content-Length: 3')}abc`, [403]],
  ['Expect: 100-continue', `${get('/', 'Expect: 100-continue', 'Content-Length: 3')}abc`, [100]],
  ['an unknown expectation', get('/', 'Expect: the-unexpected'), [200]],
  ['a folded header', get('/', 'X-A: b\r\n c'), [200, 400]],
  ['a header without a colon', get('/', 'X-A'), [400]],
  ['a header without a name', get('/', ': x'), [400]],
  ['a space before the colon', get('/', 'X-A : x'), [400]],
  ['a control character in a value', get('/', 'X-A: a\x01b'), [200, 400]],
  ['a line end in a value', get('/', 'X-A: a\rb'), [400]],
  ['pipelined requests', get('/').repeat(50), [200]],
  ['a request followed by garbage', `${get('/')}garbage\r\n\r\n`, [200]],
  ['a request followed by an invalid one', `${get('/')}${get('/', 'Transfer-Encoding: chunked')}zz\r\n`, [200]],
  ['an invalid range', get('/', 'Range: bytes=9-1,x'), [200]],
  ['a range of a thousand digits', get('/', `Range: bytes=${'9'.repeat(1000)}-`), [416]],
  ['an invalid date', get('/', 'If-Modified-Since: never', 'If-Range: "', 'If-None-Match: ,,,"'), [200]],
];

describe('malformed requests', () => {
  let running: Running;
  let faults: unknown[];
  const endpoint = new BucketEndpoint(() => []);
  beforeEach(async () => {
    faults = [];
    running = site({}, { listen: { port: 0 }, onFault: (error) => faults.push(error) });
    await running.ready;
  });
  afterAll(() => endpoint.close());

  test.each(HOSTILE)('%s', async (_, request, expected) => {
    const answer = await raw(running.url, request, expected.some(Number.isNaN) ? 200 : 5000);
    expect(expected).toContainEqual(status(answer));
    expect(faults).toEqual([]);
    expect(answer).not.toMatch(/\n\s+at |node:|Error:/);
    // The preview still serves requests.
    expect(status(await raw(running.url, get('/', 'Connection: close')))).toBe(200);
  });

  test('the same requests to the S3 endpoint', async () => {
    const { AWS_ENDPOINT_URL_S3: url } = await endpoint.environment();
    const host = new URL(url!).host;
    await Promise.all(HOSTILE.map(async ([what, request]) => {
      const text = Buffer.isBuffer(request) ? request : request.replace('Host: localhost', `Host: ${host}`);
      const answer = await raw(url!, text, 400);
      expect([what, answer]).toEqual([what, expect.stringMatching(/^$|^HTTP\/1\.1 [1-4]\d\d /)]);
      expect(answer).not.toMatch(/\n\s+at |node:|Error:/);
    }));
    expect(status(await raw(url!, `GET /pages/x HTTP/1.1\r\nHost: ${host}\r\n\r\n`))).toBe(403);
  });

  test('generated texts', async () => {
    let seed = 7;
    const random = (n: number) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
    const pieces = [
      'GET ',
      'POST ',
      '/',
      'index.html',
      '?',
      '%',
      ' HTTP/1.1',
      '\r\n',
      '\n',
      '\r',
      'Host: localhost',
      'Host:',
      ': ',
      'Content-Length: 5',
      'Transfer-Encoding: chunked',
      '0',
      '5\r\nhello',
      '\0',
      '\x80',
      'é',
      'a'.repeat(200),
      ' ',
      '\t',
      'Connection: close',
      'Expect: 100-continue',
      '__proto__: x',
      'Upgrade: h2c',
      'Range: bytes=0-',
    ];
    const texts = Array.from(
      { length: 400 },
      () =>
        (random(3) === 0 ? '' : 'GET / HTTP/1.1\r\n')
        + Array.from({ length: 1 + random(12) }, () => pieces[random(pieces.length)]!).join(''),
    );
    for (let i = 0; i < texts.length; i += 50) {
      const answers = await Promise.all(texts.slice(i, i + 50).map((text) => raw(running.url, text, 150)));
      for (const answer of answers) expect(answer).toMatch(/^$|^HTTP\/1\.1 (100|200|206|4\d\d) /);
    }
    expect(faults).toEqual([]);
    expect(status(await raw(running.url, get('/', 'Connection: close')))).toBe(200);
  });
});

describe('the S3 endpoint refuses other host names', () => {
  const endpoint = new BucketEndpoint(() => []);
  afterAll(() => endpoint.close());

  test.each([
    ['evil.test', 'not there'], ['evil.test:PORT', ''], ['127.0.0.1:1', ''], ['localhost', ''], ['localhost:PORT.evil.test', ''], ['127.0.0.1.evil.test:PORT', ''], ['10.0.0.1:PORT', ''],
  ])('Host: %s', async (host) => {
    const { AWS_ENDPOINT_URL_S3: url } = await endpoint.environment();
    const answer = await raw(
      url!,
      `GET /pages/x HTTP/1.1\r\nHost: ${host.replace('PORT', new URL(url!).port)}\r\nConnection: close\r\n\r\n`,
    );
    expect(status(answer)).toBe(403);
    expect(answer).toContain('<Code>AccessDenied</Code>');
  });
});
