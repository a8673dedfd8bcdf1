import { builtCloudFrontFunction as built, custom } from './support';
import type { BakedStep } from '../../src/attach/slots/contribution';
import { DISALLOWED_HEADERS, READ_ONLY_HEADERS } from '../../src/core/facts/edge-headers';

type Event = 'viewer-request' | 'viewer-response';

function event(eventType: Event): any {
  const headers = { host: { value: 'www.example.com' }, via: { value: '1.1 x' } };
  return {
    version: '1.0',
    context: { distributionDomainName: 'd1.cloudfront.net', eventType, requestId: 'id' },
    viewer: { ip: '203.0.113.1' },
    request: { method: 'GET', uri: '/x', querystring: { a: { value: '1' } }, headers, cookies: { c: { value: '1' } } },
    ...(eventType === 'viewer-response' && {
      response: {
        statusCode: 200,
        statusDescription: 'OK',
        headers: { via: { value: '1.1 x' } },
        cookies: { s: { value: '1', attributes: 'Secure' } },
      },
    }),
  };
}

const handles = (body: string) =>
  `async function handler(event) { var request = event.request, response = event.response; ${body} }`;
const stamp = (part: 'request' | 'response'): BakedStep =>
  custom(
    `function handler(event) { event.${part}.headers['x-stamp'] = { value: '1' }; return event.${part}; }`,
    'viewer-request',
  );
/** One before and one behind the step. */
const PLACES: [string, (step: BakedStep, part: 'request' | 'response') => BakedStep[]][] = [
  ['first', (step, part) => [step, stamp(part)]],
  ['last', (step, part) => [stamp(part), step]],
];

const FAULTS: [string, string][] = [
  ['throws', handles('throw new Error("boom");')],
  ['throws something that has no text', handles('throw Object.create(null);')],
  ['throws after it has given all objects a pass', handles('Object.prototype.pass = true; throw new Error("boom");')],
  ['throws undefined', handles('throw undefined;')],
  ['rejects', 'function handler() { return Promise.reject("boom"); }'],
  ['throws while the file loads', 'throw new Error("boom"); function handler() {}'],
  ['has no function', 'var handler = 1;'],
  ['destroys the event and throws', handles('event.context = null; event.request = event.response = 1; throw 1;')],
  ...['"x"', '0', 'NaN', 'false', 'true', '""', '[]', '[1]', '{}', 'function () {}'].map((v): [string, string] => [
    `returns ${v}`,
    handles(`return ${v};`),
  ]),
  ['returns a circle', handles('var a = { uri: "/", statusCode: 200 }; a.a = a; return a;')],
  ['returns a getter that throws', handles('return { get statusCode() { throw 1; }, get uri() { throw 1; } };')],
  ...['"403"', '199', '600', '200.5', 'NaN', 'null', 'true', '[200]', '0'].map((status): [string, string] => [
    `gives the status ${status}`,
    handles(
      `return { statusCode: ${status}, headers: { via: (response || { headers: {} }).headers.via || undefined } };`,
    ),
  ]),
  ...[
    '1',
    '[]',
    '{ "X-A": { value: "1" } }',
    '{ "x a": { value: "1" } }',
    '{ "x-a": "1" }',
    '{ "x-a": { value: 1 } }',
    '{ "x-a": {} }',
    '{ "x-a": [{ value: "1" }] }',
    '{ "x-a": { value: "a\\r\\nb: c" } }',
    '{ "x-a": { value: "1", multiValue: ["1"] } }',
    '{ "x-a": { multiValue: [{ value: "a\\n" }] } }',
    '{ "x-a": { value: "1", multiValue: 1 } }',
    '{ "x-cache": { value: "Hit" } }',
    '{ "x-edge-a": { value: "1" } }',
    '{ via: { value: "me" } }',
  ].map((headers): [string, string] => [
    `answers with headers ${headers}`,
    handles(`return { statusCode: 200, headers: ${headers} };`),
  ]),
  ...[
    '1',
    '[]',
    '{ a: "1" }',
    '{ a: { value: 1 } }',
    '{ a: { value: "1\\r\\n" } }',
    '{ a: { value: "1", attributes: "x\\n" } }',
    '{ a: { value: "1", attributes: 1 } }',
  ].map((cookies): [string, string] => [
    `answers with cookies ${cookies}`,
    handles(`return { statusCode: 200, headers: (response || {}).headers, cookies: ${cookies} };`),
  ]),
  ...['1', '[]', '{}', '{ data: 1 }', '{ encoding: "base64", data: "%" }'].map((body): [string, string] => [
    `answers with the body ${body}`,
    handles(`return { statusCode: 200, headers: (response || {}).headers, body: ${body} };`),
  ]),
];
const REQUEST_FAULTS: [string, string][] = [
  'uri = undefined', 'uri = 1', 'uri = ["/x"]', 'uri = ""', 'uri = "x"', 'uri = "/a\\nb"', 'uri = "/a\\tb"', 'uri = "/" + "x".repeat(8192)', 'querystring = 1', 'querystring = "a b"',
  'querystring = { a: "1" }', 'querystring = { a: { value: "\\n" } }', 'cookies = { a: "1" }', 'headers = undefined', 'headers.host = { value: "x" }',
  'headers.host.value = "x"', 'headers["content-length"] = { value: "1" }',
].map((change) => [`returns the request with ${change}`, handles(`request.${change}; return request;`)]);

describe.each(PLACES)('a file that is %s on viewer-request and', (_, among) => {
  it.each([...FAULTS, ...REQUEST_FAULTS])('%s refuses the request', async (__, code) => {
    const { run, logs } = built(among(custom(code), 'request'));
    expect(await run(event('viewer-request'))).toEqual({
      statusCode: 503, statusDescription: 'Service Unavailable', headers: { 'cache-control': { value: 'no-store' } },
    });
    expect(logs).toEqual([
      { level: 'ERROR', code: 'EDGE_STEP_FAILED', step: 'guard.js', event: 'viewer-request', requestId: 'id', refused: true, message: expect.any(String) },
    ]);
  });

  it.each([...FAULTS, ...REQUEST_FAULTS])('%s lets it pass as it was, where it may', async (__, code) => {
    const { run, logs } = built(among(custom(code, 'viewer-request', { pass: true }), 'request'));
    const { request } = event('viewer-request');
    expect(await run(event('viewer-request'))).toEqual({
      ...request,
      headers: { ...request.headers, 'x-stamp': { value: '1' } },
    });
    expect(logs).toEqual([expect.objectContaining({ code: 'EDGE_STEP_FAILED' })]);
    expect(logs[0]).not.toHaveProperty('refused');
  });
});

describe.each(PLACES)('a file that is %s on viewer-response and', (_, among) => {
  it.each([...FAULTS, ['returns the request', handles('return request;')]])(
    '%s leaves the response as it was',
    async (__, code) => {
      const { run, logs } = built(among(custom(code, 'viewer-response'), 'response'));
      const { response } = event('viewer-response');
      expect(await run(event('viewer-response'))).toEqual({
        ...response,
        headers: { ...response.headers, 'x-stamp': { value: '1' } },
      });
      expect(logs).toEqual([expect.objectContaining({ code: 'EDGE_STEP_FAILED', event: 'viewer-response' })]);
    },
  );
});

describe('a file of a CloudFront Function', () => {
  it.each<[string, Event, string, object]>([
    ['an answer', 'viewer-request', 'return { statusCode: 403 };', { statusCode: 403 }],
    [
      'an answer with all there is',
      'viewer-request',
      `return { statusCode: 200, statusDescription: "OK", headers: { "x-a": { value: "1", multiValue: [{ value: "1" }, { value: "2" }] } },
      cookies: { a: { value: "1", attributes: "Secure; Path=/" } }, body: { encoding: "base64", data: "eA==" } };`,
      { body: { encoding: 'base64', data: 'eA==' } },
    ],
    [
      'a changed request',
      'viewer-request',
      'request.uri = "/y"; request.querystring = "b=2"; return request;',
      { uri: '/y', querystring: 'b=2' },
    ],
    ['what is changed and not returned', 'viewer-request', 'request.uri = "/y";', { uri: '/y' }],
    [
      'another method, which is ignored',
      'viewer-request',
      'request.method = "DELETE"; return request;',
      { method: 'GET' },
    ],
    [
      'another status on viewer-response',
      'viewer-response',
      'response.statusCode = 404; return response;',
      { statusCode: 404 },
    ],
    [
      'several values without the first',
      'viewer-response',
      'response.headers["x-a"] = { multiValue: [{ value: "1" }] }; return response;',
      { statusCode: 200 },
    ],
  ])('may give %s', async (_, type, body, expected) => {
    const { run, logs } = built([custom(handles(body), type)]);
    expect(await run(event(type))).toMatchObject(expected);
    expect(logs).toEqual([]);
  });

  it.each<[Event, string]>([
    ['viewer-request', 'return { statusCode: 200, statusDescription: "a\\r\\nx-evil: 1" };'],
    ['viewer-response', 'response.statusDescription = "a\\0"; return response;'],
    ['viewer-response', 'response.statusDescription = 1; return response;'],
  ])('omits an invalid status description on %s: %s', async (type, body) => {
    const { run, logs } = built([custom(handles(body), type)]);
    const result = await run(event(type));
    expect(result).toMatchObject({ statusCode: 200 });
    expect(result).not.toHaveProperty('statusDescription');
    expect(logs).toEqual([]);
  });

  it('reads the raw query string, also after a step that failed', async () => {
    const asks = custom(handles('return { statusCode: 200, body: request.rawQueryString() };'));
    const { run } = built([custom(handles('throw 1;'), 'viewer-request', { pass: true }), asks]);
    const given = event('viewer-request');
    Object.defineProperty(given.request, 'rawQueryString', { value: () => 'a=1' });
    expect((await run(given)).body).toBe('a=1');
  });

  it('cannot change the event of other files, or its result later', async () => {
    const keeps = custom(
      handles(
        'Promise.resolve().then(function () {}).then(function () { request.uri = "/evil"; }); event.context.requestId = "evil"; return request;',
      ),
    );
    const waits = custom(
      handles(
        'await Promise.resolve(); await Promise.resolve(); await Promise.resolve(); if (event.context.requestId !== "id") throw 1; return request;',
      ),
    );
    const { run, logs } = built([keeps, waits]);
    expect((await run(event('viewer-request'))).uri).toBe('/x');
    expect(logs).toEqual([]);
  });

  const FAULTY = [
    'headers["x a"] = { value: "1" };',
    'headers.via.value = "me";',
    'Object.assign(headers.via, { value: "me" });',
    'headers["x-a"] = { multiValue: [{ value: "a\\n" }] };',
    'delete headers.via;',
    '["changes", "refuse", "save", "restore", "value", "statusCode"].forEach((name) => { Object.prototype[name] = undefined; });'
      + 'headers["x a"] = { value: "1" };',
  ];

  it.each(['viewer-request', 'viewer-response'] as const)('without promises, has its changes on %s checked', async (type) => {
    const part = type === 'viewer-request' ? 'request' : 'response';
    const reads = custom(`function handler(event) { return event.${part}; }`, type);
    for (const body of FAULTY) {
      const step = custom(`function handler(event) { var headers = event.${part}.headers; ${body} return event.${part}; }`, type);
      for (const steps of [[step], [step, reads], [reads, step]]) {
        const { run, logs } = built(steps);
        const result = await run(event(type));
        expect([body, result]).toEqual([body, type === 'viewer-request' ? expect.objectContaining({ statusCode: 503 }) : event(type).response]);
        expect(logs).toHaveLength(1);
      }
    }
  });

  it.each(['viewer-request', 'viewer-response'] as const)('that only reads may answer with another message on %s', async (type) => {
    const part = type === 'viewer-request' ? 'request' : 'response';
    const returns = async (value: string) => {
      const { run, logs } = built([custom(`function handler(event) { return ${value}; }`, type)]);
      return [await run(event(type)), logs.length];
    };
    const given = event(type)[part];
    expect(await returns(`event.${part}`)).toEqual([given, 0]);
    expect(await returns(`Object.assign({}, event.${part}, { cookies: { a: { value: "2" } } })`)).toEqual(
      [{ ...given, cookies: { a: { value: '2' } } }, 0]);
    const [, failures] = await returns(`Object.assign({}, event.${part}, { headers: { via: { value: "me" } } })`);
    expect(failures).toBe(1);
  });

  it('may change no header of CloudFront, and every other one', async () => {
    const examples = DISALLOWED_HEADERS.map((name) => name.replace('*', 'any'));
    const free = [
      ...examples.map((name) => `${name}-own`).filter((name) => !/^x-(amz-cf|edge)-/.test(name)),
      'x-amzn-trace-id',
      'x-accel',
      'server',
    ];
    const adds = async (type: Event, name: string) => {
      const part = type === 'viewer-request' ? 'request' : 'response';
      const { run } = built([
        custom(handles(`${part}.headers[${JSON.stringify(name)}] = { value: "new" }; return ${part};`), type),
      ]);
      return (await run(event(type))).headers?.[name]?.value;
    };
    for (const type of ['viewer-request', 'viewer-response'] as const) {
      for (const name of [...examples, ...READ_ONLY_HEADERS[type]]) {
        expect([name, await adds(type, name)]).not.toEqual([name, 'new']);
      }
      for (const name of free) expect([name, await adds(type, name)]).toEqual([name, 'new']);
    }
  });
});
