import { request as send } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { originServer } from '../support/origin-server';
import { rawResponse } from '../support/raw-request';
import { ALL_VIEWER, CACHING_DISABLED, customOrigin, site, type SiteOptions } from '../support/site';

const ALL_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

function api(
  url: string | undefined,
  behavior: Record<string, unknown> = {},
  origin: Record<string, unknown> = {},
  options: SiteOptions = {},
  port?: number,
) {
  return site(
    {
      origins: [customOrigin('api.example.com', origin)],
      behaviors: [
        {
          PathPattern: 'api/*',
          TargetOriginId: 'api.example.com',
          CachePolicyId: CACHING_DISABLED,
          AllowedMethods: ALL_METHODS,
          ...behavior,
        },
      ],
      ...options,
    },
    { origins: url === undefined ? {} : { 'api.example.com': url }, listen: port === undefined ? undefined : { port } },
  );
}

describe('an HTTP origin', () => {
  test('a request without a policy', async () => {
    const origin = await originServer((_, response) => response.end('ok'));
    const running = api(
      origin.url,
      {},
      { OriginPath: '/v1', OriginCustomHeaders: [{ HeaderName: 'X-Secret', HeaderValue: 's' }] },
    );
    await running.fetch('/api/a%20b//c?q=1', {
      method: 'POST',
      body: 'payload',
      headers: {
        'Content-Type': 'text/plain',
        'Cookie': 'a=b',
        'Authorization': 'x',
        'Referer': 'r',
        'X-Forwarded-For': '9.9.9.9',
        'X-Secret': 'mine',
        'X-Own': '1',
      },
    });
    const [{ method, url, headers, body }] = origin.requests as [typeof origin.requests[0]];
    expect([method, url, body]).toEqual(['POST', '/v1/api/a%20b//c', 'payload']);
    expect(headers).toEqual({
      'host': 'api.example.com',
      'user-agent': 'Amazon CloudFront',
      'content-type': 'text/plain',
      'content-length': '7',
      'authorization': 'x',
      'connection': 'Keep-Alive',
      'x-secret': 's',
      'x-forwarded-for': '9.9.9.9, 127.0.0.1',
      'x-amz-cf-id': running.exchanges[0]!.id,
      'via': expect.stringMatching(/^1\.1 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)$/),
    });
  });

  test('AllViewer forwards all headers except those that CloudFront sets', async () => {
    const origin = await originServer((_, response) => response.end('ok'));
    await api(origin.url, { OriginRequestPolicyId: ALL_VIEWER }).fetch('/api/x?b=1&a=%20', {
      headers: {
        'Host': 'localhost:1',
        'Cookie': 'a=b; c=d',
        'X-Own': '1',
        'Accept': 'text/html',
        'X-Edge-Own': 'x',
        'Via': '1.0 me',
      },
    });
    const [{ url, headers }] = origin.requests as [typeof origin.requests[0]];
    expect(url).toBe('/api/x?b=1&a=%20');
    expect(headers).toMatchObject({ 'host': 'localhost:1', 'cookie': 'a=b; c=d', 'x-own': '1', 'accept': 'text/html' });
    expect(headers).not.toHaveProperty('x-edge-own');
    expect(headers.via).toMatch(/^1\.0 me, 1\.1 \w+\.cloudfront\.net \(CloudFront\)$/);
  });

  test.each<[string, string[], boolean]>([
    ['GET', ['GET', 'HEAD'], false], ['HEAD', ['GET', 'HEAD'], false], ['DELETE', ['GET', 'HEAD'], true], ['PUT', ['GET', 'HEAD'], true],
    ['OPTIONS', ['GET', 'HEAD'], true], ['OPTIONS', ['GET', 'HEAD', 'OPTIONS'], false],
  ])('Authorization of %s, with %j cached, reaches the origin: %s', async (method, CachedMethods, isForwarded) => {
    const origin = await originServer((_, response) => response.end('ok'));
    await api(origin.url, { CachedMethods }).fetch('/api/x', { method, headers: { authorization: 'x' } });
    expect(origin.requests[0]!.headers.authorization).toBe(isForwarded ? 'x' : undefined);
  });

  const legacy = { CachePolicyId: undefined, ForwardedValues: { QueryString: false } };
  test.each([{ OriginRequestPolicyId: ALL_VIEWER }, legacy])(
    'a country that the viewer states is not forwarded unless a policy names the header: %j', async (behavior) => {
      const origin = await originServer((_, response) => response.end('ok'));
      const headers = { 'CloudFront-Viewer-Country': 'DE', 'X-Own': '1' };
      await api(origin.url, behavior).fetch('/api/x', { headers });
      expect(origin.requests[0]!.headers).not.toHaveProperty('cloudfront-viewer-country');
      expect(origin.requests[0]!.headers['x-own']).toBe('1');
    });

  test('a body in chunks reaches the origin in chunks', async () => {
    const origin = await originServer((_, response) => response.end('ok'));
    const running = api(origin.url, {}, {}, {}, 0);
    await running.ready;
    await new Promise<void>((resolve, reject) => {
      const sent = send(`${running.url}/api/x`, { method: 'POST', headers: { 'Transfer-Encoding': 'chunked' } },
        (response) => response.resume().on('end', resolve));
      sent.on('error', reject).end('payload');
    });
    expect(origin.requests[0]).toMatchObject({ headers: { 'transfer-encoding': 'chunked' }, body: 'payload' });
  });

  test('policies of the app select headers, cookies, parameters and CloudFront\'s own headers', async () => {
    const origin = await originServer((_, response) => response.end('ok'));
    const running = api(
      origin.url,
      { CachePolicyId: { Ref: 'Cache' }, OriginRequestPolicyId: { Ref: 'Request' } },
      {},
      {
        fill: (stack) => {
          stack.resource('Cache', 'AWS::CloudFront::CachePolicy', {
            CachePolicyConfig: {
              Name: 'c',
              MinTTL: 0,
              DefaultTTL: 0,
              MaxTTL: 1,
              ParametersInCacheKeyAndForwardedToOrigin: {
                EnableAcceptEncodingGzip: true,
                EnableAcceptEncodingBrotli: true,
                HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['X-Key'] },
                CookiesConfig: { CookieBehavior: 'allExcept', Cookies: ['session'] },
                QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['q', 'ü'] },
              },
            },
          });
          stack.resource('Request', 'AWS::CloudFront::OriginRequestPolicy', {
            OriginRequestPolicyConfig: {
              Name: 'r',
              HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['X-More', 'CloudFront-Viewer-Country'] },
              CookiesConfig: { CookieBehavior: 'none' },
              QueryStringsConfig: { QueryStringBehavior: 'none' },
            },
          });
        },
      },
    );
    await running.fetch('/api/x?z=1&q=2&Q=3&%C3%BC=4', {
      headers: {
        'X-Key': 'k',
        'X-More': 'm',
        'X-Other': 'o',
        'Cookie': 'session=1; theme=dark',
        'Accept-Encoding': 'deflate, gzip, br',
      },
    });
    const [{ url, headers }] = origin.requests as [typeof origin.requests[0]];
    expect(url).toBe('/api/x?q=2&%C3%BC=4');
    expect(headers).toMatchObject({
      'x-key': 'k',
      'x-more': 'm',
      'cookie': 'theme=dark',
      'accept-encoding': 'br,gzip',
      'cloudfront-viewer-country': 'US',
    });
    expect(headers).not.toHaveProperty('x-other');
  });

  test('the legacy cache settings (ForwardedValues)', async () => {
    const origin = await originServer((_, response) => response.end('ok'));
    const forwarded = {
      QueryString: true,
      QueryStringCacheKeys: ['q'],
      Headers: ['Accept'],
      Cookies: { Forward: 'whitelist', WhitelistedNames: ['a', 's_*'] },
    };
    await api(origin.url, { CachePolicyId: undefined, ForwardedValues: forwarded })
      .fetch('/api/x?q=1&r=2', { headers: { 'Accept': 'x/y', 'Cookie': 'a=1; ab=3; b=2; s_=4; s_1=5', 'X-Own': '1', 'Referer': 'r' } });
    const [{ url, headers }] = origin.requests as [typeof origin.requests[0]];
    expect(url).toBe('/api/x?q=1&r=2');
    expect(headers).toMatchObject({ 'accept': 'x/y', 'cookie': 'a=1; s_=4; s_1=5', 'x-own': '1' });
    expect(headers).not.toHaveProperty('referer');
  });

  test('query parameters that are no keys of the legacy cache settings do not make another object', async () => {
    const origin = await originServer((_, response) => response.end('ok'));
    const forwarded = { QueryString: true, QueryStringCacheKeys: ['q'], Cookies: { Forward: 'none' } };
    const running = api(origin.url, { CachePolicyId: undefined, ForwardedValues: forwarded });
    const get = async (path: string) => (await running.fetch(path)).headers.get('x-cache')!.split(' ', 1)[0];
    expect([await get('/api/x?q=1&r=2'), await get('/api/x?r=3&q=1'), await get('/api/x?q=2')]).toEqual(['Miss', 'Hit', 'Miss']);
  });

  test('a CloudFront-Viewer-Country header in the request replaces the default', async () => {
    const origin = await originServer((request, response) =>
      response.end(request.headers['cloudfront-viewer-country']),
    );
    const policy = '33f36d7e-f396-46d9-90e0-52428a34d9dc'; // AllViewerAndCloudFrontHeaders-2022-06
    const running = api(origin.url, { OriginRequestPolicyId: policy });
    expect(await (await running.fetch('/api/x')).text()).toBe('US');
    expect(await (await running.fetch('/api/x', { headers: { 'CloudFront-Viewer-Country': 'DE' } })).text()).toBe('DE');
  });

  test('its response is passed on, including redirects and repeated headers', async () => {
    const origin = await originServer((_, response) => {
      response
        .writeHead(302, {
          'Location': '/elsewhere',
          'Server': 'theirs',
          'X-Cache': 'theirs',
          'Set-Cookie': ['a=1', 'b=2'],
          'X-Multi': ['1', '2'],
        })
        .end();
    });
    const response = await api(origin.url, { OriginRequestPolicyId: ALL_VIEWER }).fetch('/api/x');
    expect([
      response.status,
      response.headers.get('location'),
      response.headers.get('server'),
      response.headers.get('x-multi'),
    ]).toEqual([302, '/elsewhere', 'theirs', '1, 2']);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('x-cache')).toBe('Miss from cloudfront');
  });

  test('its cookies are removed if no cookies are forwarded', async () => {
    const origin = await originServer((_, response) => response.setHeader('Set-Cookie', 'a=1').end('ok'));
    expect((await api(origin.url).fetch('/api/x')).headers.getSetCookie()).toEqual([]);
  });

  test('the body is streamed', async () => {
    let more = (_: string) => undefined as void;
    const origin = await originServer((_, response) => {
      response.write('first ');
      more = (text) => void response.end(text);
    });
    const response = await api(origin.url).fetch('/api/x');
    const reader = response.body!.getReader();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('first ');
    more('second');
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('second');
  });

  test('a refused connection: 502', async () => {
    const origin = await originServer(() => undefined);
    const port = Number(new URL(origin.url).port);
    // A port that was free a moment ago.
    const free = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port: chosen } = server.address() as AddressInfo;
        server.close(() => resolve(chosen));
      });
    });
    expect(free).not.toBe(port);
    const response = await api(`http://127.0.0.1:${free}`).fetch('/api/x');
    expect([response.status, response.headers.get('x-cache'), response.headers.get('server')]).toEqual([
      502,
      'Error from cloudfront',
      'CloudFront',
    ]);
    expect(await response.text()).toContain("CloudFront wasn't able to connect to the origin.");
  });

  test('no response in time: 504', async () => {
    const origin = await originServer(() => undefined);
    const response = await api(
      origin.url,
      {},
      { CustomOriginConfig: { OriginProtocolPolicy: 'http-only', OriginReadTimeout: 1 } },
    ).fetch('/api/x');
    expect([response.status, response.headers.get('x-cache')]).toEqual([504, 'Error from cloudfront']);
  });

  test('an origin on the internet is not called without --origin', async () => {
    const running = api(undefined);
    expect(running.notes).toMatchObject([
      {
        code: 'EDGE_PREVIEW_ORIGIN_UNMAPPED',
        message: expect.stringContaining('--origin api.example.com=http://127.0.0.1:PORT'),
      },
    ]);
    const response = await running.fetch('/api/x');
    expect([response.status, await response.text()]).toEqual([
      502,
      expect.stringContaining('--origin api.example.com=http://127.0.0.1:PORT'),
    ]);
  });

  test('an origin on this machine requires no mapping', async () => {
    const origin = await originServer((_, response) => response.end('local'));
    const running = site({
      origins: [
        customOrigin('localhost', {
          CustomOriginConfig: { OriginProtocolPolicy: 'http-only', HTTPPort: Number(new URL(origin.url).port) },
        }),
      ],
      behavior: { TargetOriginId: 'localhost' },
    });
    expect(await (await running.fetch('/x')).text()).toBe('local');
  });
});

test('an origin learns which headers the viewer sent, and how many', async () => {
  const origin = await originServer((_, response) => response.end());
  const running = site({
    origins: [customOrigin('api.example.com')],
    fill: (stack) => ({
      TargetOriginId: 'api.example.com',
      OriginRequestPolicyId: stack.resource('Policy', 'AWS::CloudFront::OriginRequestPolicy', {
        OriginRequestPolicyConfig: {
          Name: 'order',
          HeadersConfig: {
            HeaderBehavior: 'whitelist',
            Headers: ['CloudFront-Viewer-Header-Order', 'CloudFront-Viewer-Header-Count'],
          },
          CookiesConfig: { CookieBehavior: 'none' },
          QueryStringsConfig: { QueryStringBehavior: 'none' },
        },
      }),
    }),
  }, { origins: { 'api.example.com': origin.url }, listen: { port: 0 } });
  await running.ready;
  const sent = { 'Host': 'localhost', 'X-Two': ['1', '2'], 'Accept': '*/*' };
  await rawResponse(running.url, { path: '/x', headers: sent });
  const { headers } = origin.requests[0]!;
  expect([headers['cloudfront-viewer-header-order'], headers['cloudfront-viewer-header-count']])
    .toEqual([expect.stringMatching(/^Host:X-Two:X-Two:Accept(:Connection)?$/), expect.stringMatching(/^[45]$/)]);
});

describe('an origin group', () => {
  const group = (primary: string, secondary: string, codes: number[], CachedMethods?: string[]) =>
    site(
      {
        origins: [customOrigin('a.example.com'), customOrigin('b.example.com')],
        config: {
          OriginGroups: {
            Items: [
              {
                Id: 'both',
                FailoverCriteria: { StatusCodes: { Items: codes } },
                Members: { Items: [{ OriginId: 'a.example.com' }, { OriginId: 'b.example.com' }] },
              },
            ],
          },
        },
        behavior: { TargetOriginId: 'both', AllowedMethods: ALL_METHODS, CachedMethods },
      },
      { origins: { 'a.example.com': primary, 'b.example.com': secondary } },
    );

  test('fails over for the status codes of the group, and never for a POST', async () => {
    const first = await originServer((request, response) =>
      response.writeHead(request.url === '/404' ? 404 : 500).end('first'),
    );
    const second = await originServer((_, response) => response.end('second'));
    const running = group(first.url, second.url, [500]);
    expect(await (await running.fetch('/500')).text()).toBe('second');
    expect(await (await running.fetch('/404')).text()).toBe('first');
    expect(await (await running.fetch('/500', { method: 'POST', body: 'x' })).text()).toBe('first');
  });

  test('fails over for OPTIONS where its responses are cached', async () => {
    const first = await originServer((_, response) => response.writeHead(500).end('first'));
    const second = await originServer((_, response) => response.end('second'));
    const options = async (cached?: string[]) => (
      (await group(first.url, second.url, [500], cached).fetch('/', { method: 'OPTIONS' })).text());
    expect([await options(), await options(['GET', 'HEAD']), await options(['GET', 'HEAD', 'OPTIONS'])])
      .toEqual(['first', 'first', 'second']);
  });

  test('an unreachable origin counts as 503', async () => {
    const second = await originServer((_, response) => response.end('second'));
    const gone = 'http://127.0.0.1:1';
    expect(await (await group(gone, second.url, [503]).fetch('/')).text()).toBe('second');
    expect((await group(gone, second.url, [500]).fetch('/')).status).toBe(502);
  });
});

