import { connect } from 'node:net';
import { cachedSite, type PolicyOptions } from '../support/cached-site';
import { site } from '../support/site';

const ALL = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

/** All that the server sends for a request of HTTP/1.0, whose connection it closes. */
function http10(url: string, method: string, path: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    connect(Number(port), hostname, function (this: import('node:net').Socket) {
      this.write(`${method} ${path} HTTP/1.0\r\nHost: localhost\r\nAccept-Encoding: gzip, br\r\nContent-Length: 0\r\n\r\n`);
    }).setEncoding('latin1').on('data', (data: string) => (answer += data)).on('error', reject).on('close', () => resolve(answer));
  });
}

describe('redirect-to-https for clients of HTTP/1.0', () => {
  test.each([['GET', 301], ['HEAD', 301], ['POST', 403], ['DELETE', 403]])('%s is %i', async (method, status) => {
    const running = site({ behavior: { ViewerProtocolPolicy: 'redirect-to-https', AllowedMethods: ALL } },
      { viewerProtocol: 'http', listen: { port: 0 } });
    await running.ready;
    const answer = await http10(running.url, method, '/a?x=1');
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    if (status === 301) expect(answer).toMatch(/^location: https:\/\/localhost\/a\?x=1\r$/im);
    else expect(answer).toContain('Bad request.');
  });

  test('nothing is compressed for them', async () => {
    const running = site({
      files: { 'a.js': 'x'.repeat(2_000) },
      behavior: {
        ViewerProtocolPolicy: 'allow-all', Compress: true, CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      },
    }, { listen: { port: 0 } });
    await running.ready;
    expect(await http10(running.url, 'GET', '/a.js')).not.toMatch(/^content-encoding:/im);
  });

  test.each<[string, PolicyOptions]>([
    ['normalizes codings', { compress: true }], ['has Accept-Encoding in its key', { headers: ['Accept-Encoding'] }],
  ])('an origin gets no codings either, where the policy %s', async (_, policy) => {
    const { running, origin } = await cachedSite((__, response) => void response.end('plain'), policy,
      { behavior: { ViewerProtocolPolicy: 'allow-all' } }, { listen: { port: 0 } });
    await running.ready;
    expect(await http10(running.url, 'GET', '/a')).toMatch(/plain$/);
    expect(origin.requests.map(({ headers }) => headers['accept-encoding'])).toEqual([undefined]);
  });
});
