import { connect } from 'node:net';
import { PreviewError } from '../../../src/preview/errors';
import { originServer } from '../support/origin-server';
import { CACHING_DISABLED, customOrigin, lambdaAt, preview, site, siteAssembly } from '../support/site';

const listening = { listen: { port: 0 } };

/** Sends a request as text, which no client normalizes. */
function raw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket
      .setEncoding('latin1')
      .on('data', (data: string) => {
        answer += data;
      })
      .on('end', () => resolve(answer))
      .on('error', reject);
  });
}

describe('over HTTP', () => {
  test('a page, with header names as CloudFront writes them', async () => {
    const running = site({ mayList: true }, listening);
    await running.ready;
    expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await raw(running.url, 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Type: text\/html\r\n/);
    expect(answer).toMatch(/\r\nX-Cache: Miss from cloudfront\r\n/);
    expect(answer).toMatch(/\r\n\r\n<h1>home<\/h1>$/);
    expect(answer.match(/^Date:/gm)).toHaveLength(1);
  });

  test('events of functions have the host name that the browser uses as the distribution\'s', async () => {
    const echo =
      'exports.handler = async (e) => ({ status: "200", body: e.Records[0].cf.config.distributionDomainName });';
    const running = site(
      {
        config: { Aliases: ['www.example.com'] },
        fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', echo)),
      },
      listening,
    );
    await running.ready;
    const { host, port } = new URL(running.url);
    expect(await (await fetch(running.url)).text()).toBe(host);
    expect(await (await fetch(`http://localhost:${port}`)).text()).toBe(`localhost:${port}`);
    expect(await raw(running.url, 'GET / HTTP/1.1\r\nHost: www.example.com\r\nConnection: close\r\n\r\n')).toContain(
      `\r\n\r\n${host}`,
    );
  });

  test('the path reaches the origin unchanged', async () => {
    const origin = await originServer((_, response) => response.end());
    const running = site({
      origins: [customOrigin('api.example.com')],
      behaviors: [{ PathPattern: '/api/*', TargetOriginId: 'api.example.com', CachePolicyId: CACHING_DISABLED }],
    }, { ...listening, origins: { 'api.example.com': origin.url } });
    await running.ready;
    for (const target of ['/api/a/../b', '/api//x', '/api/%7e', 'http://localhost/api/absolute']) {
      await raw(running.url, `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    }
    expect(origin.requests.map((request) => request.url)).toEqual([
      '/api/a/../b',
      '/api//x',
      '/api/%7e',
      '/api/absolute',
    ]);
  });

  test('a web page whose domain points at this machine is refused', async () => {
    const running = site({}, listening);
    await running.ready;
    const answer = await raw(running.url, 'GET / HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).not.toContain('home');
  });

  test('files outside the folder are not served', async () => {
    const running = site({}, listening);
    await running.ready;
    const answer = await raw(
      running.url,
      'GET /../../../../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  test('HEAD, 304 and 206', async () => {
    const running = site({}, listening);
    await running.ready;
    const head = await fetch(running.url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '13', '']);
    expect((await fetch(running.url, { headers: { 'if-none-match': head.headers.get('etag')! } })).status).toBe(304);
    const part = await fetch(running.url, { headers: { range: 'bytes=4-7' } });
    expect([part.status, await part.text()]).toEqual([206, 'home']);
  });

  test('an origin that closes its connection early ends the response early', async () => {
    const origin = await originServer((request, response) => {
      if (request.url === '/whole') return void response.end('whole');
      response.writeHead(200, { 'content-length': '100' }).write('part');
      return void setTimeout(() => response.destroy(), 20);
    });
    const running = site(
      { origins: [customOrigin('api.example.com')], behavior: { TargetOriginId: 'api.example.com' } },
      { ...listening, origins: { 'api.example.com': origin.url } },
    );
    await running.ready;
    await expect(fetch(`${running.url}/x`).then((response) => response.text())).rejects.toThrow();
    expect(await (await fetch(`${running.url}/whole`)).text()).toBe('whole');
  });
});

describe('listening', () => {
  test('a port that is in use', async () => {
    const first = site({}, listening);
    await first.ready;
    const second = preview(siteAssembly(), { listen: { port: Number(new URL(first.url).port) } });
    await expect(second.ready).rejects.toThrow(PreviewError);
    await expect(second.ready).rejects.toThrow(/--port: \d+ is in use on 127\.0\.0\.1; .* \[EDGE_PREVIEW_PORT\]/);
  });

  test.each(['0.0.0.0', '192.168.0.1', 'example.com', '::'])('%s is refused', (host) => {
    expect(() => site({}, { listen: { port: 0, host } })).toThrow(
      /can be reached from other machines.*EDGE_PREVIEW_HOST/,
    );
  });

  test('connections are refused after close()', async () => {
    const running = site({}, listening);
    await running.ready;
    await running.close();
    await expect(fetch(running.url)).rejects.toThrow();
  });
});
