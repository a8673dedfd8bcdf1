import type { EdgeEvent } from '../../../src/core/facts/edge-events';

/** A Lambda@Edge function of the kinds that AWS shows, written anew. */
export interface LambdaSample {
  readonly event: EdgeEvent;
  /** The files by name; the handler is that of `index.js` or `index.mjs`. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether the association includes the body of requests. */
  readonly includeBody?: boolean;
}

const js = (event: EdgeEvent, code: string, more: Readonly<Record<string, string>> = {}): LambdaSample =>
  ({ event, files: { 'index.js': code, ...more } });

export const LAMBDA_SAMPLES: Readonly<Record<string, LambdaSample>> = {
  'A/B test by a cookie, with a callback': js('viewer-request', `'use strict';
exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request, headers = request.headers;
  if (request.uri !== '/docs/a.html') { callback(null, request); return; }
  let found;
  if (headers.cookie) for (const { value } of headers.cookie) found = found || /variant=(\\w)/.exec(value);
  request.uri = '/' + (found ? found[1] : 'b') + request.uri;
  callback(null, request);
};`),
  'A/B test in the path to the origin': js('origin-request', `exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  const cookies = (request.headers.cookie || []).map((line) => line.value).join('; ');
  if (cookies.includes('variant=b')) request.uri = '/b' + request.uri;
  return request;
};`),
  'cookie of the A/B test in the response': js('viewer-response', `exports.handler = async (event) => {
  const { request, response } = event.Records[0].cf;
  if (!request.headers.cookie) response.headers['set-cookie'] = [{ key: 'Set-Cookie', value: 'variant=a' }, { key: 'Set-Cookie', value: 'seen=1' }];
  return response;
};`),
  'redirect for a section': js('viewer-request', `exports.handler = async function (event, context) {
  const request = event.Records[0].cf.request;
  if (!request.uri.startsWith('/blog/')) return request;
  return { status: '302', statusDescription: 'Found', headers: { location: [{ key: 'Location', value: 'https://blog.example.com' + request.uri.slice(5) }] } };
};`),
  'redirect by country': js('origin-request', `const HOSTS = require('./hosts.json');
exports.handler = (event, context, callback) => {
  const { request } = event.Records[0].cf;
  const country = request.headers['cloudfront-viewer-country'];
  const host = country && HOSTS[country[0].value];
  if (!host) return callback(null, request);
  callback(null, { status: '302', headers: { Location: [{ value: 'https://' + host + request.uri }] } });
};`, { 'hosts.json': '{ "DE": "de.example.com", "JP": "jp.example.com" }' }),
  'a generated page': js('viewer-request', `const content = '<\\!DOCTYPE html><title>Hello</title>';
exports.handler = (event, context, callback) => {
  callback(null, {
    status: '200', statusDescription: 'OK', body: content,
    headers: { 'cache-control': [{ key: 'Cache-Control', value: 'max-age=100' }], 'content-type': [{ key: 'Content-Type', value: 'text/html' }] },
  });
};`),
  'a generated image in base64': js('origin-request', `exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  if (!request.uri.endsWith('.png')) return request;
  return { status: 200, headers: { 'content-type': [{ key: 'Content-Type', value: 'image/png' }] }, body: 'iVBORw0KGgo=', bodyEncoding: 'base64' };
};`),
  'normalized query': js('viewer-request', `const querystring = require('querystring');
exports.handler = async (event) => {
  const request = event.Records[0].cf.request;
  const params = querystring.parse(request.querystring.toLowerCase());
  const sorted = {};
  Object.keys(params).sort().forEach((key) => { if (!key.startsWith('utm_')) sorted[key] = params[key]; });
  request.querystring = querystring.stringify(sorted);
  return request;
};`),
  'header of the device': js('origin-request', `exports.handler = async ({ Records: [{ cf: { request } }] }) => {
  const { headers } = request;
  const type = ['mobile', 'tablet', 'desktop'].find((name) => (headers['cloudfront-is-' + name + '-viewer'] || [{}])[0].value === 'true');
  headers['x-device'] = [{ key: 'X-Device', value: type || 'unknown' }];
  if (type === 'mobile') request.uri = '/m' + request.uri;
  return request;
};`),
  'origin by country': js('origin-request', `'use strict';
exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request;
  const country = (request.headers['cloudfront-viewer-country'] || [{ value: '' }])[0].value;
  if (country === 'DE' || country === 'FR') {
    const domainName = 'eu.origin.example.com';
    request.origin = { custom: { domainName, port: 443, protocol: 'https', path: '', sslProtocols: ['TLSv1', 'TLSv1.1'], readTimeout: 5, keepaliveTimeout: 5, customHeaders: {} } };
    request.headers.host = [{ key: 'host', value: domainName }];
  }
  callback(null, request);
};`),
  'a bucket as origin': js('origin-request', `exports.handler = async (event) => {
  const request = event.Records[0].cf.request;
  if (request.querystring.includes('useS3Origin')) {
    request.origin = { s3: { domainName: 'my-bucket.s3.amazonaws.com', region: '', authMethod: 'none', path: '', customHeaders: {} } };
    request.headers.host = [{ key: 'host', value: 'my-bucket.s3.amazonaws.com' }];
  }
  return request;
};`),
  'changed path of the origin': js('origin-request', `exports.handler = async (event, context) => {
  const request = event.Records[0].cf.request;
  if (request.origin.custom) {
    request.origin.custom.path = '/v2';
    request.origin.custom.customHeaders['x-from'] = [{ key: 'X-From', value: 'edge' }];
  }
  return request;
};`),
  'another status for errors of the origin': js('origin-response', `exports.handler = (event, context, callback) => {
  const response = event.Records[0].cf.response;
  if (response.status >= 400 && response.status <= 599) {
    response.status = 200;
    response.statusDescription = 'OK';
    response.body = 'Body generation example';
  }
  callback(null, response);
};`),
  'redirect instead of an error': js('origin-response', `exports.handler = async (event) => {
  const { request, response } = event.Records[0].cf;
  if (response.status < 400) return response;
  response.status = 302;
  response.statusDescription = 'Found';
  response.body = '';
  response.headers['location'] = [{ key: 'Location', value: '/plans' + request.uri }];
  return response;
};`),
  'security headers': js('origin-response', `exports.handler = (event, context, callback) => {
  const { response } = event.Records[0].cf, { headers } = response;
  headers['strict-transport-security'] = [{ key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubdomains; preload' }];
  headers['x-frame-options'] = [{ value: 'DENY' }];
  delete headers.server;
  context.callbackWaitsForEmptyEventLoop = false;
  callback(null, response);
};`),
  'last-modified from S3': js('origin-response', `exports.handler = async (event) => {
  const response = event.Records[0].cf.response, name = 'x-amz-meta-last-modified';
  if (response.headers[name]) response.headers['last-modified'] = response.headers[name];
  return response;
};`),
  'the body of a form': {
    includeBody: true,
    ...js('origin-request', `const querystring = require('node:querystring');
exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  if (request.method !== 'POST' || !request.body) return request;
  const params = querystring.parse(Buffer.from(request.body.data, 'base64').toString());
  request.body.action = 'replace';
  request.body.encoding = 'text';
  request.body.data = querystring.stringify({ ...params, added: '1' });
  return request;
};`),
  },
  'the body of a request, only read': {
    includeBody: true,
    ...js('viewer-request', `const crypto = require('crypto');
exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  if (request.body) request.headers['x-body'] = [{ key: 'X-Body', value: crypto.createHash('sha256').update(request.body.data).digest('hex') }];
  return request;
};`),
  },
  'Basic authentication': js('viewer-request', `'use strict';
const { users } = require('./config');
exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request;
  const given = request.headers.authorization ? request.headers.authorization[0].value : '';
  if (users.some((user) => 'Basic ' + Buffer.from(user).toString('base64') === given)) return callback(null, request);
  callback(null, { status: '401', statusDescription: 'Unauthorized', body: 'Unauthorized', headers: { 'www-authenticate': [{ key: 'WWW-Authenticate', value: 'Basic' }] } });
};`, { 'config.js': "module.exports = { users: ['anna:secret'] };" }),
  'a signed cookie': js('viewer-request', `const { createHmac, timingSafeEqual } = require('node:crypto');
const sign = (text) => createHmac('sha256', 'secret').update(text).digest('base64url');
exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  const cookie = (request.headers.cookie || []).map((c) => c.value).join(';').match(/session=([^.;]+)\\.([\\w-]+)/);
  const good = cookie && Buffer.from(sign(cookie[1])).length === Buffer.from(cookie[2]).length && timingSafeEqual(Buffer.from(sign(cookie[1])), Buffer.from(cookie[2]));
  if (!good) return { status: '307', headers: { location: [{ key: 'Location', value: '/login?to=' + encodeURIComponent(request.uri) }], 'set-cookie': [{ key: 'Set-Cookie', value: 'session=; Max-Age=0' }] } };
  request.headers['x-user'] = [{ key: 'X-User', value: cookie[1] }];
  return request;
};`),
  'an ES module with a module beside it': {
    event: 'viewer-request',
    files: {
      'index.mjs': `import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { rewritten } from './lib/rewrite.mjs';
const { suffix } = JSON.parse(readFileSync(new URL('./config.json', import.meta.url)));
export const handler = async (event) => { const { request } = event.Records[0].cf; request.uri = rewritten(request.uri, suffix, fileURLToPath); return request; };`,
      'lib/rewrite.mjs': "export function rewritten(uri, suffix) { return uri.endsWith('/') ? uri + suffix : uri; }",
      'config.json': '{ "suffix": "index.html" }',
    },
  },
  'context.done, and three arguments': js('viewer-request', `exports.handler = function (event, context, callback) {
  const request = event.Records[0].cf.request;
  request.headers['x-arguments'] = [{ key: 'X-Arguments', value: String(arguments.length) + typeof callback + typeof context.getRemainingTimeInMillis() }];
  context.callbackWaitsForEmptyEventLoop = false;
  if (request.method === 'GET') context.done(null, request); else context.succeed(request);
};`),
  'a late callback': js('viewer-request', `exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request;
  setImmediate(() => { request.uri = request.uri.replace(/\\/{2,}/g, '/'); callback(null, request); });
};`),
  'a promise without async': js('origin-request', `exports.handler = (event) => Promise.resolve(event).then(({ Records }) => {
  const { request } = Records[0].cf;
  return { ...request, headers: { ...request.headers, 'x-new': [{ key: 'X-New', value: '1' }, { key: 'x-new', value: '2' }] } };
});`),
  'several awaits': js('viewer-request', `const later = (value) => new Promise((resolve) => setTimeout(resolve, 0, value));
let calls = 0;
exports.handler = async (event) => { const { request } = event.Records[0].cf; await null; await later(1); request.headers['x-calls'] = [{ key: 'x-calls', value: String(++calls) }]; return request; };`),
  'throws sometimes': js('viewer-request', `exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  if (request.method === 'POST') { request.uri = '/evil'; throw new Error('boom'); }
  return request;
};`),
  'changes the event and returns nothing': js('viewer-request', `exports.handler = async (event) => {
  event.Records[0].cf.request.uri = '/evil';
};`),
  'throws on a response, after changes': js('origin-response', `exports.handler = (event, context, callback) => {
  const { response } = event.Records[0].cf;
  response.headers.etag = [{ key: 'ETag', value: 'evil' }];
  for (const lines of Object.values(response.headers)) lines[0].value = 'evil';
  delete response.headers['content-type'];
  response.status = '404';
  if (response.headers.server) callback(new Error('boom')); else throw 1;
};`),
  'rejects on a response': js('viewer-response', 'exports.handler = async (event) => { event.Records[0].cf.response.headers = {}; throw new Error("boom"); };'),
};
