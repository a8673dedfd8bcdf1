import { connect } from 'node:net';
import { originServer } from '../support/origin-server';
import { CACHING_DISABLED, customOrigin, site, type Running } from '../support/site';

const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

/** A preview with an origin that keeps connections, and every request that the origin got. */
async function withOrigin(): Promise<{ running: Running; requests: { url?: string; body: string }[] }> {
  const origin = await originServer((_, response) => response.end('ok'));
  const running = site({
    origins: [customOrigin('api.example.com')],
    behavior: {
      TargetOriginId: 'api.example.com',
      AllowedMethods: METHODS,
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER,
    },
  }, { listen: { port: 0 }, origins: { 'api.example.com': origin.url } });
  await running.ready;
  return { running, requests: origin.requests };
}

/** All that the preview answers until it closes the connection, or is silent. */
function answers(url: string, text: string): Promise<{ statuses: number[]; closed: boolean }> {
  return new Promise((resolve) => {
    let answer = '';
    let closed = false;
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text, 'latin1'));
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ statuses: [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((found) => Number(found[1])), closed });
    };
    let timer = setTimeout(done, 700);
    socket.setEncoding('latin1').on('data', (data: string) => {
      answer += data;
      clearTimeout(timer);
      timer = setTimeout(done, 400);
    }).on('end', () => { closed = true; }).on('error', () => undefined).on('close', done);
  });
}

const SECOND = 'GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n';
const post = (lines: readonly string[], body: string) => (
  `POST /first HTTP/1.1\r\nHost: localhost\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n${body}`);

describe('a request whose end two servers would see at different places', () => {
  test.each<[string, readonly string[], string]>([
    ['Content-Length and Transfer-Encoding', ['Content-Length: 5', 'Transfer-Encoding: chunked'], `0\r\n\r\n${SECOND}`],
    ['Transfer-Encoding and Content-Length', ['Transfer-Encoding: chunked', 'Content-Length: 5'], `0\r\n\r\n${SECOND}`],
    ['two lengths', ['Content-Length: 0', 'Content-Length: 44'], SECOND],
    ['two lengths that are equal', ['Content-Length: 0', 'Content-Length: 0'], SECOND],
    ['a list of lengths', ['Content-Length: 0, 0'], SECOND],
    ['a length with a sign', ['Content-Length: +0'], SECOND],
    ['a length in hexadecimal', ['Content-Length: 0x0'], SECOND],
    ['a length with a blank within', ['Content-Length: 0 0'], SECOND],
    ['a space before the colon of a length', ['Content-Length : 0'], SECOND],
    ['a tab before the colon of an encoding', ['Transfer-Encoding\t: chunked'], `0\r\n\r\n${SECOND}`],
    ['another encoding after chunked', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${SECOND}`],
    ['an unknown encoding', ['Transfer-Encoding: xchunked'], `0\r\n\r\n${SECOND}`],
    ['an encoding that is not chunked', ['Transfer-Encoding: identity'], SECOND],
    ['two encodings', ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], `0\r\n\r\n${SECOND}`],
    ['an encoding in quotes', ['Transfer-Encoding: "chunked"'], `0\r\n\r\n${SECOND}`],
    ['a folded encoding', ['Transfer-Encoding:\r\n chunked', 'Content-Length: 5'], `0\r\n\r\n${SECOND}`],
    ['a header that is only folded', [' Transfer-Encoding: chunked'], `0\r\n\r\n${SECOND}`],
    ['a bare line feed after a header', ['X-A: b\nTransfer-Encoding: chunked', 'Content-Length: 5'], `0\r\n\r\n${SECOND}`],
    ['a carriage return in a header', ['X-A: b\rTransfer-Encoding: chunked'], SECOND],
    ['a NUL in a name', ['Transfer\0-Encoding: chunked'], SECOND],
    ['a chunk size with a sign', ['Transfer-Encoding: chunked'], `+0\r\n\r\n${SECOND}`],
    ['a chunk size in another form', ['Transfer-Encoding: chunked'], `0x0\r\n\r\n${SECOND}`],
    ['a chunk that is longer than its size', ['Transfer-Encoding: chunked'], `1\r\nabc\r\n0\r\n\r\n${SECOND}`],
    ['a chunk that a line feed ends', ['Transfer-Encoding: chunked'], `1\na\n0\n\n${SECOND}`],
  ])('is refused, and the connection is closed: %s', async (_, lines, body) => {
    const { running, requests } = await withOrigin();
    const { statuses, closed } = await answers(running.url, post(lines, body));
    expect(statuses.every((status) => status === 400)).toBe(true);
    expect([statuses.length <= 1, closed]).toEqual([true, true]);
    expect(requests.map(({ url }) => url)).not.toContain('/smuggled');
  });

  test.each<[string, readonly string[], string]>([
    ['a length', ['Content-Length: 3'], 'abc'],
    ['chunks', ['Transfer-Encoding: chunked'], '3\r\nabc\r\n0\r\n\r\n'],
    ['chunks in capitals', ['Transfer-Encoding: Chunked'], '3\r\nabc\r\n0\r\n\r\n'],
    ['chunks with extensions and trailers', ['Transfer-Encoding: chunked'], '3;a=b\r\nabc\r\n0\r\nX-T: 1\r\n\r\n'],
  ])('that has one end is passed on, and so is the next: %s', async (_, lines, body) => {
    const { running, requests } = await withOrigin();
    const { statuses } = await answers(running.url, post(lines, body) + SECOND);
    expect(statuses).toEqual([200, 200]);
    // Requests of one connection are sent to the origin side by side.
    const got = new Map(requests.map((request) => [request.url, request.body]));
    expect(got).toEqual(new Map([['/first', 'abc'], ['/smuggled', '']]));
  });
});

describe('paths that lead out of a folder', () => {
  test.each([
    '/../secret', '/%2e%2e/secret', '/%2e%2e%2fsecret', '/..%2fsecret', '/%252e%252e/secret', '/..%5csecret', '/..\\secret',
    '/a/../../secret', '//etc/passwd', '/%2fetc%2fpasswd', '/etc/passwd%00.html', '/%c0%ae%c0%ae/secret', '/....//secret',
    '/.%2e/secret', '/index.html/../../secret', '/;/../secret', '/%e0%80%ae%e0%80%ae/secret', '/..%c0%afsecret', '/%uff0e%uff0e/secret',
  ])('are missing keys: %s', async (path) => {
    const running = site({}, { listen: { port: 0 } });
    await running.ready;
    const { statuses } = await answers(running.url, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    expect([400, 403, 404]).toContain(statuses[0]);
  });
});
