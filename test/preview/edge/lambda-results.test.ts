import { originServer } from '../support/origin-server';
import { ALL_VIEWER, customOrigin, lambdaAt, site } from '../support/site';

type Event = 'viewer-request' | 'origin-request' | 'origin-response' | 'viewer-response';

function withFunction(event: Event, body: string, properties = {}) {
  const code = `exports.handler = async (event) => { const { request, response } = event.Records[0].cf; ${body} };`;
  return site({ fill: (stack) => lambdaAt(event, stack.lambda('Fn', code, properties)) });
}

async function outcome(event: Event, body: string) {
  const running = withFunction(event, body);
  const response = await running.fetch('/index.html', { headers: { 'Host': 'localhost', 'If-None-Match': '"x"' } });
  const summary = running.exchanges[0]!.summaries.find(({ stage }) => stage === event)?.text ?? '';
  return { status: response.status, xCache: response.headers.get('x-cache'), text: await response.text(), summary };
}

describe('invalid results: 502 with the reason', () => {
  test.each<[string, Event, string, string, RegExp]>([
    ['nothing', 'viewer-request', '', 'The JSON output must be an object type.', /returned nothing/],
    ['null', 'origin-response', 'return null;', 'The JSON output must be an object type.', /returned null/],
    ['a status below 200', 'viewer-request', 'return { status: "199" };', 'status code', /"199"/],
    ['a status above 599', 'origin-request', 'return { status: "600" };', 'status code', /"600"/],
    ['no status', 'origin-response', 'delete response.status; return response;', 'status code', /undefined/],
    ['another status at viewer-response', 'viewer-response', 'response.status = "302"; return response;', 'status code', /may not change/],
    ['a disallowed header', 'viewer-request', 'return { status: "200", headers: { "x-cache": [{ value: "x" }] } };', 'add a disallowed header', /x-cache/],
    ['the country of the viewer at viewer-request', 'viewer-request', 'request.headers["cloudfront-viewer-country"] = [{ value: "DE" }]; return request;', 'add a disallowed header', /cloudfront-viewer-country was added/],
    ['a disallowed header with a wildcard', 'origin-response', 'response.headers["X-Edge-Own"] = [{ value: "x" }]; return response;', 'add a disallowed header', /x-edge-own/],
    ['Host changed at viewer-request', 'viewer-request', 'request.headers.host[0].value = "other"; return request;', 'read-only header', /host was changed/],
    ['Via deleted at origin-request', 'origin-request', 'delete request.headers.via; return request;', 'read-only header', /via was deleted/],
    ['If-None-Match deleted at origin-request', 'origin-request', 'delete request.headers["if-none-match"]; return request;', 'read-only header', /if-none-match was deleted/],
    ['Content-Length added to a generated response', 'viewer-request', 'return { status: "200", headers: { "content-length": [{ value: "0" }] } };', 'read-only header', /content-length was added/],
    ['Content-Encoding added at viewer-response', 'viewer-response', 'response.headers["content-encoding"] = [{ value: "br" }]; return response;', 'read-only header', /content-encoding was added/],
    ['a header that is text', 'origin-response', 'response.headers["x-a"] = "b"; return response;', 'headers object', /not an array/],
    ['a header value that is a number', 'origin-response', 'response.headers["x-a"] = [{ value: 1 }]; return response;', 'headers object', /string value/],
    ['a line break in a header', 'origin-response', 'response.headers["x-a"] = [{ value: "a\\nb: c" }]; return response;', 'headers object', /line break/],
    ['a key that is not a string', 'origin-response', 'response.headers["x-a"] = [{ key: 1, value: "1" }]; return response;', 'headers object', /key/],
    ['a line break in a header for the origin', 'origin-request',
      'request.origin.s3.customHeaders = { "x-a": [{ value: "a\\nb: c" }] }; return request;', 'invalid origin', /line break/],
    ['a body that is an object', 'viewer-request', 'return { status: "200", body: {} };', 'body is not a string', /object/],
    ['a body that is not base64', 'viewer-request', 'return { status: "200", body: "%%", bodyEncoding: "base64" };', 'body is not a string', /base64/],
    ['204 with a body at viewer-request', 'viewer-request', 'return { status: "204", body: "x" };', 'body is not a string', /204/],
    ['more than 40 KB at viewer-request', 'viewer-request', 'return { status: "200", body: "x".repeat(40 * 1024 + 1) };', 'body is not a string', /40960 allowed/],
    ['more than 1 MB at origin-request', 'origin-request', 'return { status: "200", body: "x".repeat(1024 * 1024 + 1) };', 'body is not a string', /1048576 allowed/],
    ['a uri without a slash', 'viewer-request', 'request.uri = "x"; return request;', 'The specified URI is in an invalid format.', /must start with/],
    ['a query with a space', 'viewer-request', 'request.querystring = "a b"; return request;', 'invalid request', /without spaces/],
    ['a URL that is too long', 'origin-request', 'request.uri = "/" + "x".repeat(8192); return request;', 'invalid request', /8192/],
    ['a body of the request that is text', 'origin-request', 'request.body = "x"; return request;', 'body is not a string', /body is not an object/],
    ['an unknown action for the body', 'origin-request', 'request.body = { action: "set", data: "x" }; return request;', 'body is not a string', /replace or read-only.*"set"/],
    ['two origins', 'origin-request', 'request.origin.custom = { domainName: "x" }; return request;', 'invalid origin', /exactly one/],
    ['an origin with a port in its name', 'origin-request', 'request.origin.s3.domainName = "x:80"; return request;', 'invalid origin', /without a port/],
  ])('%s', async (_, event, body, reason, detail) => {
    const { status, xCache, text, summary } = await outcome(event, body);
    expect([status, xCache]).toEqual([502, 'LambdaValidationError from cloudfront']);
    expect(text).toMatch(/The Lambda function (result failed validation|returned (invalid JSON|an invalid (entry in the headers object|origin configuration))): /);
    expect(text).toContain(reason);
    expect(summary).toMatch(detail);
  });
});

describe('functions without a result: 503', () => {
  test.each<[string, string]>([
    ['throws', 'throw new Error("boom");'],
    ['rejects with something else', 'return Promise.reject("boom");'],
    ['ends its process', 'process.exit(3);'],
    ['exceeds its memory', 'const all = []; for (;;) all.push(new Array(1e6).fill(1));'],
  ])('%s', async (_, body) => {
    const { status, xCache, text } = await outcome('origin-request', body);
    expect([status, xCache]).toEqual([503, 'LambdaExecutionError from cloudfront']);
    expect(text).toContain(
      "The Lambda function associated with the CloudFront distribution is invalid or doesn't have the required "
        + 'permissions.',
    );
  });

  test('an endless loop is ended after the timeout, and the next event starts a new process', async () => {
    const running = withFunction('viewer-request', 'if (request.uri === "/hang") for (;;); return request;', {
      Timeout: 1,
    });
    expect((await running.fetch('/hang')).status).toBe(503);
    expect(running.exchanges[0]!.summaries.at(-1)!.text).toMatch(/within its timeout of 1 s/);
    expect((await running.fetch('/index.html')).status).toBe(200);
  });

  test.each([
    ['code that does not parse', 'exports.handler = async ( => {'],
    ['code without a handler', 'exports.other = 1;'],
    ['a callback handler on Node.js 24', 'exports.handler = (event, context, callback) => callback(null, event.Records[0].cf.request);'],
  ])('%s', async (_, code) => {
    const running = site({
      fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code, { Runtime: 'nodejs24.x' })),
    });
    expect((await running.fetch('/')).status).toBe(503);
  });

  test('a failing viewer-response function replaces the response by a 503', async () => {
    const { status, text } = await outcome('viewer-response', 'throw new Error("late");');
    expect([status, text]).toEqual([503, expect.not.stringContaining('home')]);
  });
});

describe('valid results', () => {
  test('a callback handler on Node.js 22', async () => {
    const code =
      'exports.handler = (event, context, callback) => callback(null, { status: "201", body: "called back" });';
    const running = site({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code)) });
    expect(await (await running.fetch('/')).text()).toBe('called back');
  });

  test('a response generated at viewer-request is sent with X-Cache: LambdaGeneratedResponse', async () => {
    const response = await withFunction(
      'viewer-request',
      `return {
      status: 302, statusDescription: 'Found', headers: { location: [{ key: 'Location', value: '/new' }], 'set-cookie': [{ value: 'a=1' }, { value: 'b=2' }] } };`,
    ).fetch('/old');
    expect([
      response.status,
      response.statusText,
      response.headers.get('location'),
      response.headers.get('x-cache'),
      response.headers.get('server'),
    ]).toEqual([302, 'Found', '/new', 'LambdaGeneratedResponse from cloudfront', 'CloudFront']);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('content-length')).toBe('0');
  });

  test('a response generated at origin-request replaces the origin\'s: origin-response does not see it', async () => {
    const running = site({
      fill: (stack) => ({
        LambdaFunctionAssociations: [
          { EventType: 'origin-request', LambdaFunctionARN: stack.lambda('Ask', 'exports.handler = async () => ({ status: "200", body: "generated" });') },
          { EventType: 'origin-response', LambdaFunctionARN: stack.lambda('See', 'exports.handler = async () => { throw new Error("no"); };') },
        ],
      }),
    });
    const response = await running.fetch('/');
    expect([await response.text(), response.headers.get('x-cache')]).toEqual(['generated', 'Miss from cloudfront']);
  });

  test('a new path reaches the origin and does not change the behavior', async () => {
    const running = withFunction('viewer-request', 'request.uri = "/404.html"; return request;');
    expect(await (await running.fetch('/anything')).text()).toBe('<h1>lost</h1>');
  });

  test.each([
    ['is kept', '', '<h1>home</h1>', '13'],
    ['is replaced', 'response.body = "new";', 'new', '3'],
    ['is removed', 'response.body = "";', '', '0'],
    ['is replaced by bytes', 'response.body = "AAE="; response.bodyEncoding = "base64";', '\0\x01', '2'],
  ])('at origin-response the body %s', async (_, change, body, length) => {
    const response = await withFunction(
      'origin-response',
      `${change} response.headers['x-seen'] = [{ value: '1' }]; return response;`,
    ).fetch('/');
    expect([await response.text(), response.headers.get('content-length'), response.headers.get('x-seen')]).toEqual([
      body,
      length,
      '1',
    ]);
  });

  test("deleting the origin's Transfer-Encoding at origin-response is invalid, because it is visible and read-only", async () => {
    const running = withFunction('origin-response', 'response.headers = {}; return response;');
    const response = await running.fetch('/missing');
    expect(response.status).toBe(502);
    expect(running.exchanges[0]!.summaries.at(-1)!.text).toMatch(/transfer-encoding was deleted/);
  });

  test('origin-request may select another origin, host and headers', async () => {
    const origin = await originServer((_, response) => response.end('elsewhere'));
    const port = Number(new URL(origin.url).port);
    const running = withFunction(
      'origin-request',
      `
      request.origin = { custom: { domainName: 'localhost', port: ${port}, protocol: 'http', path: '/base', customHeaders: { 'x-key': [{ key: 'X-Key', value: 'k' }] } } };
      request.headers.host = [{ key: 'Host', value: 'other.example' }];
      return request;`,
    );
    expect(await (await running.fetch('/x')).text()).toBe('elsewhere');
    expect(origin.requests).toMatchObject([{ url: '/base/x', headers: { 'host': 'other.example', 'x-key': 'k' } }]);
  });

  test.each(['request.uri = "/\\ud800x"', 'request.querystring = "a=\\ud800"'])(
    'half a surrogate pair becomes U+FFFD in a URL: %s', async (change) => {
      const origin = await originServer((_, response) => response.end('ok'));
      const running = site({
        origins: [customOrigin('api.example.com')],
        behavior: { TargetOriginId: 'api.example.com', OriginRequestPolicyId: ALL_VIEWER },
        fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', `exports.handler = async (e) => {
          const { request } = e.Records[0].cf; ${change}; return request; };`)),
      }, { origins: { 'api.example.com': origin.url } });
      expect((await running.fetch('/x')).status).toBe(200);
      expect(origin.requests[0]!.url).toContain('%EF%BF%BD');
      expect(running.logs).toEqual([]);
    });

  test('characters that HTTP does not allow are encoded, in the path and in headers', async () => {
    const origin = await originServer((_, response) => response.end('ok'));
    const running = site({
      origins: [customOrigin('api.example.com')],
      behavior: { TargetOriginId: 'api.example.com' },
      fill: (stack) => ({
        LambdaFunctionAssociations: [
          { EventType: 'viewer-request', LambdaFunctionARN: stack.lambda('In', 'exports.handler = async (e) => ({ ...e.Records[0].cf.request, uri: "/Größe 1" });') },
          {
            EventType: 'origin-response',
            LambdaFunctionARN: stack.lambda('Out', `exports.handler = async (e) => {
          const { response } = e.Records[0].cf; response.headers['x-arrow'] = [{ value: '→' }]; return response; };`),
          },
        ],
      }),
    }, { origins: { 'api.example.com': origin.url } });
    const response = await running.fetch('/x');
    expect(Buffer.from(response.headers.get('x-arrow')!, 'latin1').toString()).toBe('→');
    expect(origin.requests[0]!.url).toBe('/Gr%C3%B6%C3%9Fe%201');
  });

  test('without a Host header, the origin gets its own name', async () => {
    const origin = await originServer((request, response) => response.end(request.headers.host));
    const response = await site({
      origins: [customOrigin('api.example.com')],
      behavior: { TargetOriginId: 'api.example.com' },
      fill: (stack) => lambdaAt('origin-request', stack.lambda('Fn', `exports.handler = async (event) => {
        const { request } = event.Records[0].cf;
        delete request.headers.host;
        return request;
      };`)),
    }, { origins: { 'api.example.com': origin.url } }).fetch('/');
    expect([response.status, await response.text()]).toEqual([200, 'api.example.com']);
  });

  test('another method is ignored, and the line of the request says so', async () => {
    const { status, summary } = await outcome('origin-request', 'request.method = "POST"; return request;');
    expect([status, summary]).toEqual([200, expect.stringMatching(/warning: CloudFront ignores the method POST/)]);
  });

  test('a request body is replaced only with the action "replace"', async () => {
    const origin = await originServer((_, response) => response.end());
    const running = (action: string) =>
      site(
        {
          origins: [customOrigin('api.example.com')],
          behavior: {
            TargetOriginId: 'api.example.com',
            OriginRequestPolicyId: ALL_VIEWER,
            AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
          },
          fill: (stack) =>
            lambdaAt(
              'origin-request',
              stack.lambda(
                'Fn',
                `exports.handler = async (event) => {
        const { request } = event.Records[0].cf;
        Object.assign(request.body, { action: '${action}', encoding: 'text', data: 'replaced' });
        return request;
      };`,
              ),
              { IncludeBody: true },
            ),
        },
        { origins: { 'api.example.com': origin.url } },
      );
    await running('read-only').fetch('/x', { method: 'POST', body: 'original' });
    await running('replace').fetch('/x', { method: 'POST', body: 'original' });
    expect(origin.requests.map((request) => request.body)).toEqual(['original', 'replaced']);
  });
});
