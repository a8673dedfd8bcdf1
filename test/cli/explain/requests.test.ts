import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { explained, file, json } from './support';
import { page } from '../../core/explain/support/render';

const servers: Server[] = [];
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterAll(() => servers.forEach((server) => { server.closeAllConnections(); server.close(); }));

test('a URL is requested, and its redirects are followed and printed', async () => {
  const seen: string[] = [];
  const blocked = page(403, 'Request blocked.');
  const base = await serve((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    if (request.url === '/from') return void response.writeHead(301, { location: '/page?a=1' }).end();
    response.writeHead(403, blocked.headers).end(blocked.body);
  });
  const { code, error, list } = await json(`${base}/from`);
  expect(seen).toEqual(['GET /from', 'GET /page?a=1']);
  expect(error).toBe(`${base}/from: redirected with 301 to ${base}/page?a=1\n`);
  expect([code, list]).toMatchObject([1, [{ source: 'waf', examples: [`${base}/page?a=1`] }]]);
});

test('the origin is requested with the path of the URL, and rules itself out or confirms itself', async () => {
  const seen: string[] = [];
  const answer = {
    'content-type': 'text/plain',
    'via': '1.1 a.cloudfront.net (CloudFront)',
    'x-cache': 'Error from cloudfront',
  };
  const edge = await serve((_, response) => void response.writeHead(403, answer).end('Go away'));
  const origin = await serve((request, response) => {
    seen.push(request.url!);
    response.writeHead(request.url!.startsWith('/fine') ? 200 : 403, { server: 'mine' }).end('Go away');
  });
  expect((await json(`${edge}/x?y=1`, '--origin', origin)).list[0]).toMatchObject({
    source: 'custom-origin',
    confidence: 'certain',
  });
  const { list: [other] } = await json(`${edge}/fine`, '--origin', origin);
  expect(other.source).toBe('cannot-tell');
  expect(other.candidates.map((one: any) => one.source)).not.toContain('custom-origin');
  await json(`${edge}/x`, '--origin', `${origin}/other`);
  expect(seen).toEqual(['/x?y=1', '/fine', '/other']);
});

test("the origin's answer may be a file", async () => {
  const text = 'HTTP/2 404\ncontent-type: text/plain\nx-cache: Error from cloudfront\n\nNot there\n';
  const {
    list: [verdict],
  } = await json(file(text), '--origin', file('HTTP/1.1 404 Not Found\nserver: x\n\nNot there\n'));
  expect(verdict).toMatchObject({ source: 'custom-origin', confidence: 'certain' });
  expect(verdict.evidence).toContain('origin, requested directly: status 404, server: x');
});

test("the origin's answer is that to the last error of several, and no other's", async () => {
  const one = (url: string) => ({
    status: 403, url, headers: { 'server': 'CloudFront', 'x-cache': 'Error from cloudfront', 'content-type': 'text/plain' }, body: 'no',
  });
  const { list } = await json(file(JSON.stringify([one('https://x/a'), one('https://x/b'), { ...one('https://x/c'), status: 200, headers: {} }])),
    '--origin', file('HTTP/2 403\n\nno'));
  expect(list.map(({ source, examples }) => [source, examples])).toEqual([['cannot-tell', ['https://x/a']], ['custom-origin', ['https://x/b']]]);
});

test('a redirect that never ends is the answer, and a URL that nothing serves is a wrong source', async () => {
  const base = await serve((_, response) => void response.writeHead(302, { location: '/loop' }).end());
  const { code, error } = await explained(base);
  expect([code, error.split('\n').length]).toEqual([0, 11]);
  for (const source of ['http://127.0.0.1:1/', 'http://[']) {
    const wrong = await explained(source);
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.error).toContain('[EDGE_EXPLAIN_INPUT]');
  }
});

test('of a body that never ends, the start is read', async () => {
  const base = await serve((_, response) => {
    response.writeHead(403, { server: 'nginx', via: '1.1 a.cloudfront.net (CloudFront)' });
    const more = () => { if (!response.destroyed) response.write('x'.repeat(16_384), more); };
    more();
  });
  expect((await json(base)).list[0].source).toBe('custom-origin');
});
