import { lambdaAt, json, site, type Running, type SiteOptions } from '../support/site';

function withFunction(code: string, options: SiteOptions = {}, runtime = 'cloudfront-js-2.0'): Running {
  return site({
    ...options,
    fill: (stack) => {
      stack.resource('Cff', 'AWS::CloudFront::Function', { FunctionCode: code, FunctionConfig: { Runtime: runtime } });
      return {
        FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Cff', 'FunctionARN'] } }],
      };
    },
  });
}

/** The value of an expression, here and in a process. */
async function values(expression: string, runtime?: string): Promise<unknown[]> {
  const codes = ['', 'new RegExp("a");'].map((forced) => (
    `function handler(event) { ${forced} return { statusCode: 200, body: JSON.stringify([${expression}]) }; }`));
  return Promise.all(codes.map(async (code) => (await json(withFunction(code, {}, runtime).fetch('/')))[0]));
}

describe('what the runtime adds to the language', () => {
  test.each<[string, unknown]>([
    ['Buffer.from("aGk=", "base64").toString("hex")', '6869'],
    ['Buffer.concat([Buffer.from("a"), Buffer.from("b")]).toString()', 'ab'],
    ['Buffer.byteLength("ü")', 2],
    ['Buffer.isBuffer(Buffer.from("a")) && Buffer.from("a") instanceof Buffer', true],
    ['Buffer.from("abc").slice(1).toString("base64url")', 'YmM'],
    ['Buffer.from("abc").equals(Buffer.from("abc"))', true],
    ['Buffer.from([1, 2, 3, 4]).readUInt16BE(1)', 515],
    ['Buffer.from("a?>").toString("base64url")', 'YT8-'],
    ['Buffer.isBuffer(require("crypto").createHash("md5").update("a").digest())', true],
    ['Buffer.from([255, 97, 226, 130, 240, 159, 152, 128]).toString()', '\ufffda\ufffd\ud83d\ude00'],
    ['Buffer.from("x\\ud83d").toString("hex")', '78efbfbd'],
    ['[Buffer.from([255, 254]).readIntBE(0, 2), Buffer.from([1, 2, 3]).readUIntLE(0, 3)]', [-2, 197121]],
    ['(function () { var b = Buffer.alloc(6); return [b.writeIntLE(-2, 1, 3), b.writeUIntBE(258, 4, 2), b.toString("hex")]; })()', [4, 6, '00feffff0102']],
    ['(function () { var b = Buffer.alloc(4); return [Buffer.from("abc").copy(b, 2, 1), b.fill("xy", 0, 1).toString("hex")]; })()', [2, '78006263']],
    ['Buffer.from("abcd").swap16().toString() + Buffer.from("abcd").swap32().toString()', 'badcdcba'],
    ['[new TextEncoder().encodeInto("a\u00fc", new Uint8Array(2)), new TextEncoder().encoding]', [{ read: 1, written: 1 }, 'utf-8']],
    ['[new TextDecoder().decode(new Uint8Array([239, 187, 191, 97])), new TextDecoder("utf-8", { fatal: true }).fatal]', ['a', true]],
    ['require("crypto").createHmac("sha256", "k").update("a").digest("base64url").length', 43],
    ['require("querystring").parse("a=1&a=2&b=x+y&c")', { a: ['1', '2'], b: 'x y', c: '' }],
    ['require("querystring").stringify({ a: "b c", d: ["e", "f"] }, ";", ":")', 'a:b%20c;d:e;d:f'],
    ['typeof console.error + typeof console.log + Object.keys(console).length', 'undefinedfunction1'],
    ['Date.now() === new Date().getTime()', true],
    ['typeof global.Map + typeof globalThis.Promise', 'undefinedfunction'],
    ['new InternalError("x").name', 'InternalError'],
    ['typeof require("buffer").Buffer + require("buffer").Buffer.from("a").toString("hex")', 'object61'],
    ['[typeof new Error("x").stack, typeof RangeError("x").stack]', ['undefined', 'undefined']],
    ['(function () { try { throw new Error("x"); } catch (e) { return e.stack.split(String.fromCharCode(10))[0]; } })()', 'Error: x'],
    ['(function () { try { throw new InternalError("x"); } catch (e) { return /at handler/.test(e.stack); } })()', true],
    ['(function () { try { null.x; } catch (e) { return typeof e.stack; } })()', 'string'],
    ['typeof new Error("x", { cause: 1 }).cause + typeof new TypeError("x", { cause: 1 }).cause', 'undefinedundefined'],
    ['typeof Error.captureStackTrace + typeof Error.stackTraceLimit', 'undefinedundefined'],
    ['(function (e) { return [e instanceof RangeError, e instanceof Error, e.name, e.message, String(e), e.constructor === RangeError]; })(RangeError("x"))',
      [true, true, 'RangeError', 'x', 'RangeError: x', true]],
    ['(function (e) { return [e.errors, e.message, e instanceof Error]; })(new AggregateError([1], "x"))', [[1], 'x', true]],
    ['(function () { try { none; } catch (e) { return [e instanceof ReferenceError, e.constructor === ReferenceError]; } })()', [true, true]],
    ['/(a)b/.test("ab") + [typeof RegExp.$1, typeof RegExp.lastMatch].join()', 'trueundefined,undefined'],
    ['typeof setTimeout + typeof fetch + typeof process + typeof crypto + typeof URL + typeof structuredClone', 'undefined'.repeat(6)],
  ])('%s', async (expression, value) => {
    expect(await values(expression)).toEqual([value, value]);
  });

  test('what a function adds to a module, the next event does not see', async () => {
    const running = withFunction(`function handler() {
      var modules = ['querystring', 'buffer', 'crypto', 'cloudfront'].map(function (name) { return require(name); });
      var had = modules.map(function (module) { return String(module.added); }).join();
      modules.forEach(function (module) { module.added = 1; });
      return { statusCode: 200, body: had }; }`);
    for (let n = 0; n < 2; n++) expect(await (await running.fetch('/')).text()).toBe(Array(4).fill('undefined').join());
  });

  test('algorithms and encodings that are not there', async () => {
    for (const wrong of ['createHash("sha512")', 'createHash("md5").update("a").digest("latin1")']) {
      const code = `function handler() { require('crypto').${wrong}; return { statusCode: 200 }; }`;
      expect((await withFunction(code).fetch('/')).status).toBe(503);
    }
  });

  test('runtime 1.0 has methods for bytes, and neither Buffer nor replaceAll', async () => {
    expect(await values('String.bytesFrom("6869", "hex") + "%C3%BC".length + "ü".toUTF8().length', 'cloudfront-js-1.0'))
      .toEqual(['hi62', 'hi62']);
    expect(await values('typeof "".replaceAll + typeof "".toBytes', 'cloudfront-js-1.0'))
      .toEqual(['undefinedfunction', 'undefinedfunction']);
    expect((await withFunction('function handler() { Buffer.from("a"); }', {}, 'cloudfront-js-1.0').fetch('/')).status)
      .toBe(503);
  });
});

describe('origins that a function chooses', () => {
  const other = { Id: 'other', DomainName: 'other.example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } };
  const choose = (call: string) => withFunction(`import cf from 'cloudfront';
    function handler(event) { ${call}; return event.request; }`, { origins: [other] });

  test('updateRequestOrigin changes the given fields of the origin', async () => {
    const running = choose(`cf.updateRequestOrigin({ domainName: 'new.example.com', originPath: '/v2',
      customHeaders: { 'X-Key': 'k' }, customOriginConfig: { protocol: 'http', port: 8080 } })`);
    expect((await running.fetch('/a')).status).toBe(502);
    expect(running.exchanges[0]!.originRequest).toMatchObject({
      origin: {
        domainName: 'new.example.com',
        path: '/v2',
        kind: 'custom',
        customHeaders: [{ name: 'X-Key', value: 'k' }],
        custom: { protocolPolicy: 'http-only', httpPort: 8080 },
      },
    });
  });

  test('createRequestOriginGroup fails over to the second origin', async () => {
    const running = choose("cf.createRequestOriginGroup({ originIds: ['other', 'web'], failoverCriteria: { statusCodes: [502, 503] } })");
    expect(await (await running.fetch('/index.html')).text()).toBe('<h1>home</h1>');
  });

  test.each([
    "cf.updateRequestOrigin({ domainName: 'a:80' })", 'cf.updateRequestOrigin()', "cf.updateRequestOrigin({ originPath: 'x' })",
    "cf.createRequestOriginGroup({ originIds: ['web'] })", "cf.createRequestOriginGroup({ originIds: ['web', 'none'] })",
  ])('%s: 502', async (call) => {
    expect((await choose(call).fetch('/index.html')).status).toBe(502);
  });
});

test('a Lambda@Edge function with IncludeBody sees an empty body in a request without one', async () => {
  const code = 'exports.handler = async (event) => ({ status: "200", body: JSON.stringify(event.Records[0].cf.request.body) });';
  const running = site({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code), { IncludeBody: true }) });
  expect(await json(running.fetch('/'))).toEqual({ inputTruncated: false, action: 'read-only', encoding: 'base64', data: '' });
});
