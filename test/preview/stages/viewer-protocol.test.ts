import type { PreviewOptions } from '../../../src/preview/options';
import { originServer } from '../support/origin-server';
import { rawResponse } from '../support/raw-request';
import { CACHING_DISABLED, customOrigin, lambdaAt, site, type SiteOptions } from '../support/site';

const ALL = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

/** Strict alone decides. */
const STRICT: Partial<PreviewOptions> = { strict: true, viewerProtocol: undefined };

async function served(policy: string, options = STRICT, more: SiteOptions = {}) {
  const running = site({
    ...more, behavior: { ViewerProtocolPolicy: policy, AllowedMethods: ALL, ...more.behavior },
  }, { listen: { port: 0 }, ...options });
  await running.ready;
  return running;
}

describe('a strict preview takes a plain connection as HTTP', () => {
  test('redirect-to-https redirects, with the path as it was sent', async () => {
    const running = await served('redirect-to-https');
    const { host } = new URL(running.url);
    const { status, headers, body } = await rawResponse(running.url, { path: '/a//b/../c%20d?x=1&y=%2F' });
    expect([status, headers.location, headers['x-cache'], headers.server, headers['content-type'], body.length]).toEqual([
      301, `https://${host}/a//b/../c%20d?x=1&y=%2F`, 'Redirect from cloudfront', 'CloudFront', 'text/html', 167,
    ]);
    // Not the default root object.
    expect((await rawResponse(running.url, { path: '/' })).headers.location).toBe(`https://${host}/`);
  });

  test.each([['GET', 301], ['HEAD', 301], ['POST', 307], ['PUT', 307], ['DELETE', 307], ['OPTIONS', 307], ['PATCH', 307]])(
    '%s is redirected with %i', async (method, status) => {
      const running = await served('redirect-to-https');
      const response = await rawResponse(running.url, { path: '/x', method });
      expect([response.status, response.headers.location]).toEqual([status, `https://${new URL(running.url).host}/x`]);
      expect(response.body.length > 0).toBe(method !== 'HEAD');
    });

  test('https-only refuses with the page of CloudFront', async () => {
    const { status, headers, body } = await rawResponse((await served('https-only')).url, { path: '/' });
    expect([status, headers['x-cache']]).toEqual([403, 'Error from cloudfront']);
    expect(body).toContain('Bad request.');
  });

  test('allow-all serves, and shares the object with viewers that use HTTPS', async () => {
    const running = await served('allow-all');
    expect((await rawResponse(running.url, { path: '/' })).status).toBe(200);
  });

  test('functions do not run on the redirect, and the response headers policy applies but for HSTS', async () => {
    const throws = 'exports.handler = async () => { throw new Error("ran"); };';
    const running = await served('redirect-to-https', STRICT, {
      behavior: { ResponseHeadersPolicyId: '67f7725c-6f97-4210-82d7-5512b31e9d03' },
      fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', throws)),
    });
    const { status, headers } = await rawResponse(running.url, { path: '/' });
    expect([status, headers['x-frame-options'], headers['strict-transport-security']])
      .toEqual([301, 'SAMEORIGIN', undefined]);
  });

  test('a proxy that speaks HTTPS says so', async () => {
    const { url } = await served('redirect-to-https');
    expect((await rawResponse(url, { path: '/', headers: { 'x-forwarded-proto': 'https' } })).status).toBe(200);
  });

  test('a request without a port has no connection, and counts as HTTPS', async () => {
    expect((await site({ behavior: { ViewerProtocolPolicy: 'https-only' } }, { viewerProtocol: undefined }).fetch('/')).status)
      .toBe(200);
  });
});

test('without strict, a plain connection counts as HTTPS', async () => {
  expect((await rawResponse((await served('redirect-to-https', { strict: false, viewerProtocol: undefined })).url, { path: '/' })).status).toBe(200);
});

test('viewerProtocol decides, whatever the connection is', async () => {
  const http = site({ behavior: { ViewerProtocolPolicy: 'redirect-to-https' } }, { viewerProtocol: 'http' });
  expect((await http.fetch('/')).status).toBe(301);
  const https = await served('redirect-to-https', { strict: true, viewerProtocol: 'https' });
  expect((await rawResponse(https.url, { path: '/' })).status).toBe(200);
});

test('headers that CloudFront adds, and the protocol to the origin, follow the viewer', async () => {
  const origin = await originServer((_, response) => response.end());
  const seen = async (viewerProtocol: 'http' | 'https') => {
    await site({
      origins: [customOrigin('o.example.com', { CustomOriginConfig: { OriginProtocolPolicy: 'match-viewer' } })],
      behavior: {
        TargetOriginId: 'o.example.com',
        CachePolicyId: CACHING_DISABLED,
        ViewerProtocolPolicy: 'allow-all',
        OriginRequestPolicyId: '33f36d7e-f396-46d9-90e0-52428a34d9dc',
      },
      fill: (stack) => lambdaAt('origin-request', stack.lambda('Fn', `exports.handler = async (e) => {
        const { request } = e.Records[0].cf;
        request.headers['x-protocol'] = [{ value: request.origin.custom.protocol + request.origin.custom.port }];
        return request; };`)),
    }, { viewerProtocol, origins: { 'o.example.com': origin.url } }).fetch('/');
    const { headers } = origin.requests.at(-1)!;
    return [headers['cloudfront-forwarded-proto'], headers['cloudfront-viewer-tls'] !== undefined, headers['x-protocol']];
  };
  expect([await seen('http'), await seen('https')]).toEqual([['http', false, 'http80'], ['https', true, 'https443']]);
});
