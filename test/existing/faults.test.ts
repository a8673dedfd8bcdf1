import { runInNewContext } from 'node:vm';
import { anyEvent, numbers } from './equivalence/events';
import { existing, ours } from './support';
import { composeCloudFrontFunction } from '../../src/attach/slots/function-code';
import type { EdgeEvent } from '../../src/core/facts/edge-events';
import { copied } from '../steps/support';

type Event = 'viewer-request' | 'viewer-response';

const partOf = (event: EdgeEvent) => (event === 'viewer-request' ? 'request' : 'response');
const stamp = (event: Event) => ours(
  `function handler(event) { event.${partOf(event)}.headers['x-ours'] = { value: '1' }; return event.${partOf(event)}; }`, event);

function built(code: string, order: 'before' | 'after', event: Event) {
  const steps = [existing(code, order, event), stamp(event)];
  const logs: any[] = [];
  const run = runInNewContext(`'use strict'; ${composeCloudFrontFunction(order === 'before' ? steps : steps.reverse())}\nhandler`, {
    console: { log: (line: string) => logs.push(JSON.parse(line)) },
  });
  return { run: async (given: unknown) => copied(await run(given)), logs };
}

const FAULTS: readonly (readonly [fault: string, code: string])[] = [
  ['throws', 'function handler() { throw new Error("boom"); }'],
  ['changes the event and throws', 'function handler(event) { event.request.uri = "/x"; if (event.response) event.response.statusCode = 1; throw 1; }'],
  ['takes the event apart and throws', 'function handler(event) { event.context = event.request = event.response = null; throw 1; }'],
  ['changes items of headers in place and throws', 'function handler(event) { var m = event.response || event.request; for (var n in m.headers) m.headers[n].value = "evil"; throw 1; }'],
  ['changes an item by another method and throws', 'function handler(event) { var h = (event.response || event.request).headers; for (var n in h) Object.assign(h[n], { value: "evil" }); throw 1; }'],
  ['changes an item by a name and throws', 'var name = "val" + "ue"; function handler(event) { var h = (event.response || event.request).headers; for (var n in h) h[n][name]= "evil"; throw 1; }'],
  ['replaces, adds and removes headers and cookies and throws', 'function handler(event) { var m = event.response || event.request; m.headers.etag = { value: "evil" }; m.headers.evil = { value: "1" }; m.cookies = {}; delete m.headers["content-type"]; m.statusDescription = "evil"; throw 1; }'],
  ['throws something without a text', 'function handler() { throw Object.create(null); }'],
  ['rejects', 'async function handler() { throw new Error("boom"); }'],
  ['returns a rejected promise', 'function handler() { return Promise.reject(1); }'],
  ['throws while it loads', 'throw new Error("boom"); function handler() {}'],
  ['has no function as its handler', 'var handler = 1;'],
  ['returns what throws when it is read', 'function handler() { return { get then() { throw 1; } }; }'],
];
const event = (type: Event) => anyEvent(numbers(3), type);

describe.each(['before', 'after'] as const)('an existing function %s our steps that', (order) => {
  it.each(FAULTS)('%s refuses the request', async (_, code) => {
    const { run, logs } = built(code, order, 'viewer-request');
    expect(await run(event('viewer-request'))).toEqual({
      statusCode: 503, statusDescription: 'Service Unavailable', headers: { 'cache-control': { value: 'no-store' } },
    });
    expect(logs).toEqual([{
      level: 'ERROR',
      code: 'EDGE_STEP_FAILED',
      step: 'Web/Theirs',
      event: 'viewer-request',
      requestId: 'id',
      refused: true,
      message: expect.any(String),
    }]);
  });

  it.each(FAULTS)('%s lets the response continue as it was', async (_, code) => {
    const { run, logs } = built(code, order, 'viewer-response');
    const { response } = event('viewer-response');
    expect(await run(event('viewer-response'))).toEqual({ ...response, headers: { ...response.headers, 'x-ours': { value: '1' } } });
    expect(logs).toEqual([expect.objectContaining({ code: 'EDGE_STEP_FAILED', event: 'viewer-response' })]);
    expect(logs[0]).not.toHaveProperty('refused');
  });

  it.each(['undefined', 'null', '1', '"x"', '{}', '[]'])('returns %s gives it to CloudFront, which refuses it', async (value) => {
    const { run } = built(`function handler() { return ${value}; }`, order, 'viewer-request');
    const result = await run(event('viewer-request'));
    const refused = result?.statusCode === 503;
    expect(refused || result === undefined || typeof result?.uri !== 'string').toBe(true);
  });
});

describe('a function with an existing one', () => {
  /** The result, and how often text of JSON was made or read. */
  function counted(code: string, given: unknown) {
    let count = 0;
    const counting = (call: (value: any) => unknown) => (value: any) => { count++; return call(value); };
    const JSON_ = { stringify: counting(JSON.stringify), parse: counting(JSON.parse) };
    const result = runInNewContext(`${code}\nhandler`, { console, JSON: JSON_ })(given);
    return { result: copied(result), count };
  }
  const given = (type: Event) => {
    const made = event(type);
    made.request.querystring = { a: { value: '1' } };
    made.request.rawQueryString = () => 'a=1';
    if (made.response) made.response.headers = { etag: { value: '1' } };
    return made;
  };

  it('copies nothing where rules do not apply', () => {
    const rules = { part: 'redirect', config: { name: 'rules' }, code: 'function handler(event) { return event.request; }' } as const;
    const code = 'function handler(event) { event.request.uri += "index.html"; return event.request; }';
    for (const steps of [[rules, existing(code)], [existing(code, 'before'), rules]]) {
      const { result, count } = counted(composeCloudFrontFunction(steps), given('viewer-request'));
      expect(result.uri).toBe(`${event('viewer-request').request.uri}index.html`);
      expect(count).toBe(0);
    }
  });

  it('copies nothing of a response that a file leaves as it is', () => {
    const code = 'function handler(event) { event.response.headers["x-theirs"] = { value: "1" }; return event.response; }';
    const own = ours('function handler(event) { return event.response; }', 'viewer-response');
    const { result, count } = counted(
      composeCloudFrontFunction([existing(code, 'before', 'viewer-response'), own]), given('viewer-response'));
    expect(result.headers).toEqual({ 'etag': { value: '1' }, 'x-theirs': { value: '1' } });
    expect(count).toBe(0);
  });
});

describe('our steps and an existing function', () => {
  const ANSWER = 'function handler() { return { statusCode: 403 }; }';
  const SEEN = 'function handler(event) { event.request.headers["x-seen"] = { value: Object.keys(event.request.headers).join() }; return event.request; }';

  it('before ours: ours see what it returns, and not a request that it answers', async () => {
    const passed = await built(SEEN, 'before', 'viewer-request').run(event('viewer-request'));
    expect(Object.keys(passed.headers).slice(-2)).toEqual(['x-seen', 'x-ours']);
    expect(await built(ANSWER, 'before', 'viewer-request').run(event('viewer-request'))).toEqual({ statusCode: 403 });
  });

  it('after ours: it sees what ours return, and not a request that ours answer', async () => {
    const passed = await built(SEEN, 'after', 'viewer-request').run(event('viewer-request'));
    expect(passed.headers['x-seen'].value).toContain('x-ours');
    const code = composeCloudFrontFunction([ours('function handler() { return { statusCode: 301 }; }'), existing(SEEN)]);
    expect(copied(runInNewContext(`${code}\nhandler`)(event('viewer-request')))).toEqual({ statusCode: 301 });
  });

  it.each([
    ['before', '{ "b": { value: "2" } }', 'b=2'],
    ['before', 'event.request.querystring', 'a=%20&raw'],
    ['after', '{ "b": { value: "2", multiValue: [{ value: "2" }, { value: "" }] } }', 'b=2&b'],
    ['after', '"b=2&c&b=3"', 'b=2&b=3&c'],
    ['after', '""', ''],
    ['after', 'event.request.querystring', 'a=%20&raw'],
  ] as const)('%s ours: the second sees the query that the first returns, %s', async (order, query, expected) => {
    const change = `function handler(event) { event.request.querystring = ${query}; return event.request; }`;
    const see = `function handler(event) {
      event.request.headers['x-seen'] = { value: typeof event.request.querystring + ':' + event.request.rawQueryString() };
      return event.request;
    }`;
    const steps = order === 'before' ? [existing(change, order), ours(see)] : [ours(change), existing(see, order)];
    const given = event('viewer-request');
    given.request.querystring = { a: { value: '%20' }, raw: { value: '' } };
    given.request.rawQueryString = () => 'a=%20&raw';
    const result = await runInNewContext(`${composeCloudFrontFunction(steps)}\nhandler`, { console })(given);
    expect(result.headers['x-seen'].value).toBe(`object:${expected}`);
  });

  it('one that fails does not run twice', async () => {
    const counting = 'var n = 0; function handler(event) { n++; if (n > 1) return { statusCode: 500 }; throw 1; }';
    expect((await built(counting, 'after', 'viewer-response').run(event('viewer-response'))).statusCode).not.toBe(500);
  });
});
