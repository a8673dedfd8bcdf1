import { connect as connectPlain } from 'node:net';
import { connect } from 'node:tls';
import { logValues, type LogValues } from '../../../../src/preview/access-log/log-values';
import type { PreviewOptions } from '../../../../src/preview/options';
import { consolePageFile } from '../../support/console-page';
import { originServer } from '../../support/origin-server';
import { ALL_VIEWER, CACHING_DISABLED, customOrigin, lambdaAt, site, type SiteOptions } from '../../support/site';
import { http2Request, http2Session, httpsRequest, streamed } from '../../support/tls-request';

const tls = { tls: true, listen: { port: 0 }, viewerProtocol: undefined };
const secure = (options: SiteOptions = {}, more: Partial<PreviewOptions> = {}) => site(options, { ...tls, ...more });

async function withApi(respond: Parameters<typeof originServer>[0], more: SiteOptions = {}) {
  const origin = await originServer(respond);
  const running = secure({
    origins: [customOrigin('api.example.com')],
    ...more,
    behavior: {
      TargetOriginId: 'api.example.com',
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER,
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      ...more.behavior,
    },
  }, { origins: { 'api.example.com': origin.url } });
  return { origin, running };
}

const echo = 'exports.handler = async (e) => ({ status: "200", body: JSON.stringify(e.Records[0].cf.request) });';

describe('with tls', () => {
  test('the URL is https, and a site that redirects to HTTPS is served, also with strict', async () => {
    const running = secure();
    await running.ready;
    expect(running.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(await httpsRequest(running, '/')).toMatchObject({ status: 200, body: '<h1>home</h1>' });
    expect(await http2Request(running, { ':path': '/' })).toMatchObject({ status: 200, body: '<h1>home</h1>' });
  });

  test('clients that do not trust the certificate refuse it', async () => {
    await expect(httpsRequest(secure(), '/', {}, { ca: undefined })).rejects.toThrow(/self-signed certificate/);
  });

  test('an alias of the distribution is a name of the certificate', async () => {
    const running = secure({ config: { Aliases: ['www.example.com'] } });
    await running.ready;
    const asked = { servername: 'www.example.com' };
    expect((await httpsRequest(running, '/', { host: 'www.example.com' }, asked)).status).toBe(200);
    await expect(httpsRequest(running, '/', {}, { servername: 'evil.example' })).rejects.toThrow(/altnames/);
  });

  test('TLS 1.1 is refused, and so is plain HTTP on the port', async () => {
    const running = secure();
    await running.ready;
    const port = Number(new URL(running.url).port);
    const old = new Promise((resolve, reject) => {
      const versions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
      connect({ port, host: '127.0.0.1', ca: running.certificate, ...versions }, () => resolve('connected'))
        .on('error', reject);
    });
    await expect(old).rejects.toThrow();
    const plain = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connectPlain(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
      socket.on('data', (data) => { text += data.toString('latin1'); }).on('error', () => undefined);
      socket.on('close', () => resolve(text));
    });
    expect(plain).not.toContain('HTTP/1.1');
    expect((await httpsRequest(running, '/')).status).toBe(200);
  });

  test('close() ends connections of both versions', async () => {
    const running = secure();
    const session = await http2Session(running);
    await streamed(session, { ':path': '/' });
    const closed = new Promise((resolve) => session.once('close', resolve));
    await running.close();
    await closed;
    await expect(httpsRequest({ ...running, ready: Promise.resolve(), url: running.url }, '/')).rejects.toThrow();
  });

  test('origins and functions see HTTPS, and what the connection agreed on', async () => {
    const { origin, running } = await withApi((_, response) => response.end(), {
      behavior: { OriginRequestPolicyId: '33f36d7e-f396-46d9-90e0-52428a34d9dc' },
    });
    await http2Request(running, { ':path': '/' });
    const { headers } = origin.requests.at(-1)!;
    expect(headers['cloudfront-forwarded-proto']).toBe('https');
    expect(headers['cloudfront-viewer-http-version']).toBe('2.0');
    expect(headers['cloudfront-viewer-tls']).toMatch(/^TLSv1\.3:TLS_AES_\w+:fullHandshake$/);
  });

  test('upgrade-insecure-requests is sent', async () => {
    const { running } = await withApi((_, response) => {
      response.setHeader('content-security-policy', "default-src 'self'; upgrade-insecure-requests");
      response.end('page');
    });
    for (const { headers } of [await httpsRequest(running, '/'), await http2Request(running, { ':path': '/' })]) {
      expect(headers['content-security-policy']).toContain('upgrade-insecure-requests');
      expect(headers['x-preview-left-out']).toBeUndefined();
    }
  });

  test('the access log has the protocol, the version of HTTP, and TLS', async () => {
    const lines: LogValues[] = [];
    const running = secure({}, { onSent: (exchange, sent, name) => lines.push(logValues(exchange, sent, name)) });
    await http2Request(running, { ':path': '/' });
    await httpsRequest(running, '/', {}, { maxVersion: 'TLSv1.2' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(lines[0]).toMatchObject({
      'cs-protocol': 'https',
      'cs-protocol-version': 'HTTP/2.0',
      'ssl-protocol': 'TLSv1.3',
      'ssl-cipher': expect.stringMatching(/^TLS_AES_/),
      'x-edge-result-type': 'Miss',
    });
    expect(Number(lines[0]!['sc-bytes'])).toBeGreaterThan(100);
    expect(lines[1]).toMatchObject({
      'cs-protocol': 'https',
      'cs-protocol-version': 'HTTP/1.1',
      'ssl-protocol': 'TLSv1.2',
      'ssl-cipher': expect.stringMatching(/^ECDHE-ECDSA-/),
    });
  });

  test('fetch() without a port is as before', async () => {
    expect((await site({}, { tls: true }).fetch('/')).status).toBe(200);
  });

  test('it cannot be changed while the preview runs', async () => {
    await expect(secure().setOptions({ tls: false })).rejects.toThrow(/^tls: cannot be changed .*EDGE_PREVIEW_LISTEN/);
  });
});

describe('the console by HTTPS', () => {
  const open = () => secure({}, { consolePage: consolePageFile() });

  test('is served by both versions, and refuses pages of others', async () => {
    const running = open();
    await running.ready;
    const own = new URL(running.url).origin;
    expect(await httpsRequest(running, '/__edge/')).toMatchObject({ status: 200, body: expect.stringContaining('<script') });
    const session = await http2Session(running);
    expect((await streamed(session, { ':path': '/__edge/' })).body).toContain('<script');
    const from = async (origin: string) => (
      (await streamed(session, { ':path': '/__edge/api/requests', origin })).status);
    expect([await from(own), await from('https://evil.example')]).toEqual([200, 403]);
    session.destroy();
  });

  test('tries a path out as HTTPS, and streams requests', async () => {
    const running = open();
    const session = await http2Session(running);
    const asked = { ':method': 'POST', ':path': '/__edge/api/try', 'x-edge-console': '1' };
    const { body } = await streamed(session, asked, JSON.stringify({ method: 'GET', url: '/' }));
    expect(JSON.parse(body)).toMatchObject({ status: 200 });
    const live = session.request({ ':path': '/__edge/api/live' });
    const event = new Promise<string>((resolve) => live.once('data', (data: Buffer) => resolve(data.toString())));
    expect(await event).toMatch(/^event: start/);
    session.destroy();
  });
});

describe('a request by HTTP/2', () => {
  test('has its authority as the Host, and one Cookie', async () => {
    const running = secure({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', echo)) });
    await running.ready;
    const { host } = new URL(running.url);
    const { body } = await http2Request(running, { ':path': '/a/../b%20c?x=1?y', 'cookie': ['a=1', 'b=2'], 'x-own': 'v' });
    const request = JSON.parse(body);
    expect(request).toMatchObject({ uri: '/a/../b%20c', querystring: 'x=1?y', method: 'GET' });
    expect(request.headers).toMatchObject({
      'host': [{ key: 'Host', value: host }],
      'cookie': [{ value: 'a=1; b=2' }],
      'x-own': [{ value: 'v' }],
    });
    expect(Object.keys(request.headers).filter((name) => name.startsWith(':'))).toEqual([]);
  });

  test('for a host of someone else is refused', async () => {
    const answer = await http2Request(secure(), { ':path': '/', ':authority': 'evil.example' });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('home');
  });

  test.each<[string, Record<string, string>, number]>([
    ['a URL that is too long', { ':path': `/${'a'.repeat(8192)}` }, 414],
    ['headers that are too large', { ':path': '/', 'x-large': 'a'.repeat(33_000) }, 494],
    ['hundreds of headers', { ':path': '/', ...Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`x-${i}`, 'v'])) }, 200],
    ['an unknown method', { ':path': '/', ':method': 'FROB' }, 400],
    ['a Host that is not its authority', { ':path': '/', ':authority': 'localhost', 'host': 'evil.example' }, 400],
  ])('with %s', async (_, headers, status) => {
    const answer = await http2Request(secure(), headers);
    expect(answer.status).toBe(status);
    if (status === 200) return;
    expect(answer.headers['x-cache']).toBe('Error from cloudfront');
    expect(answer.body).toContain(`<H1>${status} ERROR</H1>`);
  });

  test('CONNECT opens no tunnel', async () => {
    expect((await http2Request(secure(), { ':method': 'CONNECT', ':authority': 'evil.example:80' })).status).toBe(400);
  });

  test('HEAD, 304 and 206', async () => {
    const running = secure();
    const head = await http2Request(running, { ':path': '/', ':method': 'HEAD' });
    expect(head).toMatchObject({ status: 200, body: '', headers: { 'content-length': '13' } });
    const same = await http2Request(running, { ':path': '/', 'if-none-match': head.headers.etag! });
    expect(same).toMatchObject({ status: 304, body: '' });
    expect(await http2Request(running, { ':path': '/', 'range': 'bytes=4-7' })).toMatchObject({ status: 206, body: 'home' });
  });

  test('gets no header of a connection, and lines that HTTP/2 has once in one', async () => {
    const { running } = await withApi((_, response) => {
      response.writeHead(200, 'Fine', [
        'Connection', 'keep-alive', 'X-Content-Type-Options', 'nosniff', 'X-Content-Type-Options', 'nosniff',
        'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-Two', '1', 'X-Two', '2',
      ]).end('ok');
    });
    const { status, headers } = await http2Request(running, { ':path': '/' });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff, nosniff', 'set-cookie': ['a=1', 'b=2'], 'x-two': '1, 2',
    });
    for (const name of ['connection', 'keep-alive', 'transfer-encoding']) expect(headers[name]).toBeUndefined();
  });

  test.each([10, 3_000_000])('passes a body of %d bytes on, of a length that is not known', async (bytes) => {
    const { origin, running } = await withApi((_, response) => response.end('got'));
    const answer = await http2Request(running, { ':path': '/', ':method': 'POST' }, Buffer.alloc(bytes, 'x'));
    expect(answer).toMatchObject({ status: 200, body: 'got' });
    expect(origin.requests.map(({ body }) => body.length)).toEqual([bytes]);
  });

  test('gets large bodies, many at a time', async () => {
    const running = secure({ files: { 'large.bin': Buffer.alloc(2_000_000, 'y') } });
    const session = await http2Session(running);
    const answers = await Promise.all(Array.from({ length: 20 }, () => streamed(session, { ':path': '/large.bin' })));
    session.destroy();
    expect(answers.map(({ status, body }) => [status, body.length])).toEqual(answers.map(() => [200, 2_000_000]));
  });

  test('that is canceled has the status 000, and others of its connection go on', async () => {
    const { running } = await withApi((request, response) => {
      if (request.url === '/fast') response.end('fast');
    });
    const session = await http2Session(running);
    const slow = session.request({ ':path': '/slow' });
    slow.on('error', () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    slow.close(8);
    expect((await streamed(session, { ':path': '/fast' })).body).toBe('fast');
    await new Promise((resolve) => setTimeout(resolve, 50));
    session.destroy();
    expect(running.exchanges.map(({ viewerRequest, response }) => [viewerRequest.uri, response!.status]).sort())
      .toEqual([['/fast', 200], ['/slow', 0]]);
  });
});
