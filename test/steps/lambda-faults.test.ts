import { built, copied, custom, handles, inHaste, POSITIONS, securityHeaders } from './support';
import type { EdgeEvent } from '../../src/core/facts/edge-events';
import { requireApart } from '../support/bundles';
import { edgeEvent } from '../support/events';

const REQUESTS: EdgeEvent[] = ['viewer-request', 'origin-request'];
const RESPONSES: EdgeEvent[] = ['origin-response', 'viewer-response'];

/** Faults that a handler has on any event. */
const FAULTS: [string, string][] = [
  ['throws', handles('throw new Error("boom");')],
  ['throws something that has no text', handles('throw Object.create(null);')],
  ['throws an error whose message throws', handles('throw { get message() { throw 1; }, toString() { throw 2; } };')],
  ['throws undefined', handles('throw undefined;')],
  ['throws at once', 'exports.handler = (event) => { throw new Error("boom"); };'],
  ['rejects without a reason', handles('return Promise.reject();')],
  ['throws while the file loads', 'throw new Error("boom"); exports.handler = async () => {};'],
  ['exports no function', 'exports.handler = "boom";'],
  ['requires what is not there', 'require("no-such-module"); exports.handler = async () => {};'],
  ['calls itself without an end', 'const f = () => f(); exports.handler = async () => f();'],
  ['never answers', handles('return new Promise(() => undefined);')],
  ['returns a thenable that never calls', handles('return { then() {} };')],
  ['returns a thenable that throws', 'exports.handler = () => ({ then() { throw new Error("boom"); } });'],
  ...[
    '"x"',
    '0',
    'NaN',
    'false',
    'true',
    '""',
    '[]',
    '[{ status: "200" }]',
    '{}',
    '() => 1',
    'Symbol()',
    '1n',
    'new Map()',
  ].map((value): [string, string] => [`returns ${value}`, handles(`return ${value};`)]),
  ['returns a circle', handles('const a = { status: "200", uri: "/" }; a.a = a; return a;')],
  [
    'returns a getter that throws',
    handles('return { get status() { throw new Error("boom"); }, get uri() { throw new Error("boom"); } };'),
  ],
  [
    'returns a Proxy that throws',
    handles('return new Proxy({}, { get() { throw 1; }, ownKeys() { throw 1; }, has() { throw 1; } });'),
  ],
  ['returns toJSON of nothing', handles('return { status: "200", uri: "/", toJSON() {} };')],
  ...['"199"', '"600"', '"2000"', '199', '200.5', '"abc"', 'null', '{}', '""', '" 200"', 'true'].map(
    (status): [string, string] => [
      `returns the status ${status}`,
      handles(`return { status: ${status}, headers: { ...(response || {}).headers } };`),
    ],
  ),
  ...[
    '"x"',
    '[]',
    '{ "x a": [{ value: "1" }] }',
    '{ "x-a": "b" }',
    '{ "x-a": { value: "b" } }',
    '{ "x-a": [{ value: 1 }] }',
    '{ "x-a": ["b"] }',
    '{ "x-a": [{ value: "a\\r\\nset-cookie: b" }] }',
    '{ "x-a": [{ value: "a\\0" }] }',
    '{ "x-a": [{ key: 1, value: "1" }] }',
    '{ "": [{ value: "1" }] }',
    '{ "x-cache": [{ value: "Hit" }] }',
    '{ "X-Edge-Own": [{ value: "1" }] }',
    '{ via: [{ value: "me" }] }',
    '{ "x-a": [{ value: "x".repeat(1100000) }] }',
  ].map((headers): [string, string] => [
    `answers with headers ${headers}`,
    handles(`return { status: "200", headers: ${headers} };`),
  ]),
  ...['{}', '1', '["x"]', '"%%", bodyEncoding: "base64"', '"x", bodyEncoding: "hex"', '"x".repeat(1048577)'].map(
    (body): [string, string] => [
      `answers with the body ${body}`,
      handles(`return { status: "200", headers: { ...(response || {}).headers }, body: ${body} };`),
    ],
  ),
];

/** Requests that CloudFront would not take. */
const REQUEST_FAULTS: [string, string][] = [
  'uri: undefined', 'uri: 1', 'uri: ""', 'uri: "x"', 'uri: "https://evil.example/"', 'uri: "/a\\nb"', 'uri: "/" + "x".repeat(8192)',
  'querystring: 1', 'querystring: "a b"', 'querystring: "a#b"', 'querystring: "a\\r\\nb"', 'headers: undefined', 'headers: []',
  'headers: { ...request.headers, "content-length": [{ value: "1" }] }', 'headers: { ...request.headers, via: [] , "x-a": [{}] }',
  'headers: { ...request.headers, "x-a": [{ value: "x".repeat(33000) }] }', 'body: { action: "replace", data: "%" }',
  'body: { action: "replace", encoding: "text", data: "x".repeat(1048577) }', 'body: { action: "replace", encoding: "hex", data: "ff" }',
].map((change) => [`returns the request with ${change}`, handles(`return { ...request, ${change} };`)]);

const ORIGIN_FAULTS: [string, string][] = [
  '1',
  '{}',
  '{ custom: {}, s3: {} }',
  '{ custom: { domainName: "a:80", port: 80, protocol: "http" } }',
  '{ custom: { domainName: "a.example", port: 22, protocol: "http" } }',
  '{ s3: { domainName: "b.s3.amazonaws.com", path: "x" } }',
  '{ s3: { domainName: "user@evil.example" } }',
  ...[
    '"x"',
    '[]',
    '{ "x-a": "1" }',
    '{ "x-a": [{ key: "x-a", value: "1\\r\\nb: c" }] }',
    '{ "x a": [{ value: "1" }] }',
    '{ "x-a": [{}] }',
  ].map((headers) => `{ s3: { domainName: "b.s3.amazonaws.com", customHeaders: ${headers} } }`),
].map((origin) => [`returns the origin ${origin}`, handles(`return { ...request, origin: ${origin} };`)]);

const event = (type: EdgeEvent, uri = '/x') =>
  edgeEvent(type, { uri, headers: { Via: '1.1 x' }, responseHeaders: { 'Via': '1.1 x', 'X-Own': '1' } });
const REFUSED = {
  status: '503',
  statusDescription: 'Service Unavailable',
  headers: {
    'cache-control': [{ key: 'Cache-Control', value: 'no-store' }],
    'x-frame-options': [{ key: 'X-Frame-Options', value: 'DENY' }],
  },
  body: '',
};

describe.each(REQUESTS)('a step of the user on %s that', (type) => {
  const faults = [...FAULTS, ...REQUEST_FAULTS, ...(type === 'origin-request' ? ORIGIN_FAULTS : [])];

  describe.each(POSITIONS)('is %s and', (_, among) => {
    it.each(faults)('%s refuses the request', async (__, code) => {
      const { run, logs } = built(among(custom(code, type)));
      expect(copied(await run(event(type), inHaste()))).toEqual(REFUSED);
      const { requestId } = event(type).Records[0].cf.config;
      expect(logs).toEqual([
        { level: 'ERROR', code: 'EDGE_STEP_FAILED', step: 'guard.js', event: type, requestId, refused: true, message: expect.any(String) },
      ]);
      expect(JSON.stringify(logs).length).toBeLessThan(2_000);
    });

    it.each(faults)('%s lets it pass as it was, where it may', async (__, code) => {
      const { run, logs } = built(among(custom(code, type, { pass: true })));
      expect(copied(await run(event(type), inHaste()))).toEqual(event(type).Records[0].cf.request);
      expect(logs).toEqual([expect.objectContaining({ code: 'EDGE_STEP_FAILED' })]);
      expect(logs[0]).not.toHaveProperty('refused');
    });
  });

  it('fails before the redirects refuses the request; after a redirect it does not run', async () => {
    const results = await Promise.all(
      POSITIONS.map(async ([, among]) => built(among(custom(FAULTS[0][1], type))).run(event(type, '/old'))),
    );
    expect(results.map(({ status }) => status)).toEqual(['503', '301', '301']);
  });

  it('fails for one request runs again for the next', async () => {
    const { run } = built([
      custom(
        `if (!globalThis.tried) { globalThis.tried = 1; throw new Error("cold"); }\n${handles('return request;')}`,
        type,
      ),
    ]);
    expect((await run(event(type))).status).toBe('503');
    expect((await run(event(type))).uri).toBe('/x');
  });
});

describe.each(RESPONSES)('a step of the user on %s that', (type) => {
  // A response may be large at the origin, and the status of viewer-response is not to change.
  it.each([...FAULTS, ['returns a request', handles('return request;')]])(
    '%s leaves the response as it was',
    async (_, code) => {
      const { run, logs } = built([custom(code, type), securityHeaders]);
      const { response } = event(type).Records[0].cf;
      const expected = {
        ...response,
        headers: { ...response.headers, 'x-frame-options': REFUSED.headers['x-frame-options'] },
      };
      expect(copied(await run(event(type), inHaste()))).toEqual(expected);
      expect(logs).toEqual([expect.objectContaining({ code: 'EDGE_STEP_FAILED', event: type })]);
    },
  );
});

describe('the rules of single events', () => {
  it.each<[string, EdgeEvent, string]>([
    ['a new status on viewer-response', 'viewer-response', 'response.status = "302"; return response;'],
    ['Content-Encoding on viewer-response', 'viewer-response', 'response.headers["content-encoding"] = [{ value: "br" }]; return response;'],
    ['Via deleted', 'origin-response', 'delete response.headers.via; return response;'],
  ])('%s is a fault', async (_, type, body) => {
    const { run, logs } = built([custom(handles(body), type)]);
    expect(await run(event(type))).toEqual(event(type).Records[0].cf.response);
    expect(logs).toHaveLength(1);
  });

  it.each<[string, EdgeEvent, string]>([
    ['Host changed on viewer-request', 'viewer-request', 'request.headers.host[0].value = "other"; return request;'],
    ['a 204 with a body', 'viewer-request', 'return { status: "204", body: "x" };'],
    [
      'more than 40 KB on viewer-request',
      'viewer-request',
      'return { status: "200", body: "x".repeat(40 * 1024 + 1) };',
    ],
  ])('%s is refused', async (_, type, body) =>
    expect((await built([custom(handles(body), type)]).run(event(type))).status).toBe('503'),
  );

  it.each<[string, EdgeEvent, string, object]>([
    ['a status that is a number', 'viewer-request', 'return { status: 401 };', { status: '401', headers: {} }],
    ['header names in capitals', 'viewer-request', 'return { status: "302", headers: { Location: [{ value: "/" }] } };',
      { status: '302', headers: { location: [{ key: 'Location', value: '/' }] } }],
    // So does AWS's own sample, "overriding a response header".
    ['the line of one header as another', 'origin-response', 'response.headers["last-modified"] = response.headers["x-own"]; return response;',
      { headers: { 'last-modified': [{ key: 'Last-Modified', value: '1' }], 'x-own': [{ key: 'X-Own', value: '1' }] } }],
    ['keys in their own spelling', 'origin-request', 'return { status: "200", headers: { "x-a": [{ key: "x-a", value: "1" }, { key: "X-a", value: "2" }] } };',
      { headers: { 'x-a': [{ key: 'x-a', value: '1' }, { key: 'X-a', value: '2' }] } }],
    ['names of Object.prototype', 'origin-request', 'return { status: "200", headers: { constructor: [{ value: "1" }] } };',
      { status: '200', headers: { constructor: [{ key: 'Constructor', value: '1' }] } }],
    ['Host changed on origin-request', 'origin-request', 'return { ...request, headers: { ...request.headers, host: [{ value: "other" }] } };',
      { headers: { host: [{ value: 'other' }] } }],
    ['a tab in a value', 'origin-request', 'return { status: "200", headers: { "x-a": [{ value: "a\\tb" }] } };', { status: '200' }],
    ['a request without its query', 'origin-request', 'delete request.querystring; return request;', { uri: '/x', querystring: '' }],
    ['base64', 'origin-request', 'return { status: "200", body: "eA==", bodyEncoding: "base64" };', { body: 'eA==', bodyEncoding: 'base64' }],
    ['40 KB on origin-request', 'origin-request', 'return { status: "200", body: "x".repeat(41000) };', { status: '200' }],
    ['another origin', 'origin-request', 'return { ...request, origin: { custom: { domainName: "a.example", port: 443, protocol: "https", path: "" } } };',
      { origin: { custom: { domainName: 'a.example' } } }],
    ['headers for the origin', 'origin-request',
      'return { ...request, origin: { s3: { domainName: "b.s3.amazonaws.com", customHeaders: { "x-a": [{ value: "1" }] } } } };',
      { origin: { s3: { customHeaders: { 'x-a': [{ value: '1' }] } } } }],
    ['another method, which is ignored', 'viewer-request', 'return { ...request, method: "DELETE" };', { method: 'GET', uri: '/x' }],
    ['nothing', 'viewer-request', 'request.uri = "/not-returned";', { uri: '/x' }],
    ['null', 'viewer-request', 'return null;', { uri: '/x' }],
  ])('%s is accepted', async (_, type, body, expected) => {
    const { run, logs } = built([custom(handles(body), type)]);
    expect(copied(await run(event(type)))).toMatchObject(expected);
    expect(logs).toEqual([]);
  });

  it.each(['a\\r\\nx-evil: 1', 'a\\0', 'a\\x7f'])(
    'an invalid status description is omitted: %s',
    async (statusDescription) => {
      const { run, logs } = built([
        custom(handles(`return { status: "200", statusDescription: "${statusDescription}" };`)),
      ]);
      expect(await run(event('viewer-request'))).toEqual({ status: '200', headers: {} });
      expect(logs).toEqual([]);
    },
  );

  it('writes nothing of the request into the log', async () => {
    const { run, logs } = built([custom(handles('return { ...request, querystring: request.querystring + " x" };'))]);
    await run(
      edgeEvent('viewer-request', {
        uri: '/secret-path',
        querystring: 'token=secret',
        headers: { Cookie: 'id=secret' },
      }),
    );
    expect(logs).toHaveLength(1);
    expect(JSON.stringify(logs)).not.toMatch(/secret/);
  });
});

describe('isolation', () => {
  it('later changes of a handler have no effect', async () => {
    const code = handles(
      'setImmediate(() => { request.uri = "/changed"; request.headers.host[0].value = "evil"; }); return request;',
    );
    const slow = handles('await new Promise((go) => setTimeout(go, 20)); return request;');
    const { run } = built([custom(code), custom(slow)]);
    expect(await run(event('viewer-request'))).toEqual(event('viewer-request').Records[0].cf.request);
  });

  it('a handler that replaces the console and the timers does not affect other steps', async () => {
    const code = `console.log = null; globalThis.setTimeout = null; ${handles('throw 1;')}`;
    expect((await built([custom(code)]).run(event('viewer-request'))).status).toBe('503');
  });

  it('a step after one that timed out still runs, on both kinds of events', async () => {
    const never = handles('return new Promise(() => undefined);');
    const request = built([
      custom(never, 'viewer-request', { pass: true }),
      custom(handles('request.uri += "2"; return request;')),
    ]);
    expect((await request.run(event('viewer-request'), inHaste())).uri).toBe('/x2');
    const stamp = handles('response.headers["x-stamp"] = [{ value: "1" }]; return response;');
    const response = built([custom(never, 'origin-response'), custom(stamp, 'origin-response')]);
    expect((await response.run(event('origin-response'), inHaste())).headers['x-stamp']).toEqual([
      { key: 'X-Stamp', value: '1' },
    ]);
  });

  it('without a context the limit is four fifths of the function\'s five seconds', async () => {
    const limits: number[] = [];
    const timers = {
      clearTimeout,
      setTimeout: (done: () => void, ms: number) => {
        limits.push(ms);
        return setTimeout(done, 1);
      },
    };
    const globals = { require: (name: string) => (name === 'node:timers' ? timers : requireApart(name)) };
    const { run } = built([custom(handles('return new Promise(() => undefined);'))], globals);
    await run(event('viewer-request'), {});
    expect(limits).toEqual([4_000]);
  });
});
