import fc from 'fast-check';
import type { CloudFrontFunction } from '../../../src/preview/assembly/distribution';
import { checkFunctionRequest, checkFunctionResponse } from '../../../src/preview/edge/check-function-result';
import type { Call } from '../../../src/preview/edge/edge-functions';
import { boundedCode } from '../../../src/preview/edge/here/bounded-code';
import { patternDegree } from '../../../src/preview/edge/here/pattern-cost';
import { FunctionHere } from '../../../src/preview/edge/here/run-here';
import { loadCloudFrontFunction } from '../../../src/preview/edge/load-cloudfront-function';
import { parseFunction } from '../../../src/preview/edge/parse-function';
import type { EdgeRequest } from '../../../src/preview/exchange/message';
import { site, type Running } from '../support/site';

const handler = (body: string) =>
  `function handler(event) { var request = event.request; ${body}\nreturn request; }`;

function here(code: string, keyValues: Record<string, string> = {}): FunctionHere | undefined {
  const { program, faults } = parseFunction({ code, runtime: 'cloudfront-js-2.0' } as CloudFrontFunction);
  const bounded = faults.length > 0 ? undefined : boundedCode(program!, code);
  return bounded && new FunctionHere(bounded, keyValues);
}

function event(uri = '/a/b', headers: Record<string, object> = {}, querystring: Record<string, object> = {}) {
  return {
    version: '1.0',
    context: { distributionDomainName: 'd1.cloudfront.net', distributionId: 'E1', eventType: 'viewer-request', requestId: 'id' },
    viewer: { ip: '127.0.0.1' },
    request: {
      method: 'GET', uri, querystring, headers: { host: { value: 'example.com' }, ...headers }, cookies: {},
    },
    $rawQueryString: 'a=1',
  } as never;
}

/** Several runs, of which each starts anew. */
async function ran(code: string, runs = 1, given: never = event()): Promise<unknown> {
  const fn = here(code);
  let result: unknown;
  for (let n = 0; n < runs; n++) result = await fn?.invoke(given);
  return result === undefined ? undefined : JSON.parse(JSON.stringify((result as { result: unknown }).result));
}

describe('functions that run in the process of the preview', () => {
  test.each([
    ['a loop over headers', 'for (var name in request.headers) request.uri += name;', '/a/bhost'],
    ['a regular expression', 'if (/^\\/a\\/(.*)$/.test(request.uri)) request.uri = request.uri.replace(/^\\/a/, "/c");', '/c/b'],
    ['parts of a path', 'request.uri = "/" + request.uri.split("/").filter(function (s) { return s; }).reverse().join("/");', '/b/a'],
    ['arrows and templates', 'var f = (x) => `${x}!`, g = x => x + 1; request.uri = f(request.uri) + g(1);', '/a/b!2'],
    ['an object by name', 'var map = { "/a/b": "/x" }; request.uri = map[request.uri] || "/y";', '/x'],
    ['crypto', 'request.uri = "/" + require("crypto").createHash("md5").update("a").digest("hex").slice(0, 4);', '/0cc1'],
    ['bodies without braces', 'var n = 0; while (n < 3) n++; do n--; while (n > 1); for (;;) if (n++ > 5) break; request.uri = "/" + n;', '/7'],
    ['a method with a computed name', 'var o = { f: function (x) { return x; } }; request.uri = o["f"](request.uri);', '/a/b'],
    ['a sequence as key and as argument', 'var a = [1, 2]; request.uri = "/" + a[(0, 1)] + /b/.test(("x", "b"));', '/2true'],
    ['a name that looks like a check', 'var $s = 1, $$t = 2; request.uri = "/" + ($s + $$t);', '/3'],
  ])('%s', async (_, body, uri) => {
    expect(await ran(handler(body))).toMatchObject({ uri });
  });

  test('await of a key value store, and functions that are awaited', async () => {
    const code = `import cf from 'cloudfront'; const store = cf.kvs();
      async function find(key) { return await store.get(key); }
      async function handler(event) { event.request.uri = await find('k'); return event.request; }`;
    const result = await here(code, { k: '/v' })!.invoke(event());
    expect(result).toMatchObject({ result: { uri: '/v' } });
  });

  test.each([
    ['a global of the code', 'var n = 0; function handler(event) { n++; event.request.uri = "/" + n; return event.request; }'],
    ['a table of the code', 'var t = {}; function handler(event) { event.request.uri = "/" + Object.keys(t).length + 1; t.a = 1; return event.request; }'],
    ['a built-in function', handler('if ([].map.was) request.uri = "/kept"; try { [].map.was = 1; } catch (e) { 0; } request.uri += 1;')],
    ['a built-in object', handler('if (Math.was) request.uri = "/kept"; try { Math.was = 1; } catch (e) { 0; } request.uri += 1;')],
  ])('nothing is left for the next event: %s', async (_, code) => {
    expect(await ran(code, 5)).toEqual(await ran(code, 1));
  });

  test.each([
    ['__proto__', '({})[k].was = 1;'],
    ['constructor', '[][k].was = 1;'],
  ])('a member with the name %s from a request', async (key, body) => {
    const code = handler(`for (var k in request.querystring) { if (k.length > 3) { ${body} } }`);
    expect(await ran(code, 1, event('/', {}, { [key]: { value: '1' } }))).toBeUndefined();
    expect(({} as { was?: number }).was).toBeUndefined();
  });
});

test('a read of a store that nobody awaits does not end the preview', async () => {
  const code = 'import cf from \'cloudfront\'; async function handler(event) { cf.kvs().get(\'none\'); return event.request; }';
  expect(await here(code)!.invoke(event())).toMatchObject({ result: { uri: '/a/b' } });
  await new Promise((resolve) => setTimeout(resolve, 5));
});

describe('functions that need a process', () => {
  test.each([
    'Object.prototype.a = 1;', '({}).__proto__.a = 1;', '[].constructor.a = 1;', 'var p = "x"["constructor"];',
    'new RegExp("(a+)+$");', 'Promise.resolve();', 'globalThis.a = 1;', 'global.a = 1;', 'new Uint8Array(9);', 'Array(1e9);',
    'new Array(9);', '/(a+)+$/.test(request.uri);', '/(a|b)*c*d*e*f/.test("");', 'var o = { get a() { return 1; } };',
    'var o = { toJSON: function () { return 1; } };', 'this;', 'unknown;', 'setTimeout(function () {}, 1);',
    'async function f() {} function g() { return f(); } g();', 'var f = async () => 1; f;', 'async () => 1;',
    'var a = []; a.length = 3e7;', '[].length++;', 'var Object = 1;', 'async function f() {} f();', 'var f = [async () => 1];', 'Symbol.iterator;', 'JSON = 1; eval("1");',
  ])('%s', (body) => {
    expect(here(handler(body))).toBeUndefined();
  });

  test.each([
    ['an endless loop', 'for (;;);'],
    ['an endless loop that catches', 'for (;;) try { for (;;); } catch (e) { 0; }'],
    ['an endless loop in finally', 'try { for (;;); } finally { return request; }'],
    ['recursion', 'function f() { f(); } f();'],
    ['recursion that catches', 'function f() { try { f(); } catch (e) { f(); } } f();'],
    ['doubling a text', 'var s = "x"; for (var i = 0; i < 40; i++) s += s;'],
    ['doubling by a template', 'var s = "x"; for (var i = 0; i < 40; i++) s = `${s}${s}`;'],
    ['repeat', '"x".repeat(1e9);'],
    ['padStart', '"x".padStart(1e9);'],
    ['joining', 'var a = []; a.length = 1e9; a.join("x");'],
    ['doubling an array', 'var a = [1]; for (var i = 0; i < 40; i++) a = a.concat(a);'],
    ['push.apply', 'var a = [1]; for (var i = 0; i < 40; i++) a.push.apply(a, a);'],
    ['JSON of what is nested', 'var a = [1]; for (var i = 0; i < 40; i++) a = [a, a]; JSON.stringify(a);'],
    ['replaceAll', 'var s = "x".repeat(9999); s.replaceAll("x", s);'],
    ['replace with a function', 'var s = "x".repeat(9999); s.replace(/x/g, function () { return s; });'],
    ['three quantifiers on a long text', 'var s = "x".repeat(9999); /a*x*x*y/.test(s);'],
    ['two quantifiers on a longer text', 'var s = "x".repeat(60000); /x*y/.test(s);'],
    ['a longer list by name', 'var a = [], k = "len" + "gth"; a[k] = 3e7;'],
    ['sorting forever', 'var a = [3, 1, 2]; for (;;) a.sort();'],
    ['a method that is read by name', 'var s = "x".repeat(9999); for (;;) s["index" + "Of"]("y");'],
    ['a callback without an end', '[1].map(function f() { return [1].map(f); });'],
    ['a throw', 'throw new Error("boom");'],
    ['nothing returned', 'return;'],
  ])('once it is known: %s', async (_, body) => {
    const begun = Date.now();
    expect(await ran(handler(body))).toBeUndefined();
    // Seconds, not the minutes that each of them would take; nothing is measured.
    expect(Date.now() - begun).toBeLessThan(10_000);
  });

  test('a promise that is never settled', async () => {
    expect(await here('async function handler(event) { await { then_: 1 }; return await new Date(); }')!.invoke(event()))
      .toBeDefined();
    const never = 'import cf from \'cloudfront\'; async function handler(event) { for (;;) await cf.kvs().exists(\'a\'); }';
    expect(await here(never)!.invoke(event())).toBeUndefined();
  });
});

describe('an upper bound of the steps of a regular expression', () => {
  test.each<[string, number]>([
    ['^/a$', 0], ['a', 0], ['^/a/(.*)$', 1], ['/+$', 2], ['^(.*)/(.*)$', 2], ['(a+)+$', Infinity], ['(a|b)*c', Infinity], ['^(a|bb?)+', 2],
    ['(?:/[^/]+)*$', Infinity], ['a{2,4}', 0], ['a{2,}', 2], ['^a{1,500}', 1], ['(a)\\1', Infinity], ['[*+(]', 0],
    ['\\(a\\)*', 2], ['(?<year>\\d{4})-', 0], ['^(?:a|b)$', 0], ['^a*|b*', 3], ['(?:a?){9}', 2], ['(a*)?', 2], ['(a*){3}', 3],
  ])('%s', (source, degree) => {
    expect(patternDegree(source)).toBe(degree);
  });
});

/** Statements of functions, of which most run in both ways. */
const statement: fc.Arbitrary<string> = fc.letrec<{ text: string; statement: string }>((tie) => ({
  text: fc.oneof({ depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('request.uri', '"/x"', 'u', 'request.headers.host.value', 'String(n)', '"é<"', 'typeof request', 'o.k'),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `${a} + ${b}`),
    tie('text').map((a) => `\`<\${${a}}>\``),
    fc.tuple(tie('text'), fc.constantFrom('toUpperCase()', 'slice(1)', 'split("/").join("-")', 'replace(/[a-z]+/g, "y")',
      'indexOf("x").toString()', 'replace(/x/, function (m) { return m + 1; })', 'trim()', 'concat("z", 1)', 'padEnd(9, "p")',
      'match(/./g).length.toString()', 'charAt(0)', 'substr(-2)', 'includes("x").toString()', 'repeat(2)', 'at(0)'))
      .map(([a, m]) => `(${a}).${m}`),
    tie('text').map((a) => `encodeURIComponent(${a})`), tie('text').map((a) => `decodeURIComponent(${a})`),
    tie('text').map((a) => `JSON.stringify([${a}, { a: 1, b: [undefined] }])`),
    tie('text').map((a) => `(/^\\/?(.*)x/.exec(${a}) || ["none"])[0]`),
    tie('text').map((a) => `["b", ${a}, "c"].sort().map((x) => x + 1).join()`),
    tie('text').map((a) => `Object.keys({ [${a}]: 1, b: 2 }).join()`),
    tie('text').map((a) => `Buffer.from(${a}).toString("base64")`), tie('text').map((a) => `btoa(${a})`),
    tie('text').map((a) => `require("crypto").createHash("sha1").update(${a}).digest("hex")`),
  ),
  statement: fc.oneof({ depthSize: 'small', withCrossShrink: true },
    tie('text').map((a) => `u = ${a};`), tie('text').map((a) => `request.uri = "/" + ${a};`),
    tie('text').map((a) => `request.headers["x-" + n] = { value: ${a} };`), fc.constant('n++;'),
    tie('text').map((a) => `o[${a}] = n;`), tie('text').map((a) => `if (${a} > "m") n += 2; else u += "e";`),
    fc.tuple(fc.nat(4), tie('statement')).map(([times, s]) => `for (let i = 0; i < ${times}; i++) ${s}`),
    tie('statement').map((s) => `for (var k in request.headers) { u += k; ${s} }`),
    tie('statement').map((s) => `try { ${s} null.x; } catch (e) { u += e instanceof TypeError; }`),
    tie('statement').map((s) => `(function () { ${s} })();`), tie('statement').map((s) => `[1, 2].forEach((x) => { n += x; ${s} });`),
    fc.constantFrom('delete request.headers.accept;', 'request.querystring.q = { value: u };', 'var d = new Date(0); u += d.toISOString();',
      'switch (n) { case 0: u += 1; break; default: u += 2; }', 'o = Object.assign({}, o, { k: u });', 'u += [1, [2, 3]];',
      'u += request.rawQueryString();', 'return { statusCode: 302, headers: { location: { value: u } } };', 'u = u.length + "";',
      'u += Math.max(n, 3) ** 2;', 'u += parseInt("12px", 10).toFixed(1);', 'u += void 0 ?? "d";'),
  ),
})).statement;

/** What the preview makes of a result. */
function checked(result: unknown): unknown {
  const call = { event: 'viewer-request' } as Call;
  const before = { method: 'GET', uri: '/', querystring: 'a=1', headers: { host: [{ value: 'example.com' }] } };
  const given = result as Record<string, unknown>;
  return given.statusCode === undefined ? checkFunctionRequest(call, before as EdgeRequest, given)
    : checkFunctionResponse(call, undefined, given);
}

test('a function that runs here returns what it returns in a context of its own', () => {
  let same = 0;
  const total = 150;
  fc.assert(fc.property(fc.array(statement, { minLength: 1, maxLength: 6 }), fc.constantFrom('/', '/a/x', '/é%20'), (body, uri) => {
    const code = handler(`var u = "", n = 0, o = { k: "v" };\n${body.join('\n')}\nrequest.headers.last = { value: u + n };`);
    const given = event(uri, { accept: { value: 'a', multiValue: [{ value: 'a' }, { value: 'b' }] } });
    const ranHere = here(code)!.invoke(given) as { result: unknown } | undefined;
    if (ranHere === undefined) return;
    same += 1;
    const alone = loadCloudFrontFunction({ host: 'cloudfront-function', code, keyValues: {} }, () => undefined);
    expect(checked(ranHere.result)).toEqual(checked(JSON.parse(JSON.stringify(alone(JSON.stringify(given), {}, 0)))));
  }), { numRuns: total });
  expect(same).toBeGreaterThan(total / 4);
});

/** In the process of the preview, and with a built-in that needs one of its own. */
const WAYS = [['here', ''], ['in a process', 'new RegExp("a");']] as const;

describe.each(WAYS)('a CloudFront Function that misbehaves, %s, does not take the preview down', (_, forced) => {
  const withFunction = (code: string): Running => site({
    fill: (stack) => {
      stack.resource('Cff', 'AWS::CloudFront::Function',
        { FunctionCode: code, FunctionConfig: { Runtime: 'cloudfront-js-2.0' } });
      return {
        FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Cff', 'FunctionARN'] } }],
      };
    },
  });

  test.each<[string, string, number]>([
    ['an endless loop', 'for (;;);', 503],
    ['1 GB of text', 'var a = []; for (;;) a.push(("x" + a.length).repeat(1e6).toUpperCase());', 503],
    ['a throw', 'throw { toString: null };', 503],
    ['recursion', 'function f() { return f() + 1; } f();', 503],
    ['a result that is cyclic', 'request.headers.self = request; return request;', 502],
    ['a result with a value that is cyclic', 'var a = {}; a.a = a; request.headers.x = { value: a };', 502],
    ['a result with values that are cyclic', 'var a = []; a[0] = a; request.querystring.x = { value: "1", multiValue: a };', 502],
    ['a result whose headers are a text', 'request.headers = "x";', 502],
    ['a result that is deep', 'var a = {}; for (var i = 0; i < 9999; i++) a = { a: a }; request.headers.x = a;', 502],
    ['a text as result', 'return "x";', 502],
    ['an array as result', 'return [];', 502],
    ['a result with a getter that throws', 'request = { get uri() { throw 1; } };', 503],
    ['a result without end', 'var a = []; for (var i = 0; i < 60; i++) a = [a, a]; request.headers.x = { value: a };', 503],
    ['backtracking', '/^(a+)+$/.test("a".repeat(40) + "b");', 503],
    ['process.exit', 'process.exit(1);', 503],
  ])('%s', async (name, body, status) => {
    const code = `function handler(event) { var request = event.request; ${forced}
      if (request.uri === '/bad') { ${body} } return request; }`;
    const running = withFunction(code);
    const answer = await running.fetch('/bad');
    if (/without end/.test(name)) expect([502, 503]).toContain(answer.status);
    else expect(answer.status).toBe(status);
    expect((await running.fetch('/index.html')).status).toBe(200);
  });

  test.each<[string, string]>([
    ['a cycle', 'request.self = request; request.headers.a = { value: "1", self: request.headers };'],
    ['what JSON cannot say', 'request.f = function () {}; request.headers.a = { value: "1", multivalue: [NaN, undefined] };'],
    ['an origin in the place where the preview has it', 'request.$origin = "none"; request.headers.a = { value: "1" };'],
    ['a depth that ends in nothing', 'var a = {}; for (var i = 0; i < 5000; i++) a = { a: a }; request.deep = a; request.headers.a = { value: "1" };'],
  ])('members that CloudFront does not read do not matter: %s', async (_what, body) => {
    const running = withFunction(`function handler(event) { var request = event.request; ${forced} ${body}
      request.uri = '/404.html'; return request; }`);
    expect(await (await running.fetch('/index.html')).text()).toBe('<h1>lost</h1>');
  });

  test('a frozen result keeps the origin that the function chose', async () => {
    const running = withFunction(`import cf from 'cloudfront'; function handler(event) { ${forced}
      cf.updateRequestOrigin({ originPath: '/v2' }); return Object.freeze(event.request); }`);
    await running.fetch('/index.html');
    expect(running.exchanges[0]!.originRequest!.origin.path).toBe('/v2');
  });

  test('a rejection that nobody handles, and a promise that is never settled', async () => {
    const code = `async function fail() { throw new Error('late'); }
      async function handler(event) { ${forced}
        if (event.request.uri === '/rejected') fail();
        if (event.request.uri === '/never') await { then: function () {} };
        return event.request; }`;
    const running = withFunction(code);
    expect((await running.fetch('/rejected')).status).toBe(503);
    expect(running.exchanges[0]!.summaries.at(-1)!.text).toMatch(/failed: unhandled promise rejection: Error: late/);
    expect((await running.fetch('/index.html')).status).toBe(200);
    expect((await running.fetch('/never')).status).toBe(503);
    expect((await running.fetch('/index.html')).status).toBe(200);
  });

  test('what one event does to built-ins, the next does not see', async () => {
    const code = `function handler(event) { ${forced}
      if (event.request.uri === '/a') { Object.prototype.polluted = 'yes'; }
      return { statusCode: 200, body: String(({}).polluted) }; }`;
    const running = withFunction(code);
    await running.fetch('/a');
    expect(await (await running.fetch('/b')).text()).toBe('undefined');
  });

  test('an error does not name what is added to the code', async () => {
    const running = withFunction(`function handler(event) { ${forced} ("a" + event.version).none(); }`);
    await running.fetch('/index.html');
    expect(running.exchanges[0]!.summaries.at(-1)!.text).toContain('TypeError: (...).none is not a function');
  });

  test('minified code', async () => {
    const code = 'function t(a){return"t"+a}function u(a){switch(a){case"a"+"b":return"u".repeat(2)}throw"v"+a}'
      + `function handler(e){${forced}var a=typeof"a"+"b";for(var k in{a:1})a+=k;try{u("z")}catch(x){a+=x}`
      + 'if(0)a+=1;else a+=t(1);do a+="d";while(0);a+=void"x"+1;return{statusCode:200,body:a+u("ab")}}';
    expect(await (await withFunction(code).fetch('/')).text()).toBe('stringbavzt1dNaNuu');
  });

  test('an error names line and column of the code', async () => {
    const code = `function fail(a) { return "x" + a + none.b; }\nfunction handler(event) { ${forced}\n for (;;) { fail("a" + 1); } }`;
    const running = withFunction(code);
    await running.fetch('/index.html');
    expect(running.exchanges[0]!.summaries.at(-1)!.text).toContain(`none is not defined
    at fail (function.js:1:${code.indexOf('none') + 1})\n    at handler (function.js:3:13)`);
  });

  test('a log keeps its spaces and its lines', async () => {
    const code = `function handler(event) { ${forced} console.log('a \\n'); console.log(''); console.log('b\\nc '); return event.request; }`;
    const running = withFunction(code);
    await running.fetch('/index.html');
    expect(running.logs).toEqual(['Web/Cff: a ', 'Web/Cff: ', 'Web/Cff: ', 'Web/Cff: b', 'Web/Cff: c ']);
  });

  test('a log without end is cut, as CloudFront does', async () => {
    const code = `function handler(event) { ${forced} for (var i = 0; i < 300; i++) console.log('0123456789'.repeat(10)); return event.request; }`;
    const running = withFunction(code);
    expect((await running.fetch('/index.html')).status).toBe(200);
    for (let i = 0; i < 50 && running.logs.length < 90; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(running.logs.join('').length).toBeLessThan(12_500);
    expect(running.logs.at(-1)).toMatch(/cut: CloudFront logs 10 KB/);
  });
});
