import { compileRules } from '../../src/core/redirects/compile';
import { parseRules } from '../../src/core/redirects/parse';
import type { RedirectConfig } from '../../src/core/redirects/step-config';
import { compiled as masking, listed, redirect, rule } from '../core/errors/support';
import { builtFunction } from '../support/bundles';
import { edgeEvent } from '../support/events';
import { functionStep, loaded } from '../support/redirect-function';

const NOW = Date.UTC(2035, 0, 1);
const at = (seconds: number): string => new Date(NOW + 1000 * seconds).toISOString();

const rules = parseRules(JSON.stringify([
  { from: '/plain', to: '/x' },
  { from: '/short', to: '/x', cacheTtl: 60 },
  { from: '/long', to: '/x', cacheTtl: 86_400 },
  { from: '/never', to: '/x', cacheTtl: 0 },
  { from: '/gone', statusCode: 410, cacheTtl: 5 },
  { from: '/ends', to: '/x', end: at(60), cacheTtl: 86_400 },
  { from: '/ends-late', to: '/x', end: at(9_000), cacheTtl: 7 },
  { from: '/ends-soon', to: '/x', end: at(1) },
  { from: '/begins', to: '/x' },
  { from: '/begins', to: '/y', start: at(60) },
  { from: '/begun', to: '/x', start: at(-60) },
  { from: '/over', to: '/x' },
  { from: '/over', to: '/y', end: at(-60) },
  { from: '/viewers/*', to: '/y', start: at(30), when: { cookie: { a: true } } },
  { from: '/viewers/*', to: '/x', cacheTtl: 60 },
  { from: '/down', statusCode: 503 },
  { from: '/down/until', statusCode: 503, end: at(60) },
  { from: '/down/for', statusCode: 503, retryAfter: 120, cacheTtl: 30 },
  { from: '/down/kept', statusCode: 503, cacheTtl: 300, end: at(60) },
  { from: '/left', to: null },
  { from: '/left/*', to: '/x' },
]), { format: 'json' }).rules;
const list = compileRules(rules);

class Clock extends Date {
  static now(): number { return NOW; }
}

const config: RedirectConfig = { cacheControl: 'max-age=300' };
const onLambda = builtFunction([{ part: 'redirect', config, data: list.program }], undefined, { Date: Clock });
const inFunction = loaded([functionStep(list as Required<typeof list>)]);

const END = 'Mon, 01 Jan 2035 00:01:00 GMT';
const ANSWERS: [path: string, cacheControl: string, retryAfter?: string][] = [
  ['/plain', 'max-age=300'],
  ['/short', 'max-age=60'],
  ['/long', 'max-age=86400'],
  ['/never', 'no-store'],
  ['/gone', 'max-age=5'],
  ['/ends', 'max-age=60'],
  ['/ends-late', 'max-age=7'],
  ['/ends-soon', 'max-age=1'],
  ['/begins', 'max-age=60'],
  ['/begun', 'max-age=300'],
  ['/over', 'max-age=300'],
  ['/down', 'no-store'],
  ['/down/until', 'no-store', END],
  ['/down/for', 'max-age=30', '120'],
  ['/down/kept', 'max-age=60', END],
];

describe.each(ANSWERS)('%s is sent with %s', (uri, cacheControl, retryAfter) => {
  it.each(['viewer-request', 'origin-request'] as const)('on %s', async (event) => {
    const { headers } = await onLambda(edgeEvent(event, { uri }));
    expect(headers['cache-control']).toEqual([{ key: 'Cache-Control', value: cacheControl }]);
    expect(headers['retry-after']).toEqual(retryAfter && [{ key: 'Retry-After', value: retryAfter }]);
  });

  it('by a CloudFront Function', () => {
    expect(inFunction({ path: uri, query: '', now: NOW, headers: {} })).toMatchObject({ cacheControl, retryAfter });
  });
});

it('depends on the viewer: only CloudFront may keep it, until the date and for its own time', async () => {
  const ask = async (event: 'viewer-request' | 'origin-request') => (
    await onLambda(edgeEvent(event, { uri: '/viewers/a', headers: { Cookie: 'a=1' } }))).headers['cache-control'][0].value as string;
  expect(await ask('origin-request')).toBe('max-age=0, s-maxage=30');
  expect(inFunction({ path: '/viewers/a', query: '', now: NOW, headers: { cookie: 'a=1' } }).cacheControl)
    .toBe(await ask('viewer-request'));
});

it('is left to the site, the request being as it was', async () => {
  const event = edgeEvent('viewer-request', { uri: '/left', querystring: 'a=b' });
  expect(await onLambda(event)).toBe(event.Records[0].cf.request);
  expect(inFunction({ path: '/left', query: 'a=b', now: NOW, headers: {} })).toEqual({ uri: '/left', query: 'a=b' });
  expect(await onLambda(edgeEvent('viewer-request', { uri: '/left/a' }))).toMatchObject({ status: '301' });
});

it('is not masked on origin-response', async () => {
  const masks = masking([rule(listed(503), redirect('/503.html'))], ['/503.html']);
  const handler = builtFunction([
    { part: 'redirect', config, data: list.program }, { part: 'mask-errors', config: masks },
  ], undefined, { Date: Clock });
  expect(await handler(edgeEvent('origin-response', { uri: '/down/until', status: 404 }))).toMatchObject({
    status: '503', statusDescription: 'Service Unavailable', headers: { 'retry-after': [{ value: END }] },
  });
  expect(await handler(edgeEvent('origin-response', { uri: '/other', status: 503 }))).toMatchObject({ status: '302' });
});

describe('a masked error behind rules that let the request pass', () => {
  const passing = compileRules(parseRules(JSON.stringify([
    { from: '/soon', to: '/x', start: at(60) },
    { from: '/some', to: '/x', when: { cookie: { plan: 'pro' } } },
    { from: '/both', to: '/x', start: at(60), when: { cookie: { plan: 'pro' } } },
    { from: '/plain', to: '/x', cacheTtl: 7 },
  ]), { format: 'json' }).rules);
  const masks = masking([rule(listed(404), { ...redirect('/404.html'), cacheTtlSec: 3600 } as ReturnType<typeof redirect>)], ['/404.html']);
  const handler = builtFunction([
    { part: 'redirect', config, data: passing.program }, { part: 'mask-errors', config: masks },
  ], undefined, { Date: Clock });

  it.each([
    ['/soon', 'max-age=60'],
    ['/some', 'max-age=0, s-maxage=3600'],
    ['/both', 'max-age=0, s-maxage=60', 'plan=pro'],
    ['/other', 'max-age=3600'],
  ])('%s has %s', async (uri, value, Cookie = '') => {
    const { headers } = await handler(edgeEvent('origin-response', { uri, status: 404, headers: { Cookie } }));
    expect(headers['cache-control']).toEqual([{ key: 'Cache-Control', value }]);
    expect(headers.location[0].value).toBe('/404.html');
  });

  it('a page of the site stays as it is', async () => {
    const event = edgeEvent('origin-response', { uri: '/soon', status: 200 });
    expect(await handler(event)).toBe(event.Records[0].cf.response);
  });
});
