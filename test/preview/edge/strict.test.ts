import { site, type Running } from '../support/site';

function withFunction(code: unknown, strict: boolean, event = 'viewer-request', runtime = 'cloudfront-js-2.0'): Running {
  return site({
    fill: (stack) => {
      stack.resource('Cff', 'AWS::CloudFront::Function', {
        FunctionCode: code,
        FunctionConfig: { Runtime: runtime },
      });
      return { FunctionAssociations: [{ EventType: event, FunctionARN: { 'Fn::GetAtt': ['Cff', 'FunctionARN'] } }] };
    },
  }, { strict });
}
const handler = (body: string) =>
  `function handler(event) { var request = event.request, response = event.response;\n${body} }`;
const INVALID = 'The CloudFront function associated with the CloudFront distribution is invalid or could not run.';

/** What the measured engine refuses to parse, and where it is in the code of `handler`. */
const REFUSED: readonly (readonly [what: string, body: string, column: number])[] = [
  ['a class', 'class A {} return request;', 1],
  ['spread (...)', 'var a = [...[1]]; return request;', 10],
  ['spread (...)', 'Math.max(...[1]); return request;', 10],
  ['spread (...)', 'return { ...request };', 10],
  ['destructuring', 'var { uri } = request; return request;', 5],
  ['destructuring', '(function ([a]) {})([]); return request;', 12],
  ['a default value of a parameter', '(function (a = 1) {})(); return request;', 12],
  ['optional chaining (?.)', 'request?.uri; return request;', 1],
  ['the operator ??=', 'var a; a ??= 1; return request;', 8],
  ['for ... of', 'for (var a of []); return request;', 1],
  ['a generator', '(function* () {}); return request;', 2],
  ['catch without a parameter', 'try { a; } catch {} return request;', 12],
  ['a tagged template', 'String(String`a`); return request;', 8],
  ['await in arguments', '(async function () { String(await 1); }); return request;', 29],
  ['the flag u of a regular expression', '/a/u.test(""); return request;', 1],
  ['the flag s of a regular expression', '/a/s.test(""); return request;', 1],
  ['a BigInt', 'var a = 1n; return request;', 9],
];

describe('syntax that the runtime does not have', () => {
  test.each(REFUSED)('%s, in `%s`: 503 with strict, and a warning with line and column without', async (what, body, at) => {
    const refused = await withFunction(handler(body), true).fetch('/index.html');
    expect([refused.status, refused.headers.get('x-cache')]).toEqual([503, 'FunctionExecutionError from cloudfront']);
    expect(await refused.text()).toContain(INVALID);
    const running = withFunction(handler(body), false);
    const note = `line 2, column ${at}: its runtime does not have ${what}`;
    expect(running.notes.map(({ code, message }) => [code, message])).toEqual([
      ['EDGE_PREVIEW_FUNCTION_INVALID', expect.stringContaining(note)],
    ]);
    expect(running.notes[0]!.message).toContain('Cff');
  });

  test.each([
    'var a = (x, ...y) => `${x}` ** 2; return request;',
    'var n = null ?? 1_000; return request;',
    'var o = { request, [1]: 2, get a() { return 1; }, m() {} }; return request;',
    'var f = async () => { let a = await 1; for (let i = 0; i < 1; i++) await a; return a; }; return request;',
    'if (/(?<year>\\d+)(?<=a)b/y.test("")) return; for (var k in {}); a: for (;;) break a; return request;',
    'String((async () => await 1)()); return request;',
  ])('what it has runs: %s', async (body) => {
    expect((await withFunction(handler(body), true).fetch('/index.html')).status).toBe(200);
  });

  test.each(['let a = 1;', 'const a = 1;', 'async function a() {}', 'var a = 1_0;', "import c from 'crypto';"])(
    'runtime 1.0 does not have: %s', async (code) => {
      const whole = `${code} function handler(event) { return event.request; }`;
      expect((await withFunction(whole, true, 'viewer-request', 'cloudfront-js-1.0').fetch('/index.html')).status).toBe(503);
      expect((await withFunction(whole, true).fetch('/index.html')).status).toBe(200);
    });

  test('export, and modules that are not there', async () => {
    for (const code of ['export { handler };', "import fs from 'fs';", "import { kvs } from 'cloudfront';"]) {
      const whole = `${code}\nfunction handler(event) { return event.request; }`;
      expect((await withFunction(whole, true).fetch('/index.html')).status).toBe(503);
    }
  });

  test('without strict the function runs, with a warning for each request', async () => {
    const running = withFunction(handler('return { statusCode: 200, body: request?.uri };'), false);
    expect(await (await running.fetch('/a')).text()).toBe('/a');
    expect(running.exchanges[0]!.summaries.at(-1)!.text)
      .toMatch(/answered 200; warning: CloudFront would answer 503: line 2, column 33: .* optional chaining/);
  });

  test('code of more than 10,240 bytes only with the values of the deployment', async () => {
    const [before, after] = handler('return request; /*|*/').split('|') as [string, string];
    const code = (length: number) => ({ 'Fn::Join': ['', [before, { Ref: 'AWS::Region' }, 'x'.repeat(length), after]] });
    const most = 10_240 - before.length - after.length - 'us-east-1'.length;
    expect((await withFunction(code(most), true).fetch('/index.html')).status).toBe(200);
    expect((await withFunction(code(most + 1), true).fetch('/index.html')).status).toBe(503);
  });

  test('code of more than 10,240 bytes', async () => {
    const code = `${handler('return request;')} // ${'x'.repeat(10_240)}`;
    expect((await withFunction(code, true).fetch('/index.html')).status).toBe(503);
    expect((await withFunction(code, false).fetch('/index.html')).status).toBe(200);
  });
});

describe('without strict, the parts of a result that CloudFront would refuse are left out, with a warning', () => {
  const changed = (running: Running) => running.exchanges[0]!.summaries.map(({ text }) => text).join('\n');

  test('a read-only header keeps its value; other changes are kept', async () => {
    const running = withFunction(handler('request.headers.host = { value: "x" }; request.headers["x-own"] = { value: "1" };'
      + 'request.uri = "/404.html"; return request;'), false);
    expect(await (await running.fetch('/')).text()).toBe('<h1>lost</h1>');
    const [{ request }] = running.exchanges as [Running['exchanges'][number]];
    expect([request.headers.host![0]!.value, request.headers['x-own']![0]!.value]).toEqual(['preview.localhost', '1']);
    expect(changed(running)).toMatch(/warning: CloudFront would answer 502: The CloudFront function tried to add, delete, /);
  });

  test.each([
    ['a disallowed header', 'response.headers["x-edge-own"] = { value: "x" }; response.headers.b = { value: "2" }; return response;'],
    ['a header in capitals', 'response.headers["X-Own"] = { value: "x" }; response.headers.b = { value: "2" }; return response;'],
    ['a number as body', 'response.body = 5; response.headers.b = { value: "2" }; return response;'],
    ['a deleted read-only header', 'response.headers.b = { value: "2" }; response.headers.via = { value: "x" }; return response;'],
  ])('%s', async (_, body) => {
    const response = await withFunction(handler(body), false, 'viewer-response').fetch('/index.html');
    expect([response.status, response.headers.get('b'), await response.text()]).toEqual([200, '2', '<h1>home</h1>']);
    expect((await withFunction(handler(body), true, 'viewer-response').fetch('/index.html')).status).toBe(502);
  });

  test.each(['return;', 'return { statusCode: "302" };', 'return { statusCode: 700 };', 'throw new Error("boom");'])(
    'nothing is left of `%s`', async (body) => {
      const [strict, not] = await Promise.all([true, false].map((one) => withFunction(handler(body), one).fetch('/')));
      expect(strict!.status).toBeGreaterThanOrEqual(502);
      expect(not!.status).toBe(strict!.status);
    });
});
