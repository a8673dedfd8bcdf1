import { PreviewError } from '../../../src/preview/errors';
import { site, type Running } from '../support/site';

const statusOf = async (running: Running, path: string, init?: RequestInit) => (await running.fetch(path, init)).status;

describe('blocks', () => {
  test('of AWS WAF can have a custom response, which no error page replaces', async () => {
    const running = site(
      { config: { CustomErrorResponses: [{ ErrorCode: 403, ResponsePagePath: '/404.html', ResponseCode: 404 }] } },
      { blocks: ['waf:/plain', 'waf:/own=403:Go: away=now', 'waf:/slow=429'] },
    );
    const own = await running.fetch('/own');
    expect([own.status, await own.text(), own.headers.get('content-type'), own.headers.get('server')])
      .toEqual([403, 'Go: away=now', 'text/plain', 'CloudFront']);
    const slow = await running.fetch('/slow');
    expect([slow.status, await slow.text(), slow.headers.get('x-cache')]).toEqual([429, '', 'Error from cloudfront']);
    const plain = await running.fetch('/plain');
    expect([plain.status, await plain.text()]).toEqual([404, '<h1>lost</h1>']);
  });

  test.each([
    ['signed-url:/p/*', 'MissingKey', 'Missing Key-Pair-Id query parameter or cookie value'],
    ['signed-url:/p/*=InvalidKey', 'InvalidKey', 'Unknown Key'],
    ['signed-url:/p/*=AccessDenied', 'AccessDenied', 'Access denied'],
  ])('%s answers with the XML of CloudFront', async (block, code, message) => {
    const response = await site({}, { blocks: [block] }).fetch('/p/x');
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      403, 'text/xml', `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    ]);
  });

  test.each([
    ['25%', [0, 0, 0, 1, 0, 0, 0, 1]], ['50%', [0, 1, 0, 1, 0, 1, 0, 1]], ['100%', [1, 1, 1, 1, 1, 1, 1, 1]],
    ['33.333%', [0, 0, 0, 1, 0, 0, 1, 0]], ['0.001%', [0, 0, 0, 0, 0, 0, 0, 0]],
  ])('of %s of the requests are spread evenly', async (share, expected) => {
    const running = site({}, { blocks: [`waf:/a@b@${share}`] });
    const blocked: number[] = [];
    for (const _ of expected) blocked.push(await running.fetch('/a@b').then(async (r) => Number((await r.text()).includes('Request blocked.'))));
    expect(blocked).toEqual(expected);
  });

  test('with patterns that overlap: the first one that applies to the request', async () => {
    const running = site({}, { blocks: ['waf:/a*=429@50%', 'waf:/a*=410'] });
    expect([await statusOf(running, '/a'), await statusOf(running, '/a'), await statusOf(running, '/ab')]).toEqual([410, 429, 410]);
    expect(await statusOf(running, '/', { method: 'HEAD' })).toBe(200);
  });

  test.each([
    ['waf', 'expected one such as waf:<path pattern>'], ['waf:', 'expected one such as'], ['WAF:/x', 'expected one such as'],
    ['waf:/x{1}', 'expected a path pattern such as /wp-admin/* after waf:'], [`waf:/${'x'.repeat(255)}`, 'a path pattern'],
    ['waf:/x=abc', 'a custom response such as'], ['waf:/x=600', 'a custom response'], ['waf:/x=', 'a custom response'],
    ['geo:/x=403', 'no = after a block of the kind geo'], ['signed-url:/x=Wrong', 'one of MissingKey, InvalidKey'],
    ['signed-url:/x=constructor', 'one of MissingKey'], ['waf:/x@0%', 'a share'], ['waf:/x@101%', 'a share'], ['waf:/x@%', 'a share'],
  ])('%s is not valid', (block, message) => {
    expect(() => site({}, { blocks: [block] })).toThrow(PreviewError);
    expect(() => site({}, { blocks: [block] })).toThrow(message);
    expect(() => site({}, { blocks: [block] })).toThrow('EDGE_PREVIEW_BLOCK');
  });
});
