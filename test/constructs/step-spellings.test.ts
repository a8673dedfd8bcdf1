import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeStep, EdgeStepHost } from '../../src';

const FILE = join(tmpdir(), `step-spellings-${process.pid}.js`);

function codes(code: string, host: EdgeStepHost): string[] {
  writeFileSync(FILE, code);
  return EdgeStep.fromFile(FILE, { host })._load().problems.map((problem) => problem.code);
}

/** Bodies of a handler, by what they read of `event`. */
const OF_LAMBDA: Readonly<Record<string, string>> = {
  'a chain': 'return event.Records[0].cf.request;',
  'texts': 'return event["Records"][0]["cf"]["request"];',
  'a variable': 'const record = event.Records[0]; const request = record.cf.request; return request;',
  'patterns': 'const { Records: [{ cf: { request } }] } = event; return request;',
  'an array pattern': 'const [record] = event.Records; return record.cf.request;',
  'a pattern with a variable': 'const { Records } = event; return Records[0].cf.response;',
  'optional chains': 'return event?.Records?.[0]?.cf?.request;',
  'what TypeScript makes of them': 'var _a; return (_a = event.Records) === null || _a === void 0 ? void 0 : _a[0].cf.request;',
  'a method': 'return event.Records.map((record) => record.cf.request)[0];',
  'an alias': 'const e = event; return e.Records.at(0).cf.request;',
  'nothing': 'return { status: "403", statusDescription: "Forbidden" };',
  'nothing, and the words of the other': 'const text = "event.request"; /* event.request */ return { status: "200", body: text };',
};
const OF_FUNCTION: Readonly<Record<string, string>> = {
  'a chain': 'event.request.uri = "/"; return event.request;',
  'a text': 'return event["request"];',
  'a variable': 'var request = event.request; request.headers.a = { value: "1" }; return request;',
  'a pattern': 'const { request } = event; return request;',
  'a nested pattern': 'const { request, viewer: { ip } } = event; request.headers.ip = { value: ip }; return request;',
  'an assigned pattern': 'let request; ({ request } = event); return request;',
  'the response': 'var response = event.response; return response;',
  'the context': 'return { statusCode: 302, headers: { location: { value: event.context.distributionDomainName } } };',
  'the viewer': 'if (event.viewer.ip === "1.1.1.1") return { statusCode: 403 }; return passOn(event); function passOn(e) { return e; }',
  'an alias': 'var e = event; return e.request;',
  'nothing': 'return { statusCode: 403, statusDescription: "Forbidden" };',
  'nothing, and the words of the other': 'var text = "exports.handler = event.Records[0]"; /* exports */ return { statusCode: 200, headers: { a: { value: text } } };',
};

const ESBUILD = `var __defProp = Object.defineProperty;
var __export = (target, all) => { for (var name in all) __defProp(target, name, { get: all[name], enumerable: true }); };
var __toCommonJS = (mod) => mod;
var index_exports = {};
__export(index_exports, { handler: () => handler });
module.exports = __toCommonJS(index_exports);
`;
const TSC = '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n';

/** Ways to give a handler away that Node.js knows. */
const COMMONJS: Readonly<Record<string, (body: string) => string>> = {
  'exports': (body) => `exports.handler = async (event) => { ${body} };`,
  'exports as text': (body) => `exports["handler"] = async function (event) { ${body} };`,
  'module.exports': (body) => `module.exports.handler = async function (event, context) { ${body} };`,
  'an object': (body) => `module.exports = { handler: async (event) => { ${body} } };`,
  'a method': (body) => `module.exports = { async handler(event) { ${body} } };`,
  'a shorthand': (body) => `async function handler(event) { ${body} }\nmodule.exports = { handler };`,
  'an arrow': (body) => `const handler = async (event) => { ${body} };\nexports.handler = handler;`,
  'another name': (body) => `const main = async (event) => { ${body} };\nexports.handler = main;`,
  'TypeScript': (body) => `${TSC}exports.handler = void 0;\nconst handler = async (event) => { ${body} };\nexports.handler = handler;`,
  'TypeScript, hoisted': (body) => `${TSC}exports.handler = handler;\nasync function handler(event) { ${body} }`,
  'esbuild': (body) => `${ESBUILD}var handler = async (event) => { ${body} };\n0 && (module.exports = { handler });`,
  'SWC': (body) => `${TSC}Object.defineProperty(exports, "handler", { enumerable: true, get: function() { return handler; } });\nasync function handler(event) { ${body} }`,
  'Object.assign': (body) => `const handler = async (event) => { ${body} };\nObject.assign(exports, { handler });`,
};
/** Ways to declare a handler that CloudFront Functions know. */
const DECLARED: Readonly<Record<string, (body: string) => string>> = {
  'a function': (body) => `function handler(event) { ${body} }`,
  'an async function': (body) => `async function handler(event) { ${body} }`,
  'an arrow': (body) => `const handler = (event) => { ${body} };`,
  'an async arrow': (body) => `let handler = async (event) => { ${body} };`,
  'an expression': (body) => `var handler = function (event) { ${body} };`,
  'with an import': (body) => `import cf from 'cloudfront';\nconst store = cf.kvs();\nasync function handler(event) { ${body} }`,
  'with crypto': (body) => `import crypto from 'crypto';\nfunction handler(event) { ${body} }`,
  'with require': (body) => `var crypto = require('crypto');\nfunction handler(event) { ${body} }`,
  'for tests, too': (body) => `function handler(event) { ${body} }\nif (typeof module !== 'undefined') module.exports = { handler };`,
  'for tests, as an expression': (body) => `function handler(event) { ${body} }\ntypeof exports === 'undefined' || (exports.handler = handler);`,
  'for tests, in a try': (body) => `function handler(event) { ${body} }\ntry { module.exports = { handler }; } catch (e) { /* at the edge */ }`,
};

const product = (ways: Readonly<Record<string, (body: string) => string>>, bodies: Readonly<Record<string, string>>) =>
  Object.entries(ways).flatMap(([way, write]) =>
    Object.entries(bodies).map(([reads, body]): [string, string, string] => [way, reads, write(body)]),
  );

describe('a file for Lambda@Edge', () => {
  test.each(product(COMMONJS, OF_LAMBDA))('%s, reading %s', (_, __, code) => {
    expect(codes(code, EdgeStepHost.LAMBDA_EDGE)).toEqual([]);
    expect(codes(code, EdgeStepHost.CLOUDFRONT_FUNCTION)).toEqual(['EDGE_STEP_HOST']);
  });
});

describe('a file for CloudFront Functions', () => {
  test.each(product(DECLARED, OF_FUNCTION))('%s, reading %s', (_, __, code) => {
    expect(codes(code, EdgeStepHost.CLOUDFRONT_FUNCTION)).toEqual([]);
    expect(codes(code, EdgeStepHost.LAMBDA_EDGE)).toEqual(['EDGE_STEP_HOST']);
  });
});

describe('a handler for one with the exports of the other is neither', () => {
  test.each(product(COMMONJS, OF_FUNCTION).filter(([, reads]) => !reads.startsWith('nothing')))(
    '%s, reading %s',
    (_, __, code) => {
      expect(codes(code, EdgeStepHost.LAMBDA_EDGE)).toEqual(['EDGE_STEP_HOST']);
      expect(codes(code, EdgeStepHost.CLOUDFRONT_FUNCTION)).toEqual(['EDGE_STEP_SYNTAX']);
    },
  );

  test.each(product(DECLARED, OF_LAMBDA).filter(([, reads]) => !reads.startsWith('nothing')))(
    '%s, reading %s',
    (_, __, code) => {
      expect(codes(code, EdgeStepHost.CLOUDFRONT_FUNCTION)).toEqual(['EDGE_STEP_HOST']);
    },
  );
});

describe('ES modules are neither', () => {
  const modules = {
    const: (body: string) => `export const handler = async (event) => { ${body} };`,
    function: (body: string) => `export async function handler(event) { ${body} }`,
    list: (body: string) => `const main = async (event) => { ${body} };\nexport { main as handler };`,
    default: (body: string) => `const handler = async (event) => { ${body} };\nexport default { handler };`,
  };
  test.each(product(modules, OF_LAMBDA))('%s, reading %s', (_, __, code) => {
    expect(codes(code, EdgeStepHost.LAMBDA_EDGE)).toEqual(['EDGE_STEP_SYNTAX']);
    expect(codes(code, EdgeStepHost.CLOUDFRONT_FUNCTION)).toEqual(['EDGE_STEP_HOST']);
  });
  test.each(product(modules, OF_FUNCTION))('%s, reading %s', (_, __, code) => {
    expect(codes(code, EdgeStepHost.LAMBDA_EDGE)).toEqual(['EDGE_STEP_HOST']);
    expect(codes(code, EdgeStepHost.CLOUDFRONT_FUNCTION)).toEqual(['EDGE_STEP_SYNTAX']);
  });
});

test('a file for both is taken as either', () => {
  const code = `function handler(event) { return event.Records ? event.Records[0].cf.request : event.request; }
if (typeof exports !== 'undefined') exports.handler = handler;`;
  expect(codes(code, EdgeStepHost.LAMBDA_EDGE)).toEqual([]);
  expect(codes(code, EdgeStepHost.CLOUDFRONT_FUNCTION)).toEqual([]);
});

test('a handler that passes its event on is judged by the function that gets it', () => {
  const code =
    'exports.handler = async (event) => rewrite(1, event);\nfunction rewrite(n, e) { const copy = e; return inner(copy); }\nconst inner = ({ request }) => request;';
  expect(codes(code, EdgeStepHost.LAMBDA_EDGE)).toEqual(['EDGE_STEP_HOST']);
  const other =
    'exports.handler = async (event) => inner(event.Records[0].cf);\nconst inner = ({ request }) => request;';
  expect(codes(other, EdgeStepHost.LAMBDA_EDGE)).toEqual([]);
});
