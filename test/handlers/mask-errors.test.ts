import * as fc from 'fast-check';
import type { MaskConfig } from '../../src/core/errors/config';
import { isReadOnly } from '../../src/core/facts/edge-headers';
import { builtFunction } from '../support/bundles';
import { edgeEvent } from '../support/events';

const config: MaskConfig = {
  rules: [{ statuses: { codes: [], ranges: [[400, 599]] }, redirect: { location: '/404.html', status: 302, cacheControl: 'max-age=10' } }],
  methods: ['GET', 'HEAD'],
};
const handler = builtFunction([{ part: 'mask-errors', config }]);

const originHeaders = {
  'Content-Type': 'application/xml',
  'Content-Length': '243',
  'Content-Encoding': 'gzip',
  'Cache-Control': 'max-age=31536000',
  'Set-Cookie': 'session=secret',
  'ETag': '"abc"',
  'Last-Modified': 'Fri, 20 Nov 2026 00:00:00 GMT',
  'Expires': '0',
  'Server': 'AmazonS3',
  'X-Powered-By': 'PHP/5.2',
  'WWW-Authenticate': 'Basic',
  'Transfer-Encoding': 'chunked',
  'Via': '1.1 origin',
};

describe('the built mask-errors step', () => {
  it('redirects an error of the origin to the page', async () => {
    const response = await handler(edgeEvent('origin-response', { uri: '/missing', status: 403, responseHeaders: originHeaders }));
    expect(response).toEqual({
      status: '302',
      statusDescription: 'Found',
      headers: {
        'transfer-encoding': [{ key: 'Transfer-Encoding', value: 'chunked' }],
        'via': [{ key: 'Via', value: '1.1 origin' }],
        'location': [{ key: 'Location', value: '/404.html' }],
        'cache-control': [{ key: 'Cache-Control', value: 'max-age=10' }],
      },
      body: '',
    });
  });

  it.each([
    ['a good answer', { status: 200 }],
    ['a redirect of the origin', { status: 301 }],
    ['an answer that has not changed', { status: 304 }],
    ['a login challenge', { status: 401 }],
    ['an error to POST', { status: 403, method: 'POST' }],
    ['a refused preflight', { status: 403, method: 'OPTIONS' }],
    ['the page itself', { status: 404, uri: '/404.html' }],
  ])('returns %s untouched', async (_, input) => {
    const event = edgeEvent('origin-response', { ...input, responseHeaders: originHeaders });
    const before = JSON.stringify(event);
    expect(await handler(event)).toBe(event.Records[0].cf.response);
    expect(JSON.stringify(event)).toBe(before);
  });

  it('returns something that CloudFront accepts, whatever the origin sent', async () => {
    const name = fc.constantFrom('set-cookie', 'via', 'transfer-encoding', 'x-anything', 'content-length', 'server', 'location');
    const headers = fc.dictionary(name, fc.array(fc.record({ key: fc.string(), value: fc.string() }), { maxLength: 3 }));
    await fc.assert(fc.asyncProperty(fc.integer({ min: 400, max: 599 }), headers, async (status, originals) => {
      const event = edgeEvent('origin-response', { status, uri: '/x' });
      event.Records[0].cf.response.headers = originals;
      const response = await handler(event);
      expect(Number(response.status)).toBeGreaterThanOrEqual(200);
      const names = new Set([...Object.keys(response.headers), ...Object.keys(originals)]);
      for (const n of [...names].filter((h) => isReadOnly('origin-response', h))) {
        expect(response.headers[n]).toEqual(originals[n]);
      }
    }), { numRuns: 2_000 });
  });
});
