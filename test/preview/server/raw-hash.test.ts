import { connect } from 'node:net';
import { lambdaAt, site } from '../support/site';

/** The status for an exact request target: HTTP clients would not send a `#`. */
function statusOf(url: string, target: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const line = `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    const socket = connect(Number(port), hostname, () => socket.write(line));
    socket.setEncoding('latin1')
      .on('data', (data: string) => { answer += data; })
      .on('end', () => resolve(answer.split('\r\n')[0].slice(9, 12)))
      .on('error', reject);
  });
}

const PASS = 'exports.handler = async (e) => e.Records[0].cf.request;';
const APPEND = 'exports.handler = async (e) => { const { request } = e.Records[0].cf; request.querystring += "&x=1"; return request; };';
const ADD = 'exports.handler = async (e) => { const { request } = e.Records[0].cf; request.querystring = "a=#"; return request; };';

const request = async (event: string, code: string, target: string) => {
  const running = site({ fill: (stack) => lambdaAt(event, stack.lambda('Fn', code)) }, { listen: { port: 0 } });
  await running.ready;
  return [await statusOf(running.url, target), running.exchanges[0].request.querystring];
};

describe.each(['viewer-request', 'origin-request'])('a raw # in the query of a request, on %s', (event) => {
  it.each([['/?a=1#b', 'a=1#b'], ['/?#', '#'], ['/index.html?a=#/x?y=2', 'a=#/x?y=2'], ['/?a=%23#', 'a=%23#']])(
    '%s is accepted from a function that passes it on', async (target, query) => {
      expect(await request(event, PASS, target)).toEqual(['200', query]);
    });

  it('is accepted from a function that appends to the query', async () => {
    expect((await request(event, APPEND, '/?a=1#b'))[0]).toBe('200');
  });

  it('is an error if the function added it', async () => {
    expect((await request(event, ADD, '/?a=1'))[0]).toBe('502');
  });
});

test('fetch() sends no fragment, as the global fetch', async () => {
  const running = site({ files: { 'a b.txt': 'text' } });
  expect((await running.fetch('/a%20b.txt?x=1#top')).status).toBe(200);
  expect(running.exchanges[0]!.viewerRequest).toMatchObject({ uri: '/a%20b.txt', querystring: 'x=1' });
});
