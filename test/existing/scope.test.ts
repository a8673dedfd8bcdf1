import { anyEvent, numbers } from './equivalence/events';
import { EMPTY, existing, HAS_NJS, inNjs, inPreview, ours, outcome, withEmptyStep } from './support';
import { composeCloudFrontFunction } from '../../src/attach/slots/function-code';

const note = (value: string) => `event.request.headers['x-note'] = { value: String(${value}) }; return event.request;`;

/** Ways to write a file, each of which a scope of its own could change. */
const STYLES: readonly (readonly [style: string, code: string])[] = [
  ['state over calls', `let n = 0; var all = []; function handler(event) { n++; all.push(n); ${note('n + all.length')} }`],
  ['a helper whose name begins like the handler', `function handler2(x) { return x + 1; } function handler(event) { ${note('handler2(1)')} }`],
  ['functions that are used before they are declared', `var a = f(); function handler(event) { ${note('a')} } function f() { return g; } var g = 2;`],
  ['a variable with the handler', `var handler = function (event) { ${note('typeof handler')} };`],
  ['an arrow function', `const handler = (event) => { ${note('1')} };`],
  ['an asynchronous arrow function', `const handler = async (event) => { ${note('1')} };`],
  ['an asynchronous function with a helper', `async function f() { return 3; } async function handler(event) { const x = await f(); ${note('x')} }`],
  ['a handler that returns a promise', 'function handler(event) { return Promise.resolve(event.request); }'],
  ['a handler that replaces itself', `function handler(event) { handler = second; ${note('1')} } function second(event) { ${note('2')} }`],
  ['a handler that is assigned later', `let handler; function a(event) { ${note('"a"')} } if (true) { handler = a; }`],
  ['var in a block', `if (true) { var handler = function (event) { ${note('x')} }; } { var x = 5; }`],
  ['names of the composed function', `var edgeRun = 1, edgeSteps = [2], edgeStep = 3, edgeExisting = 4; function runEdgeSteps() { return 5; } function handler(event) { ${note('[edgeRun, edgeSteps, edgeStep, edgeExisting, runEdgeSteps()].join()')} }`],
  ['names that are not declared', `function handler(event) { ${note('[typeof runEdgeSteps, typeof edgeSteps, typeof joinEdgeExisting, typeof m, typeof J, typeof $].join()')} }`],
  ['built-in names of its own', 'var JSON = { stringify: function () { return \'x\'; } }, Object = 1, Error = 2, Number = 3, String2 = String; function handler(event) { event.request.headers[\'x-note\'] = { value: JSON.stringify() }; return event.request; }'],
  ['an assignment to what is not declared', `function handler(event) { try { surprise = 1; } catch (e) { ${note('"refused"')} } ${note('typeof surprise')} }`],
  ['this of functions', `function self() { return typeof this; } function handler(event) { ${note('self()')} }`],
  ['shadowed names', 'const event = \'outer\'; const request = event; function f(handler) { return handler + request; } function handler(e) { e.request.headers[\'x-note\'] = { value: f(event) }; return e.request; }'],
  ['a directive', `'use strict';\nfunction handler(event) { ${note('1')} }`],
  ['a comment on the last line', `function handler(event) { ${note('1')} } // the end`],
  ['an open comment at its beginning', `/* first */ function handler(event) { ${note('1')} }\n/* last */`],
  ['lines that end statements', `function f() { return\n1 }\nlet a = 1\nlet b = a\n++a\nvar c = () => {}\nvar d = [1]\ndo a++\nwhile (a < 3)\nfunction handler(event) { ${note('[f(), a, b, d]')}\n}`],
  ['spaces that keep signs apart', `var x = 1, t = /a/ in { '/a/': 1 }, s = [x + +x, x - -x, x + ++x, x - --x, 8 / /4/.exec('4'), x < !--x, x ? .5 : 1, 5 .toFixed(1), typeof/a/, \`\${ x }  /* \${'}'} */ // \`, '//', /[/ ]\\/ */g.source].join(); function handler(event) { ${note('s + t')} }`],
  ['comments between everything', `/* a */ var a /* b */ = /* c */ 1 // d
    /* e
    */ var b = a /**/ + /**/ + /**/ 1
    function /* f */ handler(event) { /* g */ ${note('b /* h */ + a')} /* i */ }`],
  ['no semicolons', `const a = 1\nconst b = 2\nfunction handler(event) { ${note('a + b')} }\nconst c = a\n;[1].forEach(function () {})`],
  ['texts that look like code', `var s = "}; return handler; import cf from 'cloudfront'; //", t = \`\${1} /* \`; function handler(event) { ${note('s + t')} }`],
  ['an import', `import crypto from 'crypto';\nfunction handler(event) { ${note('crypto.createHash("md5").update("a").digest("hex")')} }`],
  ['an import under another name', `import hashes from 'crypto';\nimport texts from 'querystring';\nfunction handler(event) { ${note('hashes.createHash("md5").update("a").digest("hex") + texts.escape("&")')} }`],
  ['one module twice', `import one from 'crypto';\nimport two from 'crypto';\nfunction handler(event) { ${note('one === two')} }`],
  ['an import behind a statement that has no semicolon', `var f = function () { return 1; }\nimport crypto from 'crypto'\n;(function () { f = 2; })()\nfunction handler(event) { ${note('f + typeof crypto.createHash')} }`],
  ['modules that are required', `const crypto = require('crypto'), q = require('querystring'); function handler(event) { ${note('crypto.createHash("sha1").update("a").digest("base64") + q.escape("=")')} }`],
  ['a store', `import cf from 'cloudfront';\nconst s = cf.kvs('id');\nasync function handler(event) { const v = await s.get('k'); ${note('v')} }`],
  ['a store under another name', `import cloud from 'cloudfront';\nasync function handler(event) { const cf = cloud.kvs(); const v = await cf.get('k'); ${note('v')} }`],
  ['the query as sent', `function handler(event) { ${note('event.request.rawQueryString()')} }`],
  ['a request of its own', 'function handler(event) { return { method: event.request.method, uri: \'/new\', querystring: {}, headers: {}, cookies: {} }; }'],
  ['an answer', 'function handler(event) { return { statusCode: 302, headers: { location: { value: \'/x\' } } }; }'],
  ['nothing returned', 'function handler(event) { event.request.uri = \'/x\'; }'],
];

const KEYS = { k: 'value' };
const random = numbers(7);
const events = [1, 2, 3].map(() => anyEvent(random, 'viewer-request'));

describe.each(STYLES)('a file with %s', (style, code) => {
  const orders = (['before', 'after'] as const).filter((order) => style !== 'nothing returned' || order === 'after');

  const shapes = orders.flatMap((order) => [[order, 'as it is', false], [order, 'without spaces', true]] as const);

  test.each(shapes)('means the same in the preview, %s our steps, %s', async (order, _, short) => {
    const composed = inPreview(withEmptyStep(code, order, 'viewer-request', short), KEYS);
    const alone = inPreview(code, KEYS);
    for (const event of events) expect(await outcome(() => composed(event))).toBe(await outcome(() => alone(event)));
    expect(await outcome(() => composed(events[0]))).not.toContain('thrown');
  });

  // The harness around the file needs JSON itself.
  if (style.startsWith('built-in')) return;
  (HAS_NJS ? test : test.skip).each(shapes)('means the same in njs, %s our steps, %s', (order, _, short) => {
    expect(inNjs(withEmptyStep(code, order, 'viewer-request', short), events, KEYS)).toEqual(inNjs(code, events, KEYS));
  });
});

describe('the composed handler', () => {
  const composed = (...codes: string[]) =>
    composeCloudFrontFunction([existing(codes[0]), ...codes.slice(1).map((code) => ours(code))]);
  const ASYNC = 'async function handler(event) { return event.request; }';

  test.each([
    ['neither is', [EMPTY['viewer-request'], EMPTY['viewer-request']], false],
    ['theirs is', [ASYNC, EMPTY['viewer-request']], true],
    ['ours is', [EMPTY['viewer-request'], ASYNC], true],
    ['theirs uses promises', ['function handler(event) { return Promise.resolve(event.request); }', EMPTY['viewer-request']], true],
  ])('is asynchronous only if a file is: %s', (_, codes, asynchronous) => {
    expect(/async function handler\(event\) \{ const result/.test(composed(...codes))).toBe(asynchronous);
    expect(inPreview(composed(...codes))(events[0]) instanceof Promise || asynchronous).toBe(asynchronous);
  });

  test('imports a thing once, whatever files call it', () => {
    const code = composed(
      "import a from 'cloudfront';\nfunction handler(event) { return a && event.request; }",
      "import cf from 'cloudfront';\nfunction handler(event) { return cf && event.request; }",
    );
    expect(code.match(/^import.*$/gm)).toEqual(["import cf from 'cloudfront';"]);
    expect(code).toContain('const a = cf;');
    expect(composed(
      "import cf from 'cloudfront';\nfunction handler(event) { return cf && event.request; }",
      'function handler(event) { var cf = 1; return cf && event.request; }',
    ).match(/^import.*$/gm)).toEqual(["import edge_cloudfront from 'cloudfront';"]);
  });

  test('keeps imports of every form', () => {
    const code = composed(
      "import * as all from 'crypto';\nimport { createHash as h, createHmac } from 'crypto';\nfunction handler() { "
        + 'return [all, h, createHmac]; }',
    );
    expect(code.match(/^import.*$/gm)).toEqual([
      "import * as all from 'crypto';",
      "import { createHash as h } from 'crypto';",
      "import { createHmac as createHmac } from 'crypto';",
    ]);
  });
});
