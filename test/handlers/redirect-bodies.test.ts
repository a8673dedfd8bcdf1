import { composeCode, inlineData } from '../../src/attach/slots/code';
import type { BakedStep } from '../../src/attach/slots/contribution';
import type { MaskPage } from '../../src/core/errors/config';
import { pageMaxBytes } from '../../src/core/errors/limits';
import { bodiesConfig } from '../../src/core/redirects/bodies';
import { compileRules } from '../../src/core/redirects/compile';
import { parseRules } from '../../src/core/redirects/parse';
import { builtFunction } from '../support/bundles';
import { edgeEvent, type EventInput } from '../support/events';
import { SignedS3 } from '../support/s3-with-signatures';

const s3 = new SignedS3();
beforeAll(() => s3.start());
afterAll(() => s3.stop());
beforeEach(() => {
  s3.objects.clear();
  s3.log.length = 0;
  s3.fault = undefined;
});

const { program } = compileRules(parseRules(JSON.stringify({
  '/gone': { statusCode: 410 },
  '/old': '/new',
  '/none': { statusCode: 404 },
  '/late': { statusCode: 410, when: { cookie: { seen: true } } },
}), { format: 'json' }).rules);
const embedded: MaskPage = { type: 'text/html; charset=utf-8', parts: ['<h1>', 0, ' ', 1, '</h1><p>', 2, '</p>'] };
const stored: MaskPage = {
  type: 'text/html; charset=utf-8',
  bucket: 'site',
  region: 'eu-west-1',
  key: 'errors/gone.html',
  refreshMs: 60_000,
  timeoutMs: 3_000,
  maxBytes: pageMaxBytes('viewer-request'),
};
const PLAIN = '<!doctype html><title>Gone</title><h1>410 Gone</h1>';
type On = 'viewer-request' | 'origin-request' | 'origin-response';

/** A redirect step with a page for 410, and a mask of all errors behind it. */
function start(page: MaskPage, more: readonly BakedStep[] = []) {
  const lines: any[] = [];
  const config = {
    cacheControl: 'max-age=300',
    bodies: bodiesConfig([{ statuses: [410], page }]),
  };
  const globals = { process: { env: s3.environment }, setTimeout, clearTimeout, URL };
  const run = builtFunction(
    [{ part: 'redirect', config, data: program }, ...more], (line) => lines.push(JSON.parse(line)), globals);
  const send = (input: EventInput, on: On = 'viewer-request') => run(edgeEvent(on, input));
  return { send, lines };
}

describe('an answer of a rule with a page', () => {
  it('has the status and the Cache-Control of the rule, and the type of the page', async () => {
    expect(await start(embedded).send({ uri: '/gone' })).toEqual({
      status: '410',
      statusDescription: 'Gone',
      headers: {
        'cache-control': [{ key: 'Cache-Control', value: 'max-age=300' }],
        'content-type': [{ key: 'Content-Type', value: 'text/html; charset=utf-8' }],
      },
      body: '<h1>410 Gone</h1><p>/gone</p>',
      bodyEncoding: 'text',
    });
  });

  it.each(['POST', 'OPTIONS', 'DELETE'])('has it for %s, too', async (method) => {
    expect((await start(embedded).send({ uri: '/gone', method })).body).toContain('410 Gone');
  });

  it('is not cached by browsers if it depends on the viewer', async () => {
    const input = { uri: '/late', headers: { cookie: 'seen=1' } };
    const { headers, body } = await start(embedded).send(input);
    expect([headers['cache-control'][0].value, body]).toEqual(['no-store', expect.stringContaining('410')]);
    const behind = await start(embedded).send(input, 'origin-request');
    expect(behind.headers['cache-control'][0].value).toBe('max-age=0, s-maxage=300');
  });

  it('has no body for HEAD before the cache; behind it, CloudFront leaves it out', async () => {
    const { send } = start(embedded);
    const head = await send({ uri: '/gone', method: 'HEAD' });
    expect(head).toMatchObject({ body: '', headers: { 'content-type': [{}] } });
    expect(head.bodyEncoding).toBeUndefined();
    expect((await send({ uri: '/gone', method: 'HEAD' }, 'origin-request')).body).toContain('410 Gone');
  });

  it('leaves other answers and requests as they are', async () => {
    const { send } = start(embedded);
    const [redirect, none, passing] = await Promise.all(['/old', '/none', '/x'].map((uri) => send({ uri })));
    expect(redirect).toMatchObject({ status: '301', body: '' });
    expect(redirect.headers['content-type']).toBeUndefined();
    expect(none).toMatchObject({ status: '404', body: '' });
    expect(none.headers['content-type']).toBeUndefined();
    expect(passing).toMatchObject({ uri: '/x' });
  });

  it('is not masked on origin-response, and gets headers like any other', async () => {
    const mask = bodiesConfig([{ statuses: [404, 410], page: { type: 'text/html', parts: ['masked'] } }]);
    const csp = { name: 'x-csp', value: ["img-src 'self'"] };
    const more: BakedStep[] = [
      { part: 'mask-errors', config: mask }, { part: 'headers', config: { headers: [csp] } },
    ];
    const { send } = start(embedded, more);
    const origin = { status: 404, responseHeaders: { 'Set-Cookie': 'a=b', 'Via': '1.1 x', 'Etag': '"1"' } };
    const gone = await send({ uri: '/gone', ...origin }, 'origin-response');
    expect(gone).toMatchObject({ status: '410', body: '<h1>410 Gone</h1><p>/gone</p>' });
    expect(Object.keys(gone.headers).sort()).toEqual(['cache-control', 'content-type', 'via', 'x-csp']);
    expect(await send({ uri: '/x', ...origin }, 'origin-response')).toMatchObject({ status: '404', body: 'masked' });
  });
});

describe('a page in a bucket', () => {
  it('is fetched once, with a signature, and only if a rule needs it', async () => {
    s3.put('site/errors/gone.html', Buffer.from('<h1>Gone, ü 😀</h1>'));
    const { send, lines } = start(stored);
    await send({ uri: '/old' });
    expect(s3.log).toEqual([]);
    const gone = await send({ uri: '/gone' });
    expect(gone).toMatchObject({ status: '410', body: '<h1>Gone, ü 😀</h1>' });
    expect(gone.headers['cache-control'][0].value).toBe('max-age=300');
    await send({ uri: '/gone' });
    expect(s3.log).toEqual(['GET /site/errors/gone.html 200']);
    expect(lines).toEqual([]);
  });

  it.each<[string, () => void, late: boolean]>([
    ['is missing', () => undefined, false],
    ['is larger than the event allows', () => s3.put('site/errors/gone.html', Buffer.alloc(40_000, 'a')), false],
    ['is broken', () => { s3.fault = (response) => response.destroy(); }, false],
    ['answers too late', () => { s3.fault = () => undefined; }, true],
    ['is throttled', () => { s3.fault = (response) => { response.statusCode = 503; response.end(); }; }, false],
  ])('is a plain one with the same status if it %s, with one line in the log', async (_, make, late) => {
    make();
    const { send, lines } = start({ ...stored, timeoutMs: 300 });
    const gone = await send({ uri: '/gone' });
    expect(gone).toMatchObject({ status: '410', statusDescription: 'Gone', body: PLAIN });
    expect(gone.headers['cache-control'][0].value).toBe('no-store');
    expect(await send({ uri: '/none' })).toMatchObject({ status: '404', body: '' });
    // A request that is too late ends later than the answer.
    if (!late) expect(lines.map(({ code }) => code)).toEqual(['EDGE_MASK_PAGE_UNAVAILABLE']);
  });

  it('of 40 KB is sent on origin events', async () => {
    s3.put('site/errors/gone.html', Buffer.alloc(40_000, 'a'));
    const { maxBytes: _, ...unlimited } = stored;
    expect((await start(unlimited).send({ uri: '/gone' }, 'origin-request')).body).toHaveLength(40_000);
  });
});

test('if a page fails, the rule still answers', async () => {
  // Such a page cannot be baked; it stands for a fault of this library.
  const broken = { type: 'text/html', parts: [{ toString: null }] } as unknown as MaskPage;
  const { send, lines } = start(broken);
  const gone = await send({ uri: '/gone' });
  expect(gone).toMatchObject({ status: '410', body: '' });
  expect(lines).toEqual([expect.objectContaining({ code: 'EDGE_STEP_FAILED', step: 'redirect', level: 'ERROR' })]);
});

test('functions without pages have no part of this', () => {
  const plain = { cacheControl: 'max-age=300' };
  const code = composeCode([{ part: 'redirect', config: plain, data: program }], inlineData);
  expect(code).not.toMatch(/redirectBodies|maskErrors/);
  expect(code).toContain('  redirectStep.create({"cacheControl":"max-age=300"}, edgeSlot,');
});
