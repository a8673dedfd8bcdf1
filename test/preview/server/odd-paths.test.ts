import { connect } from 'node:net';
import { composeCode, inlineData } from '../../../src/attach/slots/code';
import { compileRules } from '../../../src/core/redirects/compile';
import { parseRules } from '../../../src/core/redirects/parse';
import { lambdaAt, site } from '../support/site';

const RULES = JSON.stringify({
  '/old/*': '/new/:splat', '/go/*': '/:splat', '/p/:id': '/q?id=:id', '/s?q=:q': '/search/:q', '/away/*': 'https://to.test/:splat',
});
const data = compileRules(parseRules(RULES, { format: 'json' }).rules).program!;
const CODE = composeCode([{ part: 'redirect', config: { cacheControl: 'no-store' }, data }], inlineData);

/** The Location for an exact request target, in bytes as given: HTTP clients would change them. */
function locationOf(url: string, target: string): Promise<string | undefined> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const lines = `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    const socket = connect(Number(port), hostname, () => socket.write(lines));
    socket.setEncoding('latin1')
      .on('data', (text: string) => { answer += text; })
      .on('end', () => resolve(/^location: (.*)\r$/im.exec(answer)?.[1]))
      .on('error', reject);
  });
}

const QUERIES: [target: string, location: string][] = [
  ['/s?q=%E0%A4%A', '/search/%E0%A4%A'], ['/s?q=//evil.com', '/search/%2F%2Fevil.com'], ['/old/x?y=%E0%A4%A&z=%', '/new/x?y=%E0%A4%A&z=%'],
];

test.each(['viewer-request', 'origin-request'])('what a viewer sent goes out as it came, on %s', async (event) => {
  const running = site({ fill: (stack) => lambdaAt(event, stack.lambda('Fn', CODE)) }, { listen: { port: 0 } });
  await running.ready;
  const cases: [target: string, location: string][] = [
    ['/old/%E0%A4%A', '/new/%E0%A4%A'], ['/old/100%', '/new/100%'], ['/old/%2F%2Fevil.com', '/new/%2F%2Fevil.com'], ['/go/%2F%2Fevil.com', '/%2F%2Fevil.com'],
    ['/go/%5Cevil.com', '/%5Cevil.com'], ['/go/\\evil.com', '/%5Cevil.com'], ['/go//evil.com', '/evil.com'], ['/old/%c3%a9', '/new/%c3%a9'], ['/old/%252F', '/new/%252F'],
    ['/old/%00%0d%0aX:y', '/new/%00%0d%0aX:y'], ['/old/a+b', '/new/a+b'], ['/old/%23%3F', '/new/%23%3F'], ['/old/a/%2e%2e/b', '/new/b'], ['/p/%E0%A4%A', '/q?id=%E0%A4%A'],
    ['/p/a&b', '/q?id=a%26b'], ['/away/%2F%2Fevil.com', 'https://to.test/%2F%2Fevil.com'],
    ['/away/@evil.com', 'https://to.test/@evil.com'],
    // An origin event has no query unless a policy passes it on.
    ...(event === 'viewer-request' ? QUERIES : []),
  ];
  for (const [target, location] of cases) {
    expect([target, await locationOf(running.url, target)]).toEqual([target, location]);
  }
});
