import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeStep, EdgeStepHost } from '../../src';

const FILE = join(tmpdir(), `step-host-${process.pid}.js`);

/** The problems of a file that is given as one for a host. */
function codes(code: string, host: EdgeStepHost): string[] {
  writeFileSync(FILE, code);
  return EdgeStep.fromFile(FILE, { host })._load().problems.map((problem) => problem.code);
}

const LAMBDA: readonly string[] = [
  'exports.handler = async (event) => event.Records[0].cf.request;',
  'module.exports.handler = function (event, context, callback) { callback(null, event.Records[0].cf.request); };',
  'module.exports = { handler: async (event) => { const { Records } = event; return Records[0].cf.request; } };',
  'const { request } = {}; exports.handler = async ({ Records: [{ cf }] }) => cf.request;',
  'async function handler(event) { return event.Records[0].cf.request; }\nexports.handler = handler;',
  'function handler(event) { const request = event["Records"][0]["cf"]["request"]; return request; }\nmodule.exports = { handler };',
  // As TypeScript and esbuild write it.
  '"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); exports.handler = void 0; const handler = async (event) => event.Records[0].cf.request; exports.handler = handler;',
  'var o = {}; __export(o, { handler: () => handler }); module.exports = __toCommonJS(o); var handler = async (e) => e.Records[0].cf.request; function __export() {} function __toCommonJS(x) { return x; }',
  'if (process.env.X) return;\nexports.handler = async (event) => event.Records[0].cf.request;',
  // Nothing of the event is read.
  'exports.handler = async () => ({ status: "403" });',
  // Another function may read what looks like the other event.
  'function inner(event) { return event.request; } exports.handler = async (event) => inner(event.Records[0].cf);',
];

const CLOUDFRONT_FUNCTION: readonly string[] = [
  'function handler(event) { return event.request; }',
  'async function handler(event) { var response = event.response; return response; }',
  'const handler = (event) => { const { request } = event; return request; };',
  'var handler = function ({ request }) { return request; };',
  'let handler = async (e) => { e.request.uri = "/"; return e["request"]; };',
  "import cf from 'cloudfront';\nfunction handler(event) { return event.request; }",
  'function handler() { return { statusCode: 403 }; }',
  'function handler(event) { // event.Records[0].cf\n return event.request; }',
  'function handler(event) { var text = "exports.handler = event.Records[0]"; event.request.headers.x = { value: text }; return event.request; }',
];

test.each(LAMBDA)('Lambda@Edge: %s', (code) => {
  expect(codes(code, EdgeStepHost.LAMBDA_EDGE)).toEqual([]);
  expect(codes(code, EdgeStepHost.CLOUDFRONT_FUNCTION)).not.toEqual([]);
});

test.each(CLOUDFRONT_FUNCTION)('CloudFront Function: %s', (code) => {
  expect(codes(code, EdgeStepHost.CLOUDFRONT_FUNCTION)).toEqual([]);
  expect(codes(code, EdgeStepHost.LAMBDA_EDGE)).not.toEqual([]);
});

test.each<[string, EdgeStepHost, string]>([
  [LAMBDA[0], EdgeStepHost.CLOUDFRONT_FUNCTION, 'EDGE_STEP_HOST'],
  ['async function handler(event) { return event.Records[0].cf.request; }', EdgeStepHost.CLOUDFRONT_FUNCTION, 'EDGE_STEP_HOST'],
  [CLOUDFRONT_FUNCTION[0], EdgeStepHost.LAMBDA_EDGE, 'EDGE_STEP_HOST'],
  ['exports.handler = async (event) => event.request;', EdgeStepHost.LAMBDA_EDGE, 'EDGE_STEP_HOST'],
  ['exports.handler = handler; function handler({ request }) { return request; }', EdgeStepHost.LAMBDA_EDGE, 'EDGE_STEP_HOST'],
  ['// exports.handler\nexports.main = async (event) => event.Records[0].cf.request;', EdgeStepHost.LAMBDA_EDGE, 'EDGE_STEP_HANDLER'],
  ['function main(event) { return event.request; } // function handler(event)', EdgeStepHost.CLOUDFRONT_FUNCTION, 'EDGE_STEP_HANDLER'],
  ['function outer() { function handler(event) { return event.request; } }', EdgeStepHost.CLOUDFRONT_FUNCTION, 'EDGE_STEP_HANDLER'],
  ['const x = await 1; function handler(event) { return event.request; }', EdgeStepHost.CLOUDFRONT_FUNCTION, 'EDGE_STEP_SYNTAX'],
])('%s as %s is %s', (code, host, expected) => expect(codes(code, host)).toEqual([expected]));
