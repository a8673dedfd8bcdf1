import { CACHING_DISABLED, lambdaAt, site } from '../support/site';

const METHODS_PAGE =
  'This distribution is not configured to allow the HTTP request method that was used for this request. The distribution supports only cachable requests.';

describe('which behavior serves a request', () => {
  const named = () =>
    site({
      behaviors: ['/docs/*', '*.jpg', 'api/v?/*', '/docs/late/*'].map((PathPattern) => ({
        PathPattern,
        TargetOriginId: 'web',
        CachePolicyId: CACHING_DISABLED,
      })),
    });

  test.each([
    ['/docs/a', '/docs/*'],
    ['/docs/late/a', '/docs/*'],
    ['/docs', '*'],
    ['/Docs/a', '*'],
    ['/a/b/c.jpg', '*.jpg'],
    ['/docs/c.jpg', '/docs/*'],
    ['/api/v1/x', 'api/v?/*'],
    ['/api/v10/x', '*'],
    ['/docs/../api/v1/x', 'api/v?/*'],
    ['//docs//a', '/docs/*'],
    ['/%64ocs/a', '/docs/*'],
    ['/x?y=/docs/a', '*'],
  ])('%s: %s', async (path, pattern) => {
    const running = named();
    await running.fetch(path);
    expect(running.exchanges[0]!.behavior!.pathPattern).toBe(pattern);
  });

  test('a function that changes the path does not change the behavior', async () => {
    const running = site({
      behaviors: [
        {
          PathPattern: '/docs/*',
          TargetOriginId: 'web',
          CachePolicyId: CACHING_DISABLED,
          ResponseHeadersPolicyId: '67f7725c-6f97-4210-82d7-5512b31e9d03',
        },
      ],
      fill: (stack) =>
        lambdaAt(
          'viewer-request',
          stack.lambda('Fn', 'exports.handler = async (e) => ({ ...e.Records[0].cf.request, uri: "/docs/x" });'),
        ),
    });
    expect((await running.fetch('/x')).headers.get('x-frame-options')).toBeNull();
  });
});

describe('the default root object', () => {
  test.each([['/', 200], ['/?a=b', 200], ['//', 403], ['/docs/', 403]])('%s: %i', async (path, status) => {
    expect((await site().fetch(path)).status).toBe(status);
  });

  test('a distribution without one', async () => {
    expect((await site({ config: { DefaultRootObject: undefined } }).fetch('/')).status).toBe(403);
  });
});

describe('requests that CloudFront refuses first', () => {
  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s on a behavior for GET and HEAD', async (method) => {
    const running = site({
      fill: (stack) =>
        lambdaAt('viewer-request', stack.lambda('Fn', 'exports.handler = async () => ({ status: "200" });')),
    });
    const response = await running.fetch('/', { method });
    expect([response.status, response.headers.get('x-cache'), response.headers.get('server')]).toEqual([
      403,
      'Error from cloudfront',
      'CloudFront',
    ]);
    expect(await response.text()).toContain(METHODS_PAGE);
  });

  test('OPTIONS where it is allowed', async () => {
    const running = site({ behavior: { AllowedMethods: ['GET', 'HEAD', 'OPTIONS'] } });
    expect(await (await running.fetch('/', { method: 'OPTIONS' })).text()).not.toContain(METHODS_PAGE);
  });

  test('a host that is not an alias', async () => {
    const running = site({ config: { Aliases: ['www.example.com', '*.shop.example.com'] } });
    const status = async (Host: string) => (await running.fetch('/', { headers: { Host } })).status;
    expect(
      await Promise.all(
        [
          'www.example.com',
          'WWW.example.com:80',
          'de.shop.example.com',
          'localhost:1',
          '127.0.0.1',
          'd111.cloudfront.net',
        ].map(status),
      ),
    ).toEqual([200, 200, 200, 200, 200, 200]);
    expect(
      await Promise.all(['example.com', 'shop.example.com', 'evil.test', 'localhost.evil.test'].map(status)),
    ).toEqual([403, 403, 403, 403]);
  });

  test('a URL of more than 8,192 characters', async () => {
    expect((await site().fetch(`/${'x'.repeat(8192)}`)).status).toBe(414);
  });

  test('headers of more than 32 KB', async () => {
    expect((await site().fetch('/', { headers: { 'x-big': 'x'.repeat(33_000) } })).status).toBe(494);
  });
});

test('the viewer protocol policy does not redirect, because the preview has no HTTPS', async () => {
  expect((await site({ behavior: { ViewerProtocolPolicy: 'https-only' } }).fetch('/')).status).toBe(200);
});

test('every response has the headers of CloudFront', async () => {
  const { headers } = await site().fetch('/');
  expect(headers.get('x-amz-cf-id')).toMatch(/^[A-Za-z0-9_-]{54}==$/);
  expect(headers.get('x-amz-cf-pop')).toMatch(/^[A-Z]{3}\d+-P\d$/);
  expect(headers.get('via')).toMatch(/^1\.1 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)$/);
});
