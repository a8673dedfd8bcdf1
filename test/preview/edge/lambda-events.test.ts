import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { originServer } from '../support/origin-server';
import { ALL_VIEWER, customOrigin, json, lambdaAt, site } from '../support/site';

/** A function that returns its event as the body of a response. */
const ECHO = 'exports.handler = async (event) => ({ status: "200", body: JSON.stringify(event.Records[0].cf) });';
/**
 * A function that returns its event in a header of the response, for events at which a body would replace the origin's.
 */
const ECHO_IN_HEADER = `exports.handler = async (event) => {
  const { response } = event.Records[0].cf;
  response.headers['x-event'] = [{ key: 'X-Event', value: Buffer.from(JSON.stringify(event.Records[0].cf)).toString('base64') }];
  return response;
};`;

async function eventIn(response: Response) {
  return JSON.parse(Buffer.from(response.headers.get('x-event')!, 'base64').toString());
}

describe('the events of Lambda@Edge', () => {
  test('viewer-request: the request as the viewer sent it, before any policy', async () => {
    const running = site({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', ECHO)) });
    const response = await running.fetch('/docs/a%20b?b=2&a=1', {
      headers: { 'Host': 'localhost:8080', 'Accept': '*/*', 'X-Forwarded-Proto': 'http' },
    });
    const event = await json(response);
    expect(event.config).toEqual({
      distributionDomainName: 'localhost:8080',
      distributionId: expect.stringMatching(/^E[A-Z0-9]+$/),
      eventType: 'viewer-request',
      requestId: response.headers.get('x-amz-cf-id'),
    });
    expect(event.request).toMatchObject({
      clientIp: '127.0.0.1',
      method: 'GET',
      uri: '/docs/a%20b',
      querystring: 'b=2&a=1',
    });
    expect(event.request.headers).toMatchObject({
      host: [{ key: 'Host', value: 'localhost:8080' }],
      accept: [{ key: 'accept', value: '*/*' }],
    });
    expect(Object.keys(event.request.headers)).not.toContain('x-forwarded-proto');
    expect(event.request).not.toHaveProperty('origin');
    expect(event.request).not.toHaveProperty('body');
    expect(event).not.toHaveProperty('response');
  });

  test('viewer-request sees the default root object', async () => {
    const running = site({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', ECHO)) });
    expect((await json(running.fetch('/'))).request).toMatchObject({ uri: '/index.html', querystring: '' });
  });

  test('origin-request to a bucket: the bucket\'s host, and no headers of the viewer without a policy', async () => {
    const running = site({ fill: (stack) => lambdaAt('origin-request', stack.lambda('Fn', ECHO)) });
    const { request } = await json(
      running.fetch('/x?q=1', {
        headers: { 'Accept': 'text/html', 'Cookie': 'a=b', 'User-Agent': 'Me', 'Referer': 'r', 'X-Own': '1' },
      }),
    );
    expect(request).toMatchObject({ uri: '/x', querystring: '' });
    expect(Object.keys(request.headers).sort()).toEqual(['host', 'user-agent', 'via', 'x-forwarded-for']);
    expect(request.headers).toMatchObject({
      'host': [{ key: 'Host', value: 'bucket.s3.us-east-1.amazonaws.com' }],
      'user-agent': [{ key: 'User-Agent', value: 'Amazon CloudFront' }],
      'x-forwarded-for': [{ key: 'X-Forwarded-For', value: '127.0.0.1' }],
      'via': [{ key: 'Via', value: expect.stringMatching(/^1\.1 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)$/) }],
    });
    expect(request.origin).toEqual({
      s3: {
        authMethod: 'none',
        customHeaders: {},
        domainName: 'bucket.s3.us-east-1.amazonaws.com',
        path: '',
        region: '',
        readTimeout: 30,
      },
    });
  });

  test('origin-request: the headers of CloudFront in its own spelling', async () => {
    const running = site({
      fill: (stack) => {
        stack.resource('Policy', 'AWS::CloudFront::OriginRequestPolicy', {
          OriginRequestPolicyConfig: {
            Name: 'p',
            CookiesConfig: { CookieBehavior: 'none' },
            QueryStringsConfig: { QueryStringBehavior: 'none' },
            HeadersConfig: {
              HeaderBehavior: 'whitelist',
              Headers: ['cloudfront-viewer-country', 'CloudFront-Is-IOS-Viewer', 'CLOUDFRONT-IS-SMARTTV-VIEWER', 'cloudfront-viewer-asn'],
            },
          },
        });
        return { OriginRequestPolicyId: { Ref: 'Policy' }, ...lambdaAt('origin-request', stack.lambda('Fn', ECHO)) };
      },
    });
    const { request } = await json(running.fetch('/x', { headers: { 'CloudFront-Viewer-Country': 'FR' } }));
    expect(request.headers).toMatchObject({
      'cloudfront-viewer-country': [{ key: 'CloudFront-Viewer-Country', value: 'FR' }],
      'cloudfront-is-ios-viewer': [{ key: 'CloudFront-Is-IOS-Viewer' }],
      'cloudfront-is-smarttv-viewer': [{ key: 'CloudFront-Is-SmartTV-Viewer' }],
      'cloudfront-viewer-asn': [{ key: 'CloudFront-Viewer-ASN' }],
    });
  });

  test('origin-request to a custom origin: the headers that the policy forwards', async () => {
    const running = site({
      origins: [
        customOrigin('api.example.com', {
          OriginPath: '/v1',
          OriginCustomHeaders: [{ HeaderName: 'X-Secret', HeaderValue: 's' }],
        }),
      ],
      behavior: { TargetOriginId: 'api.example.com', OriginRequestPolicyId: ALL_VIEWER },
      fill: (stack) => lambdaAt('origin-request', stack.lambda('Fn', ECHO)),
    });
    const { request } = await json(
      running.fetch('/x?q=1&r', {
        headers: { 'Host': 'localhost:1', 'Cookie': 'a=b', 'User-Agent': 'Me', 'X-Own': '1' },
      }),
    );
    expect(request.querystring).toBe('q=1&r');
    expect(request.headers).toMatchObject({
      'host': [{ value: 'localhost:1' }], 'cookie': [{ value: 'a=b' }], 'user-agent': [{ value: 'Me' }], 'x-own': [{ value: '1' }],
    });
    expect(request.origin).toEqual({
      custom: {
        customHeaders: { 'x-secret': [{ key: 'X-Secret', value: 's' }] },
        domainName: 'api.example.com',
        keepaliveTimeout: 5,
        path: '/v1',
        port: 443,
        protocol: 'https',
        readTimeout: 30,
        sslProtocols: ['TLSv1.2'],
      },
    });
  });

  test('origin-response: the origin\'s response and the request to it, also for errors', async () => {
    const origin = await originServer((_, response) => {
      response
        .writeHead(404, 'Gone fishing', {
          'Content-Type': 'text/plain',
          'Set-Cookie': ['a=1', 'b=2'],
          'X-Cache': 'theirs',
        })
        .end('no');
    });
    const running = site({
      origins: [customOrigin('api.example.com')],
      behavior: { TargetOriginId: 'api.example.com', OriginRequestPolicyId: ALL_VIEWER },
      fill: (stack) => lambdaAt('origin-response', stack.lambda('Fn', ECHO_IN_HEADER)),
    }, { origins: { 'api.example.com': origin.url } });
    const response = await running.fetch('/x', { headers: { Host: 'localhost:1' } });
    const event = await eventIn(response);
    expect([response.status, await response.text()]).toEqual([404, 'no']);
    expect(event.config.eventType).toBe('origin-response');
    expect(event.response).toMatchObject({ status: '404', statusDescription: 'Gone fishing' });
    expect(event.response.headers['set-cookie']).toEqual([
      { key: 'Set-Cookie', value: 'a=1' },
      { key: 'Set-Cookie', value: 'b=2' },
    ]);
    expect(Object.keys(event.response.headers)).not.toContain('x-cache');
    expect(event.response).not.toHaveProperty('body');
    expect(event.request).toMatchObject({ uri: '/x', origin: { custom: { domainName: 'api.example.com' } } });
  });

  test('viewer-response: the viewer\'s request and the response to it', async () => {
    const running = site({ fill: (stack) => lambdaAt('viewer-response', stack.lambda('Fn', ECHO_IN_HEADER)) });
    const event = await eventIn(await running.fetch('/', { headers: { Host: 'localhost:1' } }));
    expect(event.config.eventType).toBe('viewer-response');
    expect(event.request).toMatchObject({ uri: '/index.html', headers: { host: [{ value: 'localhost:1' }] } });
    expect(event.request).not.toHaveProperty('origin');
    expect(event.response).toMatchObject({
      status: '200',
      headers: { 'content-type': [{ key: 'Content-Type', value: 'text/html' }] },
    });
    expect(Object.keys(event.response.headers)).not.toContain('x-amz-cf-id');
  });

  test('IncludeBody: the body in base64, cut off at 40 KB for viewer events', async () => {
    const running = site({
      behavior: { AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'] },
      fill: (stack) =>
        lambdaAt(
          'viewer-request',
          stack.lambda(
            'Fn',
            ECHO.replace(
              'JSON.stringify(event.Records[0].cf)',
              'JSON.stringify({ ...event.Records[0].cf.request.body, data: event.Records[0].cf.request.body.data.length })',
            ),
          ),
          { IncludeBody: true },
        ),
    });
    const body = async (size: number) => json(running.fetch('/x', { method: 'POST', body: 'x'.repeat(size) }));
    expect(await body(3)).toEqual({ inputTruncated: false, action: 'read-only', encoding: 'base64', data: 4 });
    expect(await body(50_000)).toEqual({ inputTruncated: true, action: 'read-only', encoding: 'base64', data: 54_616 });
  });

  test('the context and the environment are those of Lambda, without variables of the preview\'s process', async () => {
    process.env.EDGE_TEST_SECRET = 'leaked';
    const code =
      'exports.handler = async (event, context) => ({ status: "200", body: JSON.stringify({ env: process.env, context, left: context.getRemainingTimeInMillis() }) });';
    const running = site({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code)) });
    const { env, context, left } = await json(running.fetch('/'));
    expect(Object.keys(env)).not.toContain('EDGE_TEST_SECRET');
    expect(env).toMatchObject({
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'preview',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      _HANDLER: 'index.handler',
    });
    expect(context).toMatchObject({ functionName: 'us-east-1.Web-Fn', memoryLimitInMB: '128', functionVersion: '1' });
    expect(left).toBeGreaterThan(0);
    delete process.env.EDGE_TEST_SECRET;
  });

  test('a function stays warm and handles one event at a time', async () => {
    const code = `let count = 0, busy = 0; exports.handler = async () => {
      if (busy++ > 0) throw new Error('two at once');
      await new Promise((resolve) => setTimeout(resolve, 5));
      busy--;
      return { status: '200', body: String(++count) };
    };`;
    const running = site({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code)) });
    const bodies = await Promise.all([1, 2, 3].map(async () => (await running.fetch('/')).text()));
    expect(bodies.sort()).toEqual(['1', '2', '3']);
  });

  test('output of a function is logged with its name', async () => {
    const running = site({
      fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', `console.log('hello'); ${ECHO}`)),
    });
    await running.fetch('/');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(running.logs).toEqual(['Web/Fn: hello']);
  });
});

test('these tests run the worker of the package', () => {
  expect(readFileSync(join(__dirname, '../../../projenrc/tools.mjs'), 'utf8')).toContain(
    "entryPoints: ['src/preview/edge/worker.ts']",
  );
});
