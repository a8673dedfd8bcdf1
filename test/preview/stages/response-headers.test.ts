import { lambdaAt, site, type SiteOptions } from '../support/site';

const SECURITY = '67f7725c-6f97-4210-82d7-5512b31e9d03';

function withPolicy(config: object, options: SiteOptions = {}, blocks: string[] = []) {
  return site(
    {
      ...options,
      behavior: {
        ResponseHeadersPolicyId: { Ref: 'Policy' },
        AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
        ...options.behavior,
      },
      fill: (stack, assembly) => {
        stack.resource('Policy', 'AWS::CloudFront::ResponseHeadersPolicy', {
          ResponseHeadersPolicyConfig: { Name: 'p', ...config },
        });
        return options.fill?.(stack, assembly);
      },
    },
    { blocks },
  );
}
const custom = (...items: [name: string, value: string, override: boolean][]) => ({
  CustomHeadersConfig: { Items: items.map(([Header, Value, Override]) => ({ Header, Value, Override })) },
});
const sets = (name: string, value: string) => `exports.handler = async (e) => {
  const { response } = e.Records[0].cf; response.headers['${name}'] = [{ value: '${value}' }]; return response; };`;

describe('a response headers policy', () => {
  test('security headers', async () => {
    const response = await withPolicy({
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY', Override: true },
        ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Preload: true, Override: true },
        XSSProtection: { Protection: true, ModeBlock: true, Override: true },
      },
    }).fetch('/');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-security-policy': "default-src 'self'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=60; includeSubDomains; preload',
      'x-xss-protection': '1; mode=block',
    });
  });

  test('override replaces the origin\'s value, header by header', async () => {
    const response = await withPolicy(
      custom(['Server', 'mine', true], ['Content-Type', 'mine', false], ['X-New', 'mine', false]),
    ).fetch('/');
    expect([
      response.headers.get('server'),
      response.headers.get('content-type'),
      response.headers.get('x-new'),
    ]).toEqual(['mine', 'text/html', 'mine']);
  });

  test('headers are removed before others are added', async () => {
    const running = withPolicy({
      RemoveHeadersConfig: { Items: [{ Header: 'ETag' }, { Header: 'Server' }, { Header: 'X-Both' }] },
      ...custom(['X-Both', 'added', false]),
    });
    const { headers } = await running.fetch('/');
    expect([headers.get('etag'), headers.get('server'), headers.get('x-both')]).toEqual([null, 'CloudFront', 'added']);
  });

  test('Server-Timing', async () => {
    const timed = (SamplingRate: number) => withPolicy({ ServerTimingHeadersConfig: { Enabled: true, SamplingRate } });
    expect((await timed(100).fetch('/')).headers.get('server-timing')).toMatch(
      /,cdn-cache-miss,cdn-pop;desc="[^"]+",cdn-rid;desc="[^"]+",cdn-downstream-fbl;dur=\d+$/,
    );
    expect((await timed(0).fetch('/')).headers.get('server-timing')).toBeNull();
    expect((await timed(0).fetch('/', { headers: { Pragma: 'server-timing' } })).headers.get('server-timing')).toMatch(
      /,cdn-cache-miss,/,
    );
  });

  test('a managed policy', async () => {
    const { headers } = await site({ behavior: { ResponseHeadersPolicyId: SECURITY } }).fetch('/');
    expect([headers.get('x-frame-options'), headers.get('strict-transport-security')]).toEqual([
      'SAMEORIGIN',
      'max-age=31536000',
    ]);
  });

  test('a policy of the account is reported as unknown, once', () => {
    const ResponseHeadersPolicyId = '00000000-0000-4000-8000-000000000000';
    const running = site({
      behavior: { ResponseHeadersPolicyId },
      behaviors: [{ PathPattern: '/x', TargetOriginId: 'web', ResponseHeadersPolicyId }],
    });
    expect(running.notes).toMatchObject([{ code: 'EDGE_PREVIEW_UNKNOWN_POLICY' }]);
  });

  const answer = 'exports.handler = async () => ({ status: "302", headers: { location: [{ value: "/" }] } });';
  test.each<[string, SiteOptions, string[], string]>([
    ['errors of the origin', {}, [], '/missing'],
    ['responses of functions', { fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', answer)) }, [], '/'],
    ['blocks of a WAF', {}, ['waf:/*'], '/'],
    ['custom error pages', { config: { CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 403, ResponsePagePath: '/404.html' }] } }, [], '/missing'],
    ['failures of functions', { fill: (stack) => lambdaAt('origin-response', stack.lambda('Fn', 'exports.handler = async () => 1;')) }, [], '/'],
  ])('applies to %s', async (_, options, blocks, path) => {
    expect(
      (await withPolicy(custom(['X-Policy', 'here', true]), options, blocks).fetch(path)).headers.get('x-policy'),
    ).toBe('here');
  });

  test('is applied after origin-response and before viewer-response', async () => {
    const at = (event: string) =>
      withPolicy(custom(['X-Order', 'policy', true]), {
        fill: (stack) => lambdaAt(event, stack.lambda('Fn', sets('x-order', 'function'))),
      });
    expect((await at('origin-response').fetch('/')).headers.get('x-order')).toBe('policy');
    expect((await at('viewer-response').fetch('/')).headers.get('x-order')).toBe('function');
  });
});

describe('CORS of a policy', () => {
  const cors = (config: object, options: SiteOptions = {}) => withPolicy({
    CorsConfig: {
      AccessControlAllowOrigins: { Items: ['https://app.example.org', '*.wild.org', 'http://ports.org:*'] },
      AccessControlAllowMethods: { Items: ['GET', 'PUT'] },
      AccessControlAllowHeaders: { Items: ['X-A', 'X-B'] },
      AccessControlExposeHeaders: { Items: ['X-C'] },
      AccessControlAllowCredentials: true,
      AccessControlMaxAgeSec: 60,
      OriginOverride: true,
      ...config,
    },
  }, options);
  const headersFor = async (
    origin: string | undefined,
    init: RequestInit = {},
    config = {},
    options: SiteOptions = {},
  ) => {
    const { headers } = await cors(config, options).fetch('/', {
      ...init,
      headers: { ...(origin === undefined ? {} : { origin }), ...init.headers },
    });
    return Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));
  };

  test('a simple request', async () => {
    expect(await headersFor('https://app.example.org')).toEqual({
      'access-control-allow-origin': 'https://app.example.org', 'access-control-allow-credentials': 'true', 'access-control-expose-headers': 'X-C',
    });
  });

  test('a preflight', async () => {
    expect(
      await headersFor('https://app.example.org', {
        method: 'OPTIONS',
        headers: { 'access-control-request-method': 'PUT' },
      }),
    ).toMatchObject({
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'X-A, X-B',
      'access-control-max-age': '60',
    });
  });

  test.each([
    ['no origin', undefined, false],
    ['another origin', 'https://evil.example', false],
    ['another scheme', 'http://app.example.org', false],
    ['a longer name', 'https://app.example.org.evil.test', false],
    ['a subdomain by wildcard', 'http://a.b.wild.org', true],
    ['a name with the same ending', 'https://notwild.org', false],
    ['a wildcard does not match ports', 'https://a.wild.org:8443', false],
    ['any port', 'http://ports.org:3000', true],
  ])('%s', async (_, origin, allowed) => {
    expect((await headersFor(origin))['access-control-allow-origin']).toBe(allowed ? origin : undefined);
  });

  test('without override, one CORS header of the origin suppresses all of the policy\'s', async () => {
    const own: SiteOptions = {
      fill: (stack) => lambdaAt('origin-response', stack.lambda('Fn', sets('access-control-max-age', '1'))),
    };
    expect(await headersFor('https://app.example.org', {}, { OriginOverride: false }, own)).toEqual({
      'access-control-max-age': '1',
    });
    expect(await headersFor('https://app.example.org', {}, { OriginOverride: true }, own)).toMatchObject({
      'access-control-allow-origin': 'https://app.example.org',
    });
  });
});

test('a compressed response for one origin varies by both headers', async () => {
  const running = withPolicy({
    CorsConfig: {
      AccessControlAllowCredentials: false,
      AccessControlAllowHeaders: { Items: ['*'] },
      OriginOverride: true,
      AccessControlAllowMethods: { Items: ['GET'] },
      AccessControlAllowOrigins: { Items: ['https://one.test'] },
    },
  }, {
    files: { 'a.css': 'a'.repeat(2_000) },
    behavior: { Compress: true, CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' },
  });
  const get = async (headers: Record<string, string>) => (await running.fetch('/a.css', { headers })).headers.get('vary');
  expect(await get({ 'origin': 'https://one.test', 'accept-encoding': 'gzip' })).toBe('Accept-Encoding, Origin');
  expect(await get({ origin: 'https://one.test' })).toBe('Origin');
  expect(await get({ 'accept-encoding': 'gzip' })).toBe('Accept-Encoding');
});
