import { site, type Running } from '../support/site';

function withFunction(body: string, strict = true, before = ''): Running {
  return site({
    fill: (stack) => {
      stack.resource('Cff', 'AWS::CloudFront::Function', {
        FunctionCode: `${before} function handler(event) { var request = event.request; ${body}\nreturn request; }`,
        FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
      });
      return {
        FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Cff', 'FunctionARN'] } }],
      };
    },
  }, { strict });
}

const WAYS = [['begins here', ''], ['in a process', 'new RegExp("a");']] as const;

/** More than 2 MB at the same time. */
const TOO_MUCH: readonly (readonly [string, string])[] = [
  ['a list of objects', 'var a = []; for (var i = 0; i < 40000; i++) a.push({ i: i, text: "x" + i });'],
  ['a list of numbers that a built-in makes', 'var a = [1.5]; while (a.length < 400000) a = a.concat(a);'],
  ['a text that is doubled', 'var s = "x"; while (s.length < 3e6) s += s;'],
  ['a text that repeats', 'var s = "x".repeat(3e6);'],
  ['a text of template literals', 'var s = "x"; for (var i = 0; i < 22; i++) s = `${s}${s}`;'],
  ['several texts', 'var a = []; for (var i = 0; i < 30; i++) a.push(String(i).repeat(100000));'],
  ['a text of two bytes in UTF-8', 'var s = "é".repeat(1.2e6);'],
  ['objects by name', 'var o = {}; for (var i = 0; i < 30000; i++) o["key" + i] = [i];'],
  ['a recursion that keeps lists', 'function f(n) { var a = [n, n + 0.5].concat([]); return n === 0 ? a : [a, f(n - 1)]; } var all = []; '
    + 'for (var i = 0; i < 60; i++) all.push(f(500));'],
];

describe.each(WAYS)('a function that needs more than 2 MB, %s', (_, forced) => {
  test.each(TOO_MUCH)('%s: 503 with strict, and a warning without', async (__, body) => {
    const refused = await withFunction(forced + body).fetch('/index.html');
    expect([refused.status, refused.headers.get('x-cache')]).toEqual([503, 'FunctionExecutionError from cloudfront']);
    const running = withFunction(forced + body, false);
    expect((await running.fetch('/index.html')).status).toBe(200);
    expect(running.exchanges[0]!.summaries.map(({ text }) => text).join('\n'))
      .toMatch(/warning: CloudFront would answer 503: the function needed \d+\.\d MB of memory; CloudFront allows 2 MB/);
  });

  test('buffers', async () => {
    const body = 'var a = new Uint8Array(3e6); a[0] = 1;';
    expect((await withFunction(forced + body).fetch('/index.html')).status).toBe(503);
    expect((await withFunction(forced + body, false).fetch('/index.html')).status).toBe(200);
  });
});

describe.each(WAYS)('a function that needs less, %s', (_, forced) => {
  test.each([
    ['garbage, which is more', 'for (var i = 0; i < 20000; i++) { var a = [i, { i: i }, "x" + i]; }'],
    ['a text of 1.5 MB', 'var s = "x".repeat(1.5e6);'],
    ['a buffer of 1.5 MB', 'var a = new Uint8Array(1.5e6);'],
    ['a list of 1 MB', 'var a = []; for (var i = 0; i < 60000; i++) a.push(i + 0.5);'],
    ['a long text in small steps', 'var s = ""; for (var i = 0; i < 20000; i++) s += "0123456789"; request.headers["x-n"] = { value: "" + s.length };'],
    ['nothing', ''],
  ])('%s: runs', async (__, body) => {
    const running = withFunction(forced + body);
    for (let i = 0; i < 5; i++) expect((await running.fetch('/index.html')).status).toBe(200);
    expect(running.exchanges[0]!.summaries.map(({ text }) => text).join('\n')).not.toMatch(/memory/);
  });

  test('code of almost 10 KB, with a polyfill and regular expressions, many times', async () => {
    const many = Array.from({ length: 110 }, (__, i) => `function f${i}(a) { return a.replace(/x${i}[a-z]+/g, "y") + ${i}; }`).join('\n');
    const all = Array.from({ length: 110 }, (__, i) => `f${i}(request.uri);`).join(' ');
    const running = withFunction(`${forced} String.prototype.own = function () { return 1; }; ${all}`, true, many);
    for (let i = 0; i < 30; i++) expect((await running.fetch(`/index.html?${i}`)).status).toBe(200);
  });
});

test('a function that needs much for one request only', async () => {
  const running = withFunction('if (request.uri === "/bad") { var s = "x".repeat(3e6); }');
  expect((await running.fetch('/index.html')).status).toBe(200);
  expect((await running.fetch('/bad')).status).toBe(503);
  expect((await running.fetch('/index.html')).status).toBe(200);
});
