import { built, custom, handles, inHaste, redirects, securityHeaders } from './support';
import { edgeEvent } from '../support/events';

const event = () => edgeEvent('viewer-request', { uri: '/x' });
const guard = (code: string, config: object = {}) =>
  built([custom(code, 'viewer-request', config), redirects, securityHeaders]);
const callsBack = (body: string, kind = '') =>
  `exports.handler = ${kind}(event, context, callback) => { const { request } = event.Records[0].cf; ${body} };`;

describe('a handler that calls back', () => {
  it.each<[string, string]>([
    ['at once', 'callback(null, { ...request, uri: "/called" });'],
    ['at once, returning what the callback returns', 'return callback(null, { ...request, uri: "/called" });'],
    ['later', 'setTimeout(() => callback(null, { ...request, uri: "/called" }), 5);'],
    ['later, returning the timer', 'return setTimeout(() => callback(null, { ...request, uri: "/called" }), 5);'],
    ['with undefined for the error', 'callback(undefined, { ...request, uri: "/called" });'],
    ['through context.succeed', 'setTimeout(() => context.succeed({ ...request, uri: "/called" }), 5);'],
    ['through context.done', 'setTimeout(() => context.done(null, { ...request, uri: "/called" }), 5);'],
  ])('%s is run properly', async (_, body) => {
    const { run, logs } = guard(callsBack(body));
    expect(await run(event())).toEqual({ ...event().Records[0].cf.request, uri: '/called' });
    expect(logs).toEqual([]);
  });

  it.each<[string, string]>([
    ['takes the callback from the arguments', 'exports.handler = function () { const c = arguments[2]; setTimeout(() => c(null, { status: "401" }), 5); };'],
    ['takes the callback from the rest', 'exports.handler = (...args) => { setTimeout(() => args[2](null, { status: "401" }), 5); };'],
    ['is an async wrapper', 'const inner = (e, c, cb) => { setTimeout(() => cb(null, { status: "401" }), 5); };\nexports.handler = async (...args) => inner(...args);'],
    ['is bound', 'exports.handler = (function (e, c, cb) { setTimeout(() => cb(null, { status: this.status }), 5); }).bind({ status: "401" });'],
    ['has a default for it', 'exports.handler = (event, context, callback = () => {}) => { setTimeout(() => callback(null, { status: "401" }), 5); };'],
    ['is async and calls back after its end', callsBack('setTimeout(() => callback(null, { status: "401" }), 5);', 'async ')],
    ['has two parameters and context.succeed', 'exports.handler = (event, context) => { setTimeout(() => context.succeed({ status: "401" }), 5); };'],
    ['has a default for it behind a pattern', 'exports.handler = ({ Records }, context, callback = () => {}) => { setTimeout(() => callback(null, { status: "401" }), 5); };'],
    ['takes the callback from the rest behind a pattern', 'exports.handler = ({ Records: [{ cf }] }, ...rest) => { setTimeout(() => rest[1](null, { status: "401" }), 5); };'],
    ['hands the context on', 'const deny = (c) => setTimeout(() => c.succeed({ status: "401" }), 5);\nexports.handler = (event, context) => { deny(context); };'],
    ['hands the context on in an object', 'const deny = (c) => setTimeout(() => c.succeed({ status: "401" }), 5);\nexports.handler = (event, $) => { deny({ ...$ }); };'],
    ['takes a method of the context by its text', 'exports.handler = (event, context) => { setTimeout(() => context["suc" + "ceed"]({ status: "401" }), 5); };'],
    ['takes a method of the context apart', 'exports.handler = (event, { succeed: ok }) => { setTimeout(() => ok({ status: "401" }), 5); };'],
    ['takes the rest of the context', 'exports.handler = (event, { awsRequestId, ...c }) => { setTimeout(() => c.succeed({ status: "401" }), 5); };'],
    ['uses the context in a template text with slashes', 'const deny = (c) => { setTimeout(() => c.succeed({ status: "401" }), 5); };\nexports.handler = (event, context) => { const a = `https://x/${deny(context)}`; };'],
    ['uses the context behind a regular expression with quotes', 'const deny = (c) => { setTimeout(() => c.succeed({ status: "401" }), 5); };\nexports.handler = (event, context) => { const a = /["\'`]|[/]\\/\\//.test("x"); deny(context); };'],
    ['is a method', 'exports.handler = ({ handler(event, context) { setTimeout(() => context.done(null, { status: "401" }), 5); } }).handler;'],
    ['is a function that hides its code', `${callsBack('setTimeout(() => callback(null, { status: "401" }), 5);')} exports.handler.toString = () => "x => x"; Object.defineProperty(exports.handler, "length", { value: 0 });`],
    ['is a Proxy', `${callsBack('setTimeout(() => callback(null, { status: "401" }), 5);')} exports.handler = new Proxy(exports.handler, {});`],
  ])('does not let the request pass if it %s', async (_, code) => {
    const { run, logs } = guard(code);
    expect(await run(event())).toMatchObject({ status: '401', headers: { 'x-frame-options': [{ value: 'DENY' }] } });
    expect(logs).toEqual([]);
  });

  it.each<[string, string]>([
    ['an error', 'callback(new Error("boom"));'],
    ['an error that is text', 'callback("boom", request);'],
    ['an error that is false', 'callback(false, request);'],
    ['an error later', 'setTimeout(() => callback(new Error("boom"), request), 5);'],
    ['nonsense', 'callback(null, "boom");'],
    ['a promise', 'callback(null, Promise.resolve(request));'],
    ['a promise that never settles', 'callback(null, new Promise(() => undefined));'],
    ['context.fail', 'context.fail();'],
  ])('with %s refuses the request', async (_, body) => {
    const { run, logs } = guard(callsBack(body));
    expect(await run(event(), inHaste())).toMatchObject({ status: '503' });
    expect(logs).toEqual([expect.objectContaining({ code: 'EDGE_STEP_FAILED', refused: true })]);
  });

  it.each<[string, string]>([
    ['never calls back', callsBack('')],
    ['returns a timer and never calls back', callsBack('return setTimeout(() => undefined, 1);')],
    ['is async and never calls back', callsBack('', 'async ')],
  ])('and %s times out', async (_, code) => {
    const { run, logs } = guard(code);
    expect(await run(event(), inHaste())).toMatchObject({ status: '503' });
    expect(logs).toEqual([
      expect.objectContaining({ code: 'EDGE_STEP_FAILED', message: 'Error: the handler did not answer within 80 ms' }),
    ]);
    expect(await guard(code, { pass: true }).run(event(), inHaste())).toMatchObject({ uri: '/x' });
  });

  it.each<[string, string]>([
    ['called twice', callsBack('callback(null, { ...request, uri: "/first" }); callback(null, { ...request, uri: "/second" });')],
    ['called with an error afterwards', callsBack('callback(null, { ...request, uri: "/first" }); callback(new Error("boom"));')],
    ['called and then thrown', callsBack('callback(null, { ...request, uri: "/first" }); throw new Error("boom");')],
    ['called and then rejected', callsBack('callback(null, { ...request, uri: "/first" }); throw new Error("boom");', 'async ')],
    ['returned and then called', callsBack('setImmediate(callback, null, { uri: "/second" }); return { ...request, uri: "/first" };', 'async ')],
  ])('the first result counts and the rest is logged: %s', async (_, code) => {
    const { run, logs } = guard(code);
    expect(await run(event())).toMatchObject({ uri: '/first' });
    await new Promise((go) => setTimeout(go, 10));
    expect(logs).toEqual([{
      level: 'ERROR',
      code: 'EDGE_STEP_LATE',
      step: 'guard.js',
      event: 'viewer-request',
      requestId: event().Records[0].cf.config.requestId,
      message: expect.any(String),
    }]);
  });

  it('too late, after the timeout, is logged', async () => {
    const { run, logs } = guard(callsBack('setTimeout(() => callback(null, request), 60);'));
    expect(await run(event(), inHaste(20))).toMatchObject({ status: '503' });
    await new Promise((go) => setTimeout(go, 80));
    expect(logs.map(({ code }) => code)).toEqual(['EDGE_STEP_FAILED', 'EDGE_STEP_LATE']);
  });

  it('may return the message and not call back', async () => {
    expect(await guard(callsBack('return { ...request, uri: "/returned" };')).run(event())).toMatchObject({
      uri: '/returned',
    });
  });

  it('runs on response events, too', async () => {
    const code =
      'exports.handler = (event, context, callback) => { const { response } = event.Records[0].cf; response.headers["x-a"] = [{ value: "1" }]; callback(null, response); };';
    const { run } = built([custom(code, 'origin-response')]);
    expect((await run(edgeEvent('origin-response'))).headers).toEqual({ 'x-a': [{ key: 'X-A', value: '1' }] });
  });
});

describe('a plain handler that returns nothing', () => {
  it.each([
    ['async', handles('')],
    ['async, with destructuring', 'exports.handler = async ({ Records }) => { const { ...all } = Records[0]; };'],
    ['sync', 'exports.handler = (event) => { console.log; };'],
    ['sync, with a context', 'exports.handler = (event, context) => { context.awsRequestId; };'],
    ['a function', 'exports.handler = function (event, context) { };'],
    ['a method', 'exports.handler = ({ async handler(event) { } }).handler;'],
    ['without parentheses', 'exports.handler = async event => { };'],
    ['with a comma behind the last parameter', 'exports.handler = async (\n  event,\n  context,\n) => { };'],
    ['with a default', 'exports.handler = async (event = {}, context = {}) => { context?.awsRequestId; };'],
    ['with comments', 'exports.handler = async (event, context /* , callback, ... */) => { // context is done, arguments fail\n /* succeed(context) */ };'],
    ['with texts', 'exports.handler = function (event, context) { const a = { status: \'auth fail\', text: "context\'s done // arguments" }; };'],
    ['with words in its code', 'exports.handler = async (event) => { const done = () => 0; let fail = done(), succeed = `${fail}`; };'],
    ['an arrow around the arguments of another', 'exports.handler = async (event) => { (function () { return arguments.length; })(); };'],
    ['with the name of the context as a member', 'exports.handler = async (event, context) => { const a = { b: event.context, c: context.functionName }; };'],
    ['with a part of the context', 'exports.handler = async (event, { awsRequestId, functionName: name = "x" }) => { name; };'],
  ])('lets the request go on: %s', async (_, code) => {
    const { run, logs } = guard(code);
    expect(await run(event())).toMatchObject({ uri: '/x' });
    expect(logs).toEqual([]);
  });
});

describe('the context of a handler', () => {
  const answers = handles(
    'context.callbackWaitsForEmptyEventLoop = false; return { status: "200", body: JSON.stringify({ ...context, left: context.getRemainingTimeInMillis() }) };',
  );

  it('is that of the invocation', async () => {
    const body = JSON.parse((await guard(answers).run(event(), inHaste(1_000))).body);
    expect(body).toMatchObject({
      functionName: 'us-east-1.site',
      awsRequestId: 'lambda-id',
      callbackWaitsForEmptyEventLoop: false,
    });
    expect(body.left).toBeGreaterThan(0);
    expect(body.left).toBeLessThanOrEqual(1_000);
  });

  it('is there without one', async () => {
    const body = JSON.parse((await guard(answers).run(event(), {})).body);
    expect(body.awsRequestId).toBe(event().Records[0].cf.config.requestId);
    expect(body.left).toBeLessThanOrEqual(5_000);
  });
});
