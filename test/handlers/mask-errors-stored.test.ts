import { PAGE_MAX_BYTES } from '../../src/core/errors/limits';
import type { RuleSource } from '../../src/core/errors/rules';
import { compiled, listed, ranged, redirect, rule } from '../core/errors/support';
import { missing, object, raw, reset, S3Server, silent, slow, status, truncated } from '../masking/support/s3-server';
import { builtFunction } from '../support/bundles';
import { edgeEvent } from '../support/events';

const stored = {
  type: 'text/html; charset=utf-8',
  bucket: 'pages',
  region: 'eu-west-1',
  key: 'errors/404 (ü).html',
  refreshMs: 60_000,
  timeoutMs: 3_000,
};
/** For an S3 that is slower than the timeout. In all other tests the timeout is far above what a busy machine takes. */
const impatient = { ...stored, timeoutMs: 100 };
const s3 = new S3Server();
beforeAll(() => s3.start());
afterAll(() => s3.stop());
beforeEach(() => { s3.requests.length = 0; });

/** A new environment of the function, with a clock that the test can advance. */
function start(
  statusCode: number | undefined = 404,
  page: object = stored,
  environment: Record<string, string | undefined> = s3.environment,
) {
  const lines: any[] = [];
  let offset = 0;
  class Clock extends Date {
    static override now() {
      return Date.now() + offset;
    }
  }
  const rules: RuleSource[] = [
    rule(ranged(400, 499), { kind: 'respond', page: page as typeof stored, status: statusCode, cacheTtlSec: 10 }),
    rule(listed(503), redirect('/sorry.html')),
  ];
  const globals = { process: { env: environment }, setTimeout, clearTimeout, URL, TextDecoder, Date: Clock };
  const handler = builtFunction(
    [{ part: 'mask-errors-stored', config: compiled(rules) }],
    (line) => lines.push(JSON.parse(line)),
    globals,
  );
  const responseHeaders = { 'Server': 'AmazonS3', 'Content-Type': 'application/xml' };
  const ask = (code = 403) => handler(edgeEvent('origin-response', { uri: '/x', status: code, responseHeaders }));
  return {
    ask,
    lines,
    wait: (ms: number) => {
      offset += ms;
    },
  };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 60));
const plain = (code: number, reason: string) => ({
  status: String(code),
  headers: { 'content-type': [{ value: 'text/html; charset=utf-8' }], 'cache-control': [{ value: 'no-store' }] },
  body: `<!doctype html><title>${reason}</title><h1>${code} ${reason}</h1>`,
});

describe('a page in S3', () => {
  it('is fetched with a signed request, and becomes the response', async () => {
    s3.answer = object('<h1>Gone {path}</h1>');
    expect(await start().ask()).toEqual({
      status: '404',
      statusDescription: 'Not Found',
      headers: {
        'content-type': [{ key: 'Content-Type', value: 'text/html; charset=utf-8' }],
        'cache-control': [{ key: 'Cache-Control', value: 'max-age=10' }],
      },
      body: '<h1>Gone {path}</h1>',
      bodyEncoding: 'text',
    });
    expect(s3.requests.map((r) => `${r.method} ${r.url}`)).toEqual(['GET /pages/errors/404%20%28%C3%BC%29.html']);
    expect(s3.requests[0].headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/s3\/aws4_request,/,
    );
  });

  it('is fetched once while it is fresh, and not for other rules or successful responses', async () => {
    s3.answer = object('<h1>Gone</h1>');
    const { ask } = start();
    await Promise.all([ask(), ask(), ask()]);
    await ask();
    expect(await ask(503)).toMatchObject({ status: '302' });
    expect(await ask(200)).toMatchObject({ status: '200' });
    expect(s3.requests).toHaveLength(1);
  });

  it('is served while it is checked for changes', async () => {
    s3.answer = object('<h1>Old</h1>');
    const { ask, wait } = start();
    await ask();
    s3.answer = slow(30, object('<h1>New</h1>'));
    wait(61_000);
    expect((await ask()).body).toBe('<h1>Old</h1>');
    await settle();
    expect((await ask()).body).toBe('<h1>New</h1>');
    expect(s3.requests).toHaveLength(2);
  });

  it('is not transferred again if it has not changed', async () => {
    s3.answer = object('<h1>Same</h1>');
    const { ask, wait, lines } = start();
    await ask();
    wait(61_000);
    await ask();
    await settle();
    expect(s3.requests[1].headers['if-none-match']).toBe('"13-3c68313e53616d65"');
    wait(30_000);
    expect((await ask()).body).toBe('<h1>Same</h1>');
    expect(s3.requests).toHaveLength(2); // the answer 304 made it fresh
    expect(lines).toEqual([]);
  });

  it('is awaited if the copy is very old', async () => {
    s3.answer = object('<h1>Old</h1>');
    const { ask, wait } = start();
    await ask();
    s3.answer = object('<h1>New</h1>');
    wait(601_000);
    expect((await ask()).body).toBe('<h1>New</h1>');
  });

  it('can be an image', async () => {
    s3.answer = object(Buffer.from([0x89, 0xff]), { 'content-type': 'image/png' });
    expect(await start(404, { ...stored, type: 'image/png', binary: true }).ask()).toMatchObject({
      body: 'if8=',
      bodyEncoding: 'base64',
    });
  });
});

const faults: [string, typeof s3.answer, string | RegExp][] = [
  ['denied', missing, 'S3 answered 403'],
  ['missing', status(404), 'S3 answered 404'],
  ['a redirect to another Region', status(301), 'S3 answered 301'],
  ['down', status(503), 'S3 answered 503'],
  ['broken', status(500), 'S3 answered 500'],
  ['said to be unchanged when nobody asked', (response) => response.writeHead(304).end(), 'S3 answered 304'],
  ['reset', reset, /ECONNRESET|socket hang up/],
  ['cut off', truncated, /aborted/],
  ['10 MB', object('x'.repeat(10 * 1024 * 1024)), /larger than \d+ bytes/],
  ['a byte too large', object('x'.repeat(PAGE_MAX_BYTES + 1)), `the object is larger than ${PAGE_MAX_BYTES} bytes`],
  ['a picture', object('x', { 'content-type': 'image/png' }), 'the object is image/png, not text/html; charset=utf-8'],
  ['compressed', object('x', { 'content-encoding': 'gzip' }), 'the object is encoded: gzip'],
  ['not UTF-8', object(Buffer.from([0xff, 0xfe])), /encoded data was not valid/],
  ['empty', object(''), 'the object is empty'],
  ['blank', object('\ufeff \r\n'), 'the object is empty'],
  ['empty, and says nothing of it', (response) => response.writeHead(200).end(), 'the object is empty'],
  ['cut off by a success without content', (response) => response.writeHead(204).end(), 'S3 answered 204'],
  ['cut short', (response) => response.writeHead(206).end('<h1>'), 'S3 answered 206'],
  ['another protocol', raw('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'), 'S3 answered 101'],
  ['another protocol, which has no name', raw('HTTP/1.1 101 Switching Protocols\r\n\r\n'), 'S3 answered 101'],
  ['still to come', raw('HTTP/1.1 102 Processing\r\n\r\n'), 'S3 answered 102'],
  ['only hinted at', raw('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'), 'S3 answered 103'],
  ['a status of the first hundred', raw('HTTP/1.1 199 Odd\r\nContent-Length: 0\r\n\r\n'), 'S3 answered 199'],
  ['promised', raw('HTTP/1.1 100 Continue\r\n\r\n'), 'S3 answered 100'],
  ['closed without a word', (response) => response.socket!.destroy(), /hang up|ECONNRESET|closed/],
];

describe('a page that is', () => {
  it.each(faults)('%s is replaced by a plain one, and logged once', async (_, answer, message) => {
    s3.answer = answer;
    const { ask, lines } = start();
    expect(await ask()).toMatchObject(plain(404, 'Not Found'));
    expect(await ask()).toMatchObject(plain(404, 'Not Found'));
    const expected = typeof message === 'string' ? message : expect.stringMatching(message);
    expect(lines).toEqual([{ level: 'ERROR', code: 'EDGE_MASK_PAGE_UNAVAILABLE', key: stored.key, message: expected }]);
  });

  it('an empty image is replaced, too', async () => {
    s3.answer = object('', { 'content-type': 'image/png' });
    const { ask, lines } = start(404, { ...stored, type: 'image/png', binary: true });
    expect(await ask()).toMatchObject(plain(404, 'Not Found'));
    expect(lines).toMatchObject([{ message: 'the object is empty' }]);
  });

  it('answered with an upgrade (101) is requested again', async () => {
    s3.answer = raw('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
    const { ask, wait } = start();
    await ask();
    s3.answer = object('<h1>Back</h1>');
    wait(5_001);
    expect((await ask()).body).toBe('<h1>Back</h1>');
  });

  it.each(faults)('%s is replaced by the last good copy', async (_, answer) => {
    s3.answer = object('<h1>Good</h1>');
    const { ask, wait } = start();
    await ask();
    s3.answer = answer;
    for (const ms of [61_000, 601_000, 86_400_000]) {
      wait(ms);
      expect(await ask()).toMatchObject({ status: '404', body: '<h1>Good</h1>' });
    }
  });

  it('slow is not awaited longer than the timeout, and available for the next request', async () => {
    s3.answer = slow(600, object('<h1>Late</h1>'));
    const { ask, lines } = start(404, impatient);
    expect(await ask()).toMatchObject(plain(404, 'Not Found')); // or it would be the page
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect((await ask()).body).toBe('<h1>Late</h1>');
    expect(lines).toEqual([]);
  });

  it('never answered times out', async () => {
    s3.answer = silent;
    const { ask, lines } = start(404, impatient);
    await ask();
    await ask();
    expect(s3.requests).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 3_100));
    expect(lines).toMatchObject([{ message: 'S3 did not answer within 3000 ms' }]);
  });

  it('failing is requested again after a pause', async () => {
    s3.answer = missing;
    const { ask, wait } = start();
    await ask();
    s3.answer = object('<h1>Back</h1>');
    expect(await ask()).toMatchObject(plain(404, 'Not Found'));
    wait(5_001);
    expect((await ask()).body).toBe('<h1>Back</h1>');
  });

  it('failing never becomes an empty success', async () => {
    s3.answer = missing;
    expect(await start(200).ask()).toMatchObject(plain(503, 'Service Unavailable'));
  });

  it('failing keeps the origin\'s status where the page would have had it', async () => {
    s3.answer = missing;
    const without = builtFunction(
      [
        {
          part: 'mask-errors-stored',
          config: compiled([rule(ranged(400, 499), { kind: 'respond', page: stored, cacheTtlSec: 10 })]),
        },
      ],
      undefined,
      { process: { env: s3.environment }, setTimeout, clearTimeout, URL, TextDecoder },
    );
    expect(await without(edgeEvent('origin-response', { status: 410 }))).toMatchObject(plain(410, 'Gone'));
  });
});

it('a page is fetched again on a new connection if the kept one is dead', async () => {
  s3.answer = object('<h1>One</h1>');
  const { ask, wait, lines } = start();
  await ask();
  let connections = 0;
  s3.answer = (response, request) =>
    ++connections === 1 ? reset(response, request) : object('<h1>Two</h1>')(response, request);
  wait(601_000);
  expect((await ask()).body).toBe('<h1>Two</h1>');
  expect(connections).toBe(2);
  expect(lines).toEqual([]);
});

it('the URL of an object has the bucket as host, or in the path if its name has dots', async () => {
  const asked: string[] = [];
  const requireSpy = (name: string) => {
    const real = jest.requireActual(name);
    return name === 'node:https'
      ? {
        ...real,
        get: (url: URL) => {
          asked.push(url.href);
          throw new Error('no network');
        },
      }
      : real;
  };
  for (const bucket of ['pages', 'www.example.com']) {
    const config = compiled([rule(listed(404), { kind: 'respond', page: { ...stored, bucket }, cacheTtlSec: 10 })]);
    const { AWS_ENDPOINT_URL_S3: _, ...environment } = s3.environment;
    const globals = { process: { env: environment }, setTimeout, clearTimeout, URL, TextDecoder, require: requireSpy };
    await builtFunction(
      [{ part: 'mask-errors-stored', config }],
      undefined,
      globals,
    )(edgeEvent('origin-response', { status: 404 }));
  }
  expect(asked).toEqual([
    'https://pages.s3.eu-west-1.amazonaws.com/errors/404%20%28%C3%BC%29.html',
    'https://s3.eu-west-1.amazonaws.com/www.example.com/errors/404%20%28%C3%BC%29.html',
  ]);
});
