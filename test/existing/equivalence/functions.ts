import type { EdgeEvent } from '../../../src/core/facts/edge-events';

/** A CloudFront Function as people deploy it. */
export interface Sample {
  readonly event: EdgeEvent;
  readonly code: string;
  /** What its KeyValueStore has. */
  readonly keyValues?: Readonly<Record<string, string>>;
}

/**
 * Written anew after what the samples of AWS do (aws-samples/amazon-cloudfront-functions, the Developer Guide), in the
 * styles in which such functions are written.
 */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  'index.html for folders': {
    event: 'viewer-request',
    code: `function handler(event) {
  var request = event.request;
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  else if (request.uri.split('/').pop().indexOf('.') < 0) request.uri += '/index.html';
  return request;
}`,
  },
  'one page for all paths of an application': {
    event: 'viewer-request',
    code: `const PAGE = '/index.html';
const handler = (event) => {
  const request = event.request;
  if (!/\\.[a-z0-9]+$/i.test(request.uri)) request.uri = PAGE;
  return request;
};`,
  },
  'redirect by country': {
    event: 'viewer-request',
    code: `var home = { DE: '/de', FR: '/fr', JP: '/ja' };
function handler(event) {
  var request = event.request, headers = request.headers;
  var country = headers['cloudfront-viewer-country'] && headers['cloudfront-viewer-country'].value;
  if (!home[country] || request.uri.startsWith(home[country] + '/')) return request;
  return {
    statusCode: 302,
    statusDescription: 'Found',
    headers: { location: { value: \`https://\${headers.host.value}\${home[country]}\${request.uri}\` } },
  };
}`,
  },
  'one host name': {
    event: 'viewer-request',
    code: `async function handler(event) {
  const request = event.request;
  const host = request.headers.host.value;
  if (host === 'www.example.com') return request;
  return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: 'https://www.example.com' + request.uri } } };
}`,
  },
  'redirect that keeps the query': {
    event: 'viewer-request',
    code: `function queryText(querystring) {
  var parts = [];
  Object.keys(querystring).forEach(function (name) {
    var item = querystring[name];
    if (item.multiValue) item.multiValue.forEach(function (one) { parts.push(name + '=' + one.value); });
    else parts.push(item.value === '' ? name : name + '=' + item.value);
  });
  return parts.join('&');
}
function handler(event) {
  var request = event.request;
  if (!request.uri.startsWith('/blog')) return request;
  var query = queryText(request.querystring);
  return { statusCode: 308, headers: { location: { value: '/news' + request.uri.slice(5) + (query ? '?' + query : '') } } };
}`,
  },
  'sorted parameters without those of campaigns': {
    event: 'viewer-request',
    code: `let kept;
function isKept(name) { return !name.toLowerCase().startsWith('utm_'); }
const handler = function (event) {
  kept = {};
  Object.keys(event.request.querystring).filter(isKept).sort().forEach(function (name) {
    kept[name] = event.request.querystring[name];
  });
  event.request.querystring = kept;
  return event.request;
};`,
  },
  'IP of the viewer for the origin': {
    event: 'viewer-request',
    code: `function handler(event) {
  event.request.headers['true-client-ip'] = { value: event.viewer.ip };
  return event.request;
}`,
  },
  'Origin header where there is none': {
    event: 'viewer-request',
    code: `'use strict';
var handler = function handler(event) {
  var headers = event.request.headers;
  if (!headers.origin) headers.origin = { value: 'https://' + headers.host.value };
  return event.request;
};`,
  },
  'Basic authentication': {
    event: 'viewer-request',
    code: `const USERS = { anna: 'secret', bob: 'hunter2' };
function decode(text) { return Buffer.from(text, 'base64').toString(); }
function handler(event) {
  const header = event.request.headers.authorization;
  if (header && header.value.indexOf('Basic ') === 0) {
    const parts = decode(header.value.slice(6)).split(':');
    if (USERS[parts[0]] !== undefined && USERS[parts[0]] === parts[1]) return event.request;
  }
  return { statusCode: 401, statusDescription: 'Unauthorized', headers: { 'www-authenticate': { value: 'Basic' } } };
}`,
  },
  'signed token in the query': {
    event: 'viewer-request',
    keyValues: { 'jwt.secret': 'LzdWGpAToQ1DqYuzHxE6YOqi7G3X2yvNBot9mCXfx5k' },
    code: `import crypto from 'crypto';
import cf from 'cloudfront';

const response401 = { statusCode: 401, statusDescription: 'Unauthorized' };
const kvsKey = 'jwt.secret';
const loggingEnabled = false;

function sign(input, key) { return crypto.createHmac('sha256', key).update(input).digest('base64url'); }
function same(a, b) {
  if (a.length !== b.length) return false;
  let xor = 0;
  for (let i = 0; i < a.length; i++) xor |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return xor === 0;
}
function log(text) { if (loggingEnabled) console.log(text); }
async function secretKey() {
  try {
    const kvs = cf.kvs();
    return await kvs.get(kvsKey, { format: 'string' });
  } catch (err) {
    log('no key: ' + err);
    return null;
  }
}
async function handler(event) {
  const request = event.request;
  const key = await secretKey();
  if (!key || !request.querystring.jwt) return response401;
  const parts = request.querystring.jwt.value.split('.');
  if (parts.length !== 3 || !same(sign(parts[0] + '.' + parts[1], key), parts[2])) return response401;
  delete request.querystring.jwt;
  return request;
}`,
  },
  'paths from a store': {
    event: 'viewer-request',
    keyValues: { docs: '/manual', shop: '/store' },
    code: `import cf from 'cloudfront';
const kvsHandle = cf.kvs();
async function handler(event) {
  const key = event.request.uri.split('/')[1];
  let value = '';
  try {
    value = await kvsHandle.get(key);
    event.request.uri = event.request.uri.replace('/' + key, value);
  } catch (err) {
    event.request.headers['x-missing'] = { value: key.length + '' };
  }
  return event.request;
}`,
  },
  'an experiment, kept in a cookie': {
    event: 'viewer-request',
    keyValues: { config: '{"share":50,"path":"/b"}' },
    code: `import cf from 'cloudfront';
let handle = cf.kvs();
async function isInExperiment(ip) {
  const exists = await handle.exists('config');
  if (!exists) return false;
  const config = await handle.get('config', { format: 'json' });
  let sum = 0;
  for (let i = 0; i < ip.length; i++) sum += ip.charCodeAt(i);
  return sum % 100 < config.share;
}
const handler = async (event) => {
  const request = event.request;
  const cookie = request.cookies && request.cookies.variant;
  const chosen = await isInExperiment(event.viewer.ip);
  const variant = cookie ? cookie.value : chosen ? 'b' : 'a';
  if (variant === 'b') request.uri = '/b' + request.uri;
  return request;
};`,
  },
  'device in a header': {
    event: 'viewer-request',
    code: `var patterns = [[/ipad|tablet/i, 'tablet'], [/iphone|android|mobile/i, 'mobile']];
function deviceOf(agent) {
  for (var i = 0; i < patterns.length; i++) if (patterns[i][0].test(agent)) return patterns[i][1];
  return 'desktop';
}
function handler(event) {
  var agent = event.request.headers['user-agent'];
  event.request.headers['x-device'] = { value: deviceOf(agent ? agent.value : '') };
  return event.request;
}`,
  },
  'blocked paths': {
    event: 'viewer-request',
    code: `const blocked = ['/wp-admin', '/.git', '/private'];
function handler(event) {
  const uri = event.request.uri.toLowerCase();
  if (!blocked.some((path) => uri === path || uri.startsWith(path + '/'))) return event.request;
  return { statusCode: 403, statusDescription: 'Forbidden', body: { encoding: 'text', data: 'no' } };
}`,
  },
  'a version in the path, by a cookie': {
    event: 'viewer-request',
    code: `function handler(event) {
  var cookies = event.request.cookies || {};
  if (cookies.version && /^v\\d+$/.test(cookies.version.value)) event.request.uri = '/' + cookies.version.value + event.request.uri;
  return event.request;
}`,
  },
  'language of the viewer': {
    event: 'viewer-request',
    code: `var supported = ['en', 'de', 'fr'], fallback = supported[0];
function best(header) {
  var wanted = header.split(',').map(function (item) {
    var q = /;\\s*q=([\\d.]+)/.exec(item);
    return { tag: item.split(';')[0].trim().slice(0, 2).toLowerCase(), q: q ? Number(q[1]) : 1 };
  }).filter(function (item) { return supported.indexOf(item.tag) >= 0; });
  wanted.sort(function (a, b) { return b.q - a.q; });
  return wanted.length ? wanted[0].tag : fallback;
}
function handler(event) {
  var request = event.request;
  if (request.uri !== '/') return request;
  var language = request.headers['accept-language'];
  return { statusCode: 302, headers: { location: { value: '/' + (language ? best(language.value) : fallback) + '/' }, vary: { value: 'accept-language' } } };
}`,
  },
  'host for the origin, normalized path': {
    event: 'viewer-request',
    code: `import querystring from 'querystring';
function handler(event) {
  const request = event.request;
  request.headers['x-forwarded-host'] = { value: request.headers.host.value };
  request.uri = request.uri.replace(/\\/{2,}/g, '/');
  if (request.querystring.next) request.headers['x-next'] = { value: querystring.escape(request.querystring.next.value) };
  return request;
}`,
  },
  'hash of the path': {
    event: 'viewer-request',
    code: `const crypto = require('crypto');
function handler(event) {
  event.request.headers['x-path'] = { value: crypto.createHash('sha256').update(event.request.uri).digest('hex').slice(0, 12) };
  return event.request;
}`,
  },
  'security headers': {
    event: 'viewer-response',
    code: `function handler(event) {
  var response = event.response;
  var headers = response.headers;
  headers['strict-transport-security'] = { value: 'max-age=63072000; includeSubdomains; preload' };
  headers['content-security-policy'] = { value: "default-src 'none'; img-src 'self'; script-src 'self'" };
  headers['x-content-type-options'] = { value: 'nosniff' };
  headers['x-frame-options'] = { value: 'DENY' };
  return response;
}`,
  },
  'CORS where there is none': {
    event: 'viewer-response',
    code: `async function handler(event) {
  const request = event.request;
  const response = event.response;
  if (!response.headers['access-control-allow-origin'] && request.headers['origin']) {
    response.headers['access-control-allow-origin'] = { value: request.headers['origin'].value };
  }
  return response;
}`,
  },
  'Cache-Control by path': {
    event: 'viewer-response',
    code: `const rules = [[/\\.(?:js|css|woff2)$/, 'public, max-age=63072000'], [/\\.html$|\\/$/, 'no-cache']];
function handler2(uri) {
  let found = 'max-age=60';
  rules.forEach((rule) => { if (rule[0].test(uri)) found = rule[1]; });
  return found;
}
function handler(event) {
  event.response.headers['cache-control'] = { value: handler2(event.request.uri) };
  return event.response;
}`,
  },
  'a cookie for new viewers': {
    event: 'viewer-response',
    code: `let made = 0;
function handler(event) {
  made++;
  if (!event.request.cookies.seen) event.response.cookies.seen = { value: 'v' + made, attributes: 'Secure; Path=/' };
  return event.response;
}`,
  },
  'another status for a header of the origin': {
    event: 'viewer-response',
    code: `function handler(event) {
  var response = event.response, status = response.headers['x-status'];
  if (status) {
    response.statusCode = Number(status.value);
    delete response.headers['x-status'];
  }
  return response;
}`,
  },
};
