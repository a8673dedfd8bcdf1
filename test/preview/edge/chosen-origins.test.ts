import { netServer, OK } from '../support/net-server';
import { originServer } from '../support/origin-server';
import { ALL_VIEWER, CACHING_DISABLED, customOrigin, lambdaAt, site, type Running } from '../support/site';

/** A site whose default origin is `api.example.com`, and whose function at viewer-request makes a call. */
function choose(call: string, url = 'http://127.0.0.1:1', extra: Record<string, unknown> = {}, behavior = {},
  strict = true): Running {
  return site({
    origins: [customOrigin('api.example.com', extra), customOrigin('other.example.com')],
    behavior: { TargetOriginId: 'api.example.com', CachePolicyId: CACHING_DISABLED, ...behavior },
    fill: (stack) => {
      stack.resource('Fn', 'AWS::CloudFront::Function', {
        Name: 'fn',
        FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
        FunctionCode: `import cf from 'cloudfront';\nfunction handler(event) { ${call}; return event.request; }`,
      });
      return { FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Fn', 'FunctionARN'] } }] };
    },
  }, { strict, origins: { 'api.example.com': url, 'other.example.com': url, 'new.example.com': url } });
}

const update = (argument: string) => `cf.updateRequestOrigin(${argument})`;

describe('updateRequestOrigin', () => {
  test('sets attempts and timeouts, and leaves the others', async () => {
    const running = choose(update(`{ connectionAttempts: 2, timeouts: {
      readTimeout: 4, connectionTimeout: 3, keepAliveTimeout: 20, responseCompletionTimeout: 9 } }`));
    await running.fetch('/x');
    expect(running.exchanges[0]!.originRequest!.origin).toMatchObject({
      domainName: 'api.example.com',
      custom: {
        protocolPolicy: 'https-only',
        httpsPort: 443,
        connectionAttempts: 2,
        readTimeoutSec: 4,
        connectionTimeoutSec: 3,
        keepaliveTimeoutSec: 20,
        responseCompletionTimeoutSec: 9,
      },
    });
    expect(running.exchanges[0]!.summaries.find(({ stage }) => stage === 'origin')!.text).toContain('(2 attempts)');
  });

  test('0 removes the response completion timeout', async () => {
    const running = choose(update('{ timeouts: { responseCompletionTimeout: 0 } }'), undefined, { ResponseCompletionTimeout: 60 });
    await running.fetch('/x');
    expect(running.exchanges[0]!.originRequest!.origin.custom.responseCompletionTimeoutSec).toBeUndefined();
  });

  test.each([
    ['the name given as hostHeader', '{ hostHeader: "host.example.com", domainName: "new.example.com" }', 'host.example.com'],
    ['else the new domain name, also where the viewer\'s is forwarded', '{ domainName: "new.example.com" }', 'new.example.com'],
    ['else what it was', '{ connectionAttempts: 1 }', 'localhost:1'],
  ])('the Host header is %s', async (_, argument, host) => {
    const origin = await originServer((_request, response) => response.end('fine'));
    const running = choose(update(argument), origin.url, {}, { OriginRequestPolicyId: ALL_VIEWER });
    await running.fetch('/x', { headers: { host: 'localhost:1' } });
    expect(origin.requests[0]!.headers.host).toBe(host);
  });

  test('a new domain takes the origin from S3 to a custom one and back', async () => {
    for (const [domainName, kind] of [['new.example.com', 'custom'], ['b.s3.eu-west-1.amazonaws.com', 's3']]) {
      const running = choose(update(`{ domainName: '${domainName}' }`));
      await running.fetch('/x');
      expect(running.exchanges[0]!.originRequest!.origin).toMatchObject({ domainName, kind });
    }
  });

  test('accepts what it documents', async () => {
    const origin = await originServer((_, response) => response.end('fine'));
    const running = choose(update(`{ domainName: 'new.example.com', originPath: '/a%20b', customHeaders: { 'x-stage': 'production' },
      originShield: { enabled: true, region: 'us-east-2' }, sni: 'sni.example.com', allowedCertificateNames: ['*.example.com'],
      originAccessControlConfig: { enabled: true, signingBehavior: 'always', signingProtocol: 'sigv4', originType: 'lambda' },
      customOriginConfig: { port: 8080, protocol: 'http', sslProtocols: ['TLSv1.2'], ipAddressType: 'dualstack' } }`), origin.url);
    expect(await (await running.fetch('/x')).text()).toBe('fine');
    expect(origin.requests[0]).toMatchObject({ url: '/a%20b/x', headers: { 'x-stage': 'production' } });
  });

  test.each([
    ['{ domainName: "a:80" }', 'domainName'], ['{ domainName: "10.0.0.1" }', 'no IP address'], ['{ hostHeader: "a:80" }', 'hostHeader'],
    ['{ domainName: "B.s3.us-east-1.amazonaws.com" }', 'in lower case'],
    ['{ sni: "127.0.0.1" }', 'sni'], ['{ originPath: "x" }', 'originPath'], ['{ originPath: "/x/" }', 'originPath'],
    ['{ originPath: "/" + "x".repeat(255) }', '255'], ['{ allowedCertificateNames: "a" }', 'allowedCertificateNames'],
    ['{ allowedCertificateNames: ["x".repeat(65)] }', '64 characters'], ['{ connectionAttempts: 4 }', '1 to 3'], ['{ connectionAttempts: 0 }', '1 to 3'],
    ['{ timeouts: { readTimeout: 121 } }', 'timeouts.readTimeout is 121; expected a whole number from 1 to 120'],
    ['{ timeouts: { keepAliveTimeout: 0 } }', '1 to 120'], ['{ timeouts: { connectionTimeout: 11 } }', '1 to 10'], ['{ timeouts: 5 }', 'an object'],
    ['{ timeouts: { responseCompletionTimeout: 29 } }', 'at least readTimeout, 30'],
    ['{ customOriginConfig: { port: 81 } }', '80, 443 or 1024'], ['{ customOriginConfig: { protocol: "ftp" } }', 'http or https'],
    ['{ customOriginConfig: { sslProtocols: ["TLSv1.3"] } }', 'TLSv1.2'], ['{ customOriginConfig: { ipAddressType: "ipv4" } }', 'needs a domainName'],
    ['{ originShield: { enabled: true } }', 'needs region'], ['{ originShield: { region: "us-east-1" } }', 'needs enabled'],
    ['{ originAccessControlConfig: { enabled: true, signingBehavior: "always", signingProtocol: "sigv4" } }', 'needs originType'],
    ['{ originAccessControlConfig: { enabled: true, signingBehavior: "maybe", signingProtocol: "sigv4", originType: "s3" } }', 'no-override'],
    ['{ customHeaders: { "x-a": 1 } }', 'not a valid header'], ['{ customHeaders: { host: "x" } }', 'host is disallowed'],
    ['{ customHeaders: { "X-Amz-Date": "x" } }', 'disallowed'], ['{ customHeaders: { "x-own": "x" } }', 'also a header of the request'],
  ])('%s: 502', async (argument, message) => {
    const running = choose(update(argument));
    const response = await running.fetch('/x', { headers: { 'x-own': '1' } });
    expect([response.status, response.headers.get('x-cache')]).toEqual([502, 'FunctionValidationError from cloudfront']);
    expect(await response.text()).toContain('The CloudFront function returned an invalid value for origin rewrite.');
    expect(running.exchanges[0]!.summaries.find(({ stage }) => stage === 'viewer-request')!.text).toContain(message);
  });

  test('cannot change a VPC origin', async () => {
    const vpc = { CustomOriginConfig: undefined, VpcOriginConfig: { VpcOriginId: 'vo_1', OriginReadTimeout: 7 } };
    const running = choose(update('{ connectionAttempts: 1 }'), undefined, vpc);
    expect((await running.fetch('/x')).status).toBe(502);
    const unchanged = choose('', undefined, vpc);
    await unchanged.fetch('/x');
    expect(unchanged.exchanges[0]!.originRequest!.origin).toMatchObject({ kind: 'custom', custom: { readTimeoutSec: 7 } });
  });
});

describe('overrides of declared origins', () => {
  test('selectRequestOriginById takes a Host header', async () => {
    const origin = await originServer((_, response) => response.end('fine'));
    const running = choose("cf.selectRequestOriginById('other.example.com', { hostHeader: 'h.example.com' })", origin.url);
    expect(await (await running.fetch('/x')).text()).toBe('fine');
    expect(origin.requests[0]!.headers.host).toBe('h.example.com');
  });

  test('createRequestOriginGroup takes one for each origin', async () => {
    const origin = await netServer((socket, number) => (number === 1 ? socket.end('HTTP/1.1 500 No\r\n\r\n') : socket.end(OK)));
    const running = choose(`cf.createRequestOriginGroup({ failoverCriteria: { statusCodes: [500] }, originIds: [
      { originId: 'api.example.com', originOverrides: { hostHeader: 'first.example.com' } },
      { originId: 'other.example.com', originOverrides: { hostHeader: 'second.example.com' } }] })`, origin.url);
    expect(await (await running.fetch('/x')).text()).toBe('fine');
    expect(origin.received.map((text) => /^host: (.*)$/im.exec(text)![1])).toEqual(['first.example.com', 'second.example.com']);
  });

  test.each([
    "cf.selectRequestOriginById('other.example.com', { hostHeader: 'a:1' })", "cf.selectRequestOriginById('none', { sni: 'a.b' })",
    "cf.createRequestOriginGroup({ originIds: ['api.example.com', 'web'], failoverCriteria: { statusCodes: [200] } })",
    "cf.createRequestOriginGroup({ originIds: ['api.example.com', 'web'], failoverCriteria: { statusCodes: [500] }, selectionCriteria: 'best' })",
    "cf.createRequestOriginGroup({ originIds: [{ originId: 'web', originOverrides: { sni: 5 } }, 'api.example.com'], failoverCriteria: { statusCodes: [500] } })",
  ])('%s: 502', async (call) => {
    expect((await choose(call).fetch('/x')).status).toBe(502);
  });

  test.each([
    update('{ connectionAttempts: 4, originPath: "/v2" }'), update('5'), update(''), "cf.selectRequestOriginById('none')",
    "cf.createRequestOriginGroup({ originIds: ['api.example.com', 'none'], failoverCriteria: { statusCodes: [500] } })",
  ])('%s is a warning without strict, and the request goes to the origin of the behavior', async (call) => {
    const origin = await originServer((_, response) => response.end('fine'));
    const running = choose(call, origin.url, {}, {}, false);
    expect(await (await running.fetch('/x')).text()).toBe('fine');
    expect(origin.requests[0]!.url).toBe('/x');
    expect(running.exchanges[0]!.summaries.find(({ stage }) => stage === 'viewer-request')!.text)
      .toContain('warning: CloudFront would answer 502: The CloudFront function returned an invalid value for origin rewrite.');
  });

  test.each(['"{x"', '"{}"', '"__proto__"', '{}', 'undefined', 'null'])(
    '%s is not the id of an origin of the distribution: 502', async (id) => {
      const running = choose(`cf.selectRequestOriginById(${id})`);
      const response = await running.fetch('/x');
      expect([response.status, response.headers.get('x-cache')]).toEqual([502, 'FunctionValidationError from cloudfront']);
    });

  test('the chosen origin is not in the cache key: the second one is not asked', async () => {
    const origin = await originServer((_, response) => response.setHeader('cache-control', 'max-age=60').end('fine'));
    const call = "cf.updateRequestOrigin({ domainName: event.request.headers['x-to'].value + '.example.com' })";
    const running = choose(`${call}; var known = 'new.example.com other.example.com'`, origin.url, {},
      { CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' });
    const answers = [];
    for (const to of ['new', 'other']) {
      const response = await running.fetch('/x', { headers: { 'x-to': to } });
      await response.text();
      answers.push(response.headers.get('x-cache'));
    }
    expect(answers).toEqual(['Miss from cloudfront', 'Hit from cloudfront']);
    expect(origin.requests.map(({ headers }) => headers.host)).toEqual(['new.example.com']);
  });

  test('what a function throws itself is a 503 in any case', async () => {
    const running = choose("throw new Error('no origin')", undefined, {}, {}, false);
    expect((await running.fetch('/x')).status).toBe(503);
  });
});

describe('the origin that an origin-request function returns', () => {
  const returning = (change: string, strict = true, extra = {}) => site({
    origins: [customOrigin('api.example.com', extra)],
    behavior: { TargetOriginId: 'api.example.com', OriginRequestPolicyId: ALL_VIEWER },
    fill: (stack) => lambdaAt('origin-request', stack.lambda('Fn', `exports.handler = async (event) => {
      const { request } = event.Records[0].cf; const { custom } = request.origin; ${change}; return request; };`)),
  }, { strict, origins: { 'api.example.com': 'http://127.0.0.1:1' } });

  test.each([
    ['custom.readTimeout = 121', 'custom.readTimeout is 121; expected a whole number from 1 to 120'], ['custom.readTimeout = 0', '1 to 120'],
    ['custom.keepaliveTimeout = 121', 'keepaliveTimeout'], ['custom.responseCompletionTimeout = 29', 'at least readTimeout, 30'],
    ['custom.sslProtocols = ["TLSv1.3"]', 'sslProtocols'], ['custom.sslProtocols = "TLSv1.2"', 'sslProtocols'],
    ['custom.path = "/" + "x".repeat(255)', '255 characters'], ['custom.path = "/a b"', 'URL-encoded'], ['custom.port = 81', '80, 443 or 1024'],
    ['custom.domainName = "10.0.0.1"', 'no IP address'], ['custom.domainName = "x".repeat(254)', '253 characters'],
    ['custom.customHeaders["x-amz-date"] = [{ value: "x" }]', 'x-amz-date, which is disallowed'],
    ['custom.customHeaders.cookie = [{ value: "x" }]', 'disallowed'], ['custom.customHeaders["x-own"] = [{ value: "x" }]', 'also a header of the request'],
    ['request.origin = { s3: { domainName: "B.s3.amazonaws.com", path: "", customHeaders: {} } }', 'in lower case'],
    ['request.origin = { s3: { domainName: "b.s3.amazonaws.com", path: "", customHeaders: {}, authMethod: "control" } }', 'authMethod'],
    ['request.origin = { s3: { domainName: "b.s3.amazonaws.com", path: "", customHeaders: {}, authMethod: "origin-access-identity", region: "" } }', 's3.region'],
  ])('%s: 502', async (change, message) => {
    const running = returning(change);
    const response = await running.fetch('/x', { headers: { 'x-own': '1' } });
    expect([response.status, response.headers.get('x-cache')]).toEqual([502, 'LambdaValidationError from cloudfront']);
    expect(await response.text()).toMatch(/The Lambda function returned an invalid origin configuration: (The value of [A-Z]\w+ is|One or more)/);
    expect(running.exchanges[0]!.summaries.find(({ stage }) => stage === 'origin-request')!.text).toContain(message);
  });

  test('is a warning without strict, and the origin stays as it was', async () => {
    const running = returning('custom.readTimeout = 500', false);
    await running.fetch('/x');
    expect(running.exchanges[0]!.summaries.find(({ stage }) => stage === 'origin-request')!.text).toContain('warning: CloudFront would answer 502');
    expect(running.exchanges[0]!.originRequest!.origin.custom.readTimeoutSec).toBe(30);
  });

  test('may keep what the template says, above the limits', async () => {
    const extra = {
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginReadTimeout: 180, OriginKeepaliveTimeout: 300 },
      OriginCustomHeaders: [{ HeaderName: 'X-Own', HeaderValue: 's' }],
      ConnectionAttempts: 1,
    };
    const running = returning('request.uri = "/y"', true, extra);
    await running.fetch('/x', { headers: { 'x-own': '1' } });
    expect(running.exchanges[0]!.originRequest!.origin.custom)
      .toMatchObject({ readTimeoutSec: 180, keepaliveTimeoutSec: 300 });
  });

  test('sets the timeouts', async () => {
    const running = returning(
      'custom.readTimeout = 3; custom.keepaliveTimeout = 9; custom.responseCompletionTimeout = 4');
    await running.fetch('/x');
    expect(running.exchanges[0]!.originRequest!.origin.custom)
      .toMatchObject({ readTimeoutSec: 3, keepaliveTimeoutSec: 9, responseCompletionTimeoutSec: 4 });
  });
});
