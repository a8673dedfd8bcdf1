import { parseJavaScript } from '../../../src/attach/javascript';
import { mayRewritePath } from '../../../src/core/javascript/rewrites-path';

const cff = (body: string, before = '') => `${before}function handler(event) { var request = event.request; ${body} }`;
const edge = (body: string) =>
  `exports.handler = async (event) => { const { request } = event.Records[0].cf; ${body} };`;
const may = (code: string) => mayRewritePath(parseJavaScript(code, 'commonjs'));

describe('may rewrite the path', () => {
  it.each([
    cff("if (request.uri.endsWith('/')) request.uri += 'index.html'; return request;"),
    cff("request['uri'] = request.uri.toLowerCase(); return request;"),
    cff("var key = 'uri'; request[key] = '/x'; return request;"),
    cff('request[`uri`] = "/x"; return request;'),
    cff('return { ...request, uri: "/x" };'),
    cff('const uri = request.uri + "x"; return Object.assign({}, request, { uri });'),
    cff('Object.assign(request, JSON.parse(text)); return request;', 'var text = "{}";'),
    cff('const changes = JSON.parse(text); return { ...request, ...changes };', 'var text = "{}";'),
    cff('return JSON.parse(text);', 'var text = "{}";'),
    cff('Object.defineProperty(request, name, { value: "/x" }); return request;', 'var name = "u" + "ri";'),
    cff('({ path: request.uri } = { path: "/x" }); return request;'),
    cff('[request.uri] = ["/x"]; return request;'),
    cff('change(request); return request;', 'function change(it) { it.uri = "/x"; }'),
    cff('for (var name in CHANGES) request[name] = CHANGES[name]; return request;', 'var CHANGES = {};'),
    cff('var part = request; part = event.request; part[event.context.eventType] = 1; return part;'),
    edge("request.uri = request.uri.replace(/\\/$/, '/index.html'); return request;"),
    edge("require('./rewrite')(request); return request;"),
    edge("require('their-router')(request); return request;"),
    edge('const { rewrite } = await import("./rewrite.mjs"); rewrite(request); return request;'),
    edge('return { ...request, ...(await changes()) };'),
    edge('delete request.uri; return request;'),
  ])('%s', (code) => {
    expect(may(code)).toBe(true);
  });
});

describe('certainly leaves the path as it is', () => {
  it.each([
    cff('return request;'),
    cff("request.headers['x-uri'] = { value: request.uri }; return request;"),
    cff(
      'var headers = request.headers; var names = ["a", "b"]; for (var i = 0; i < 2; i++) headers[names[i]] = { value: "1" }; return request;',
    ),
    cff(
      "if (request.uri === '/old') return { statusCode: 302, headers: { location: { value: '/new' } } }; return "
        + 'request;',
    ),
    cff('for (var name in request.querystring) delete request.querystring[name]; return request;'),
    cff('var seen = {}; seen[request.uri] = 1; return request;'),
    cff('var parts = request.uri.split("/"); parts[1] = "x"; return request;'),
    cff('console.log(JSON.stringify({ uri: request.uri })); return request;'),
    cff('const { uri } = request; if (uri.startsWith("/private/")) return { statusCode: 401 }; return request;'),
    cff('request.headers = Object.assign({}, request.headers, { "x-a": { value: "1" } }); return request;'),
    cff('return { ...request, headers: { ...request.headers, "x-a": { value: "1" } } };'),
    `import cf from 'cloudfront'; const store = cf.kvs(); async function handler(event) {
      const host = await store.get('host'); event.request.headers['x-host'] = { value: host }; return event.request; }`,
    `import crypto from 'crypto'; ${cff('request.headers["x-sum"] = { value: crypto.createHash("md5").update(request.uri).digest("hex") }; return request;')}`,
    edge('request.headers["x-a"] = [{ key: "X-A", value: "1" }]; return request;'),
    edge('const fs = require("node:fs"); const secret = fs.readFileSync("./config.json"); return request;'),
    'exports.handler = (event, context, callback) => { callback(null, event.Records[0].cf.request); };',
    edge('return JSON.parse(JSON.stringify(request));'),
  ])('%s', (code) => {
    expect(may(code)).toBe(false);
  });
});
