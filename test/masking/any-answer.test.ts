import * as fc from 'fast-check';
import type { MaskPage } from '../../src/core/errors/config';
import { PAGE_MAX_BYTES } from '../../src/core/errors/limits';
import { PLACEHOLDER_MAX_BYTES } from '../../src/core/errors/placeholders';
import type { ActionSource } from '../../src/core/errors/rules';
import { compiled, listed, ranged, redirect, rule } from '../core/errors/support';
import { builtFunction } from '../support/bundles';
import { refusal } from './support/accepts';
import { event } from './support/answers';

const CASES = 100_000;

const respond = (page: MaskPage, status?: number): ActionSource => ({ kind: 'respond', page, status, cacheTtlSec: 10 });
const html: MaskPage = { type: 'text/html; charset=utf-8', parts: ['<p title="', 2, '">', 0, 1, 3] };
const large: MaskPage = {
  type: 'text/html; charset=utf-8',
  parts: ['x'.repeat(PAGE_MAX_BYTES - PLACEHOLDER_MAX_BYTES), 2],
};
const everyError = { codes: [401, 405, 407, 412, 416, 429], ranges: [[400, 599]] as [number, number][], except: [] };
const keepHeaders = ['access-control-allow-origin', 'vary', 'set-cookie', 'www-authenticate', 'allow'];

/** Each action, with all options that add something of the origin or the viewer. */
const actions: Record<string, ActionSource> = {
  'redirect': redirect('/404.html'),
  'redirect with the query': redirect('https://www.example.com/404.html?a#b', { keepQuery: true, status: 307, cacheTtlSec: 0 }),
  'page': respond(html, 404),
  'page with the status of the origin': respond(html),
  'picture': respond({ type: 'image/png', parts: ['iVBORw0KGgo='], binary: true }, 200),
  'status': { kind: 'status', status: 404, keepBody: false, cacheTtlSec: 10 },
  'status with the body of the origin': { kind: 'status', status: 410, keepBody: true, cacheTtlSec: 10 },
  'nothing': { kind: 'pass' },
};

const handlers = Object.values(actions).flatMap((action) => [
  builtFunction([{ part: 'mask-errors', config: compiled([rule(everyError, action)], ['/404.html']) }]),
  builtFunction([{
    part: 'mask-errors',
    config: compiled([
      rule(ranged(400, 499), action, { navigations: 'accept', paths: ['/docs/*', '*.html'] }),
      rule(listed(503), action, { navigations: 'path', originHeaders: [{ name: 'server', is: 'absent' }] }),
    ], ['/404.html'], { keepHeaders, sourceHeader: 'x-error-source' }),
  }]),
]);

it(`for any response of the origin, CloudFront accepts the result: ${CASES} cases`, async () => {
  let masked = 0;
  await fc.assert(fc.asyncProperty(event, fc.nat({ max: handlers.length - 1 }), async (asked, which) => {
    const original = asked.Records[0].cf.response;
    const before = JSON.stringify(asked);
    const result = await handlers[which](asked);
    const why = refusal(asked, result);
    if (why !== undefined) throw new Error(why);
    if (JSON.stringify(asked) !== before) throw new Error('the event was changed');
    if (Number(original.status) < 400 && result !== original) throw new Error('a good answer was touched');
    if (result.status !== original.status) masked += 1;
  }), { numRuns: CASES });
  expect(masked).toBeGreaterThan(CASES / 10); // otherwise nothing was tested
}, 300_000);

it('also with the largest page and the most headers', async () => {
  const handler = builtFunction([
    { part: 'mask-errors', config: compiled([rule(everyError, respond(large))], [], { keepHeaders: ['x-large'] }) },
  ]);
  await fc.assert(fc.asyncProperty(event, async (asked) => {
    asked.Records[0].cf.request.uri = `/${'\uffff'.repeat(4_000)}`;
    asked.Records[0].cf.request.method = 'GET';
    asked.Records[0].cf.response.status = '404';
    asked.Records[0].cf.response.headers = { 'x-large': [{ key: 'X-Large', value: 'x'.repeat(32_768) }] };
    const result = await handler(asked);
    expect(Buffer.byteLength(result.body)).toBeGreaterThan(900_000);
    expect(refusal(asked, result)).toBeUndefined();
  }), { numRuns: 20, endOnFailure: true });
});
