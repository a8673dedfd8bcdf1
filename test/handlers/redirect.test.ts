import { compileRules } from '../../src/core/redirects/compile';
import { parseRules } from '../../src/core/redirects/parse';
import type { RedirectConfig } from '../../src/core/redirects/step-config';
import { checkedRequest } from '../../src/core/results/request';
import { builtFunction } from '../support/bundles';
import { edgeEvent } from '../support/events';

const file = JSON.stringify({
  '/jobs': { to: '/careers', statusCode: 301 },
  '/campaign': '/landing?source=poster',
  '/docs/*': 'https://docs.example.com/:splat',
  '/lookup/*': '/index.html',
  '/lookup': { to: '/other.html', statusCode: 302, when: { header: { referer: { contains: 'index.html' } } } },
  '/removed': { statusCode: 410 },
  '/twice/*': '/x/:splat/:splat',
  '/both/*': { to: '/y/:splat/:splat', statusCode: 200 },
  '/app/*': { to: '/index.html', statusCode: 200 },
  '/moved-only-if-missing': { to: '/found', when: { originStatus: 404 } },
});
const data = compileRules(parseRules(file, { format: 'json' }).rules).program!;
const config: RedirectConfig = { cacheControl: 'max-age=300' };
const handler = builtFunction([{ part: 'redirect', config, data }]);

describe('the built redirect step on viewer-request', () => {
  it('responds with a redirect', async () => {
    expect(await handler(edgeEvent('viewer-request', { uri: '/jobs/' }))).toEqual({
      status: '301',
      statusDescription: 'Moved Permanently',
      headers: {
        'location': [{ key: 'Location', value: '/careers' }],
        'cache-control': [{ key: 'Cache-Control', value: 'max-age=300' }],
      },
      body: '',
    });
  });

  it.each([
    ['/jobs', 'utm=1&utm=2', '/careers?utm=1&utm=2'],
    ['/campaign', 'utm=1&source=mine', '/landing?source=poster&utm=1'],
    ['/docs/a/b', '', 'https://docs.example.com/a/b'],
    ['/docs', 'x=1', 'https://docs.example.com/?x=1'],
  ])('redirects %s?%s to %s', async (uri, querystring, location) => {
    const response = await handler(edgeEvent('viewer-request', { uri, querystring }));
    expect(response.headers.location[0].value).toBe(location);
  });

  it('decides by the Referer', async () => {
    const input = { uri: '/lookup', querystring: 'username=octocat' };
    const from = (referer: string) => handler(edgeEvent('viewer-request', { ...input, headers: { Referer: referer } }));
    expect(await from('https://www.example.com/index.html')).toMatchObject({
      status: '302',
      headers: { location: [{ value: '/other.html?username=octocat' }] },
    });
    expect(await from('https://www.example.com/pricing.html')).toMatchObject({
      headers: { location: [{ value: '/index.html?username=octocat' }] },
    });
    expect(await handler(edgeEvent('viewer-request', input))).toMatchObject({
      headers: { location: [{ value: '/index.html?username=octocat' }] },
    });
  });

  it('is not cached by browsers if it depends on more than the URL, and neither is the fallback', async () => {
    const cacheControl = async (uri: string, referer = '') =>
      (await handler(edgeEvent('viewer-request', { uri, headers: { Referer: referer } }))).headers['cache-control'][0]
        .value;
    expect(await cacheControl('/lookup', 'https://www.example.com/index.html')).toBe('no-store');
    expect(await cacheControl('/lookup', 'https://www.example.com/pricing.html')).toBe('no-store');
    expect(await cacheControl('/lookup/other')).toBe('max-age=300');
    expect(await cacheControl('/jobs')).toBe('max-age=300');
  });

  it('responds with 410, without a location', async () => {
    const response = await handler(edgeEvent('viewer-request', { uri: '/removed' }));
    expect(response).toMatchObject({ status: '410', statusDescription: 'Gone', body: '' });
    expect(response.headers).not.toHaveProperty('location');
  });

  it('rewrites the request', async () => {
    const event = edgeEvent('viewer-request', { uri: '/app/settings', querystring: 'tab=2' });
    expect(await handler(event)).toEqual({ ...event.Records[0].cf.request, uri: '/index.html', querystring: 'tab=2' });
  });

  it('does not change other requests', async () => {
    const event = edgeEvent('viewer-request', { uri: '/careers' });
    expect(await handler(event)).toBe(event.Records[0].cf.request);
  });
});

describe('the built redirect step on origin-response', () => {
  it('replaces the origin\'s response, except for read-only headers', async () => {
    const event = edgeEvent('origin-response', {
      uri: '/jobs',
      status: 404,
      responseHeaders: { 'Via': '1.1 x', 'Transfer-Encoding': 'chunked', 'ETag': '"1"', 'Set-Cookie': 'a=b' },
    });
    const { status, headers } = await handler(event);
    expect(status).toBe('301');
    expect(Object.keys(headers).sort()).toEqual(['cache-control', 'location', 'transfer-encoding', 'via']);
  });

  it('knows the origin\'s status', async () => {
    const ask = (status: number) => handler(edgeEvent('origin-response', { uri: '/moved-only-if-missing', status }));
    expect(await ask(404)).toMatchObject({ status: '301' });
    expect(await ask(200)).toMatchObject({ status: '200' });
  });
});

describe('a URL that is too long for CloudFront', () => {
  const lines: string[] = [];
  const logging = builtFunction([{ part: 'redirect', config, data }], (line) => lines.push(line));

  it.each(['/twice/', '/both/'])('causes no redirect for %s; the request passes and a line is logged', async (folder) => {
    const fits = edgeEvent('viewer-request', { uri: folder + 'a'.repeat(4000), querystring: 'q=1' });
    expect(await logging(fits)).not.toBe(fits.Records[0].cf.request);
    expect(lines.splice(0)).toEqual([]);
    const event = edgeEvent('viewer-request', { uri: folder + 'a'.repeat(4094), querystring: 'q=1' });
    expect(await logging(event)).toBe(event.Records[0].cf.request);
    expect(lines.splice(0).map((line) => JSON.parse(line))).toMatchObject([
      { step: 'redirect', message: 'RangeError: the new URL is too long' },
    ]);
  });
});

describe('damaged rules', () => {
  it('pass every request on and are logged', async () => {
    const lines: string[] = [];
    const broken = builtFunction([{ part: 'redirect', config, data: data.slice(0, -4) }], (line) => lines.push(line));
    const event = edgeEvent('viewer-request', { uri: '/jobs' });
    expect(await broken(event)).toBe(event.Records[0].cf.request);
    expect(JSON.parse(lines[0])).toMatchObject({ code: 'EDGE_STEP_FAILED', step: 'redirect' });
  });
});

describe('a rule with status 200 for another host, on origin-request', () => {
  const rules = JSON.stringify({
    '/api/*': { to: 'https://api.example.com/v1/:splat', statusCode: 200 },
    '/shop/:id': { to: 'http://shop.example.com:8080/items?id=:id', statusCode: 200 },
    '/': { to: 'https://home.example.com', statusCode: 200 },
    '/v1/users': '/people',
  });
  const program = compileRules(parseRules(rules, { format: 'json' }).rules).program!;
  const step = { part: 'redirect', config: { ...config, rootObject: 'index.html' }, data: program } as const;
  const proxy = builtFunction([step]);
  const twice = builtFunction([step, step]);
  const custom = {
    customHeaders: { 'x-secret': [{ key: 'X-Secret', value: 'of the origin' }] },
    domainName: 'bucket.example.com',
    keepaliveTimeout: 5,
    path: '/site',
    port: 443,
    protocol: 'https',
    readTimeout: 30,
    sslProtocols: ['TLSv1.2'],
  };
  const event = (uri: string, querystring = '') => edgeEvent('origin-request', {
    uri, querystring, headers: { Host: 'bucket.example.com', Accept: 'text/html', Cookie: 'a=b' }, origin: { custom },
  });

  it('changes origin, Host, path and query, and keeps the other headers', async () => {
    const result = await proxy(event('/api/users/7', 'x=1'));
    expect(result).toMatchObject({
      method: 'GET',
      uri: '/v1/users/7',
      querystring: 'x=1',
      headers: {
        host: [{ value: 'api.example.com' }],
        accept: [{ value: 'text/html' }],
        cookie: [{ value: 'a=b' }],
      },
    });
    expect(result.origin).toEqual({
      custom: {
        customHeaders: {},
        domainName: 'api.example.com',
        keepaliveTimeout: 5,
        path: '',
        port: 443,
        protocol: 'https',
        readTimeout: 30,
        sslProtocols: ['TLSv1.2'],
      },
    });
    expect(() => checkedRequest('origin-request', event('/api/users/7').Records[0].cf.request, result)).not.toThrow();
  });

  it('takes protocol and port from the URL', async () => {
    expect(await proxy(event('/shop/a%26b', 'id=2&x=1'))).toMatchObject({
      uri: '/items',
      querystring: 'id=a%26b&x=1',
      headers: { host: [{ value: 'shop.example.com:8080' }] },
      origin: { custom: { domainName: 'shop.example.com', port: 8080, protocol: 'http' } },
    });
  });

  it('sends the home page to the root of the other host, not to the default root object', async () => {
    expect(await proxy(event('/index.html'))).toMatchObject({
      uri: '/', origin: { custom: { domainName: 'home.example.com' } },
    });
  });

  it('is not redirected by another list, whose paths are those of this site', async () => {
    expect(await twice(event('/api/users'))).toMatchObject({ uri: '/v1/users', origin: { custom: { domainName: 'api.example.com' } } });
    expect(await twice(event('/v1/users'))).toMatchObject({ status: '301' });
  });

  it('leaves the origin of every other request as it is', async () => {
    expect(await proxy(event('/other'))).toMatchObject({ uri: '/other', origin: { custom } });
  });
});
