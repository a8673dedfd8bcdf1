import { createHash } from 'node:crypto';
import { ALL_VIEWER, json, site, type SiteOptions } from '../support/site';

type Event = 'viewer-request' | 'viewer-response';

function withFunction(event: Event, code: string, options: SiteOptions = {}, config: object = {}) {
  return site({
    ...options,
    fill: (stack, assembly) => {
      options.fill?.(stack, assembly);
      stack.resource('Cff', 'AWS::CloudFront::Function', {
        FunctionCode: code,
        FunctionConfig: { Runtime: 'cloudfront-js-2.0', ...config },
      });
      return { FunctionAssociations: [{ EventType: event, FunctionARN: { 'Fn::GetAtt': ['Cff', 'FunctionARN'] } }] };
    },
  });
}
const handler = (body: string) =>
  `function handler(event) { var request = event.request, response = event.response; ${body} }`;
const ECHO = handler('return { statusCode: 200, body: JSON.stringify(event) };');

describe('the events of CloudFront Functions', () => {
  test('viewer-request', async () => {
    const running = withFunction('viewer-request', ECHO, {
      behavior: { OriginRequestPolicyId: '33f36d7e-f396-46d9-90e0-52428a34d9dc' },
    });
    const response = await running.fetch('/a%20b?x=1&y=2&y=3&z', {
      headers: { Host: 'localhost:1', Cookie: 'a=1; b=x=y', Accept: '*/*' },
    });
    const event = await json(response);
    expect(event).toMatchObject({
      version: '1.0',
      context: {
        distributionDomainName: 'localhost:1',
        eventType: 'viewer-request',
        requestId: response.headers.get('x-amz-cf-id'),
      },
      viewer: { ip: '127.0.0.1' },
      request: {
        method: 'GET',
        uri: '/a%20b',
        querystring: {
          x: { value: '1' },
          y: { value: '2', multiValue: [{ value: '2' }, { value: '3' }] },
          z: { value: '' },
        },
        cookies: { a: { value: '1' }, b: { value: 'x=y' } },
      },
    });
    expect(event.request.headers).toMatchObject({
      'host': { value: 'localhost:1' },
      'accept': { value: '*/*' },
      'cloudfront-viewer-country': { value: 'US' },
    });
    expect(event.request.headers).not.toHaveProperty('cookie');
    expect(event).not.toHaveProperty('$rawQueryString');
  });

  test('viewer-response', async () => {
    const code = handler('response.headers["x-event"] = { value: JSON.stringify(response) }; return response;');
    const event = JSON.parse((await withFunction('viewer-response', code).fetch('/')).headers.get('x-event')!);
    expect(event).toMatchObject({
      statusCode: 200,
      statusDescription: 'OK',
      headers: { 'content-type': { value: 'text/html' } },
      cookies: {},
    });
  });

  test('the raw query string', async () => {
    const code = handler('return { statusCode: 200, body: String(request.rawQueryString()) };');
    expect(await (await withFunction('viewer-request', code).fetch('/?b=2&a=%20')).text()).toBe('b=2&a=%20');
  });
});

describe('results of CloudFront Functions', () => {
  test('a changed request: path, query, cookies, headers', async () => {
    const running = withFunction('viewer-request', handler(`
      request.uri = '/404.html';
      request.querystring.added = { value: '1' };
      request.querystring.y.multiValue.push({ value: '4' });
      request.cookies.c = { value: '2' };
      request.headers['x-own'] = { value: 'v' };
      return request;`), { behavior: { OriginRequestPolicyId: ALL_VIEWER } });
    expect(await (await running.fetch('/?x=1&y=2&y=3&z', { headers: { Cookie: 'a=1' } })).text()).toBe('<h1>lost</h1>');
    expect(running.exchanges[0]!.originRequest).toMatchObject({
      querystring: 'x=1&y=2&y=3&y=4&z&added=1',
      headers: { 'cookie': [{ value: 'a=1; c=2' }], 'x-own': [{ key: 'X-Own', value: 'v' }] },
    });
  });

  test('an unchanged query string keeps the viewer\'s spelling', async () => {
    const running = withFunction('viewer-request', handler('return request;'), {
      behavior: { OriginRequestPolicyId: ALL_VIEWER },
    });
    await running.fetch('/?b=&a=%7e&&c');
    expect(running.exchanges[0]!.originRequest!.querystring).toBe('b=&a=%7e&&c');
  });

  test('a generated response, with cookies', async () => {
    const response = await withFunction(
      'viewer-request',
      handler(`return {
      statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/new' } },
      cookies: { a: { value: '1', attributes: 'Secure; Path=/' }, b: { value: '2', multiValue: [{ value: '2' }, { value: '3', attributes: 'Path=/x' }] } } };`),
    ).fetch('/');
    expect([
      response.status,
      response.headers.get('location'),
      response.headers.get('x-cache'),
      response.headers.get('content-length'),
    ]).toEqual([302, '/new', 'FunctionGeneratedResponse from cloudfront', '0']);
    expect(response.headers.getSetCookie()).toEqual(['a=1; Secure; Path=/', 'b=2', 'b=3; Path=/x']);
  });

  test('another status and body at viewer-response', async () => {
    const code = handler(
      'response.statusCode = 404; response.body = { encoding: "base64", data: "aGk=" }; return response;',
    );
    const response = await withFunction('viewer-response', code).fetch('/');
    expect([response.status, await response.text(), response.headers.get('content-length')]).toEqual([404, 'hi', '2']);
  });

  test('imports of minified code', async () => {
    const code = 'import c from"crypto";import q from\'querystring\';function handler(e){return{statusCode:200,'
      + 'body:q.escape("&")+c.createHash("md5").update("a").digest("hex").length}}';
    expect(await (await withFunction('viewer-request', code).fetch('/')).text()).toBe('%2632');
  });

  test.each([
    ['an origin', "cf.selectRequestOriginById('other')", 502],
    ['an origin that is not there', "cf.selectRequestOriginById('none')", 502],
    ['no origin', '', 403],
  ])('the selection of %s', async (_, call, status) => {
    const code = `import cf from 'cloudfront';
      async function handler(event) { ${call}; return event.request; }`;
    // The preview does not call the other origin, which is on the internet.
    const other = { Id: 'other', DomainName: 'other.example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } };
    const running = withFunction('viewer-request', code, { origins: [other] });
    expect((await running.fetch('/missing.txt')).status).toBe(status);
  });

  test('a key value store, read with await', async () => {
    const code = `import cf from 'cloudfront';
      const kvs = cf.kvs();
      async function handler(event) {
        const to = await kvs.get(event.request.uri);
        const missing = await kvs.exists('/none');
        return { statusCode: 301, headers: { location: { value: to }, 'x-missing': { value: String(missing) } } };
      }`;
    const fill: SiteOptions['fill'] = (stack, assembly) => {
      assembly.folder('kvs', { 'data.json': '{"data":[{"key":"/old","value":"/new"}]}' });
      assembly.file('store.json', 'asset.kvs/data.json');
      stack.resource('Kvs', 'AWS::CloudFront::KeyValueStore', {
        Name: 'k',
        ImportSource: { SourceType: 'S3', SourceArn: 'arn:aws:s3:::assets/store.json' },
      });
    };
    const config = { KeyValueStoreAssociations: [{ KeyValueStoreARN: { 'Fn::GetAtt': ['Kvs', 'Arn'] } }] };
    const running = withFunction('viewer-request', code, { fill }, config);
    const response = await running.fetch('/old');
    expect([response.headers.get('location'), response.headers.get('x-missing')]).toEqual(['/new', 'false']);
    expect((await running.fetch('/unknown')).status).toBe(503);
  });

  test('crypto, Buffer, atob and querystring', async () => {
    const code = handler(`
      var crypto = require('crypto'), qs = require('querystring');
      return { statusCode: 200, body: JSON.stringify([
        crypto.createHash('sha256').update('ü').digest('hex').slice(0, 8),
        crypto.createHmac('sha1', 'key').update('a').update('b').digest('base64url').length,
        Buffer.from('ü').toString('base64'), Buffer.from('w7w=', 'base64').toString(), atob('aGk='), btoa('hi'),
        qs.stringify({ a: ['1', 'ü'] }), qs.parse('a=1&a=2&b'), new TextDecoder().decode(new TextEncoder().encode('ü')),
      ]) };`);
    expect(await json(withFunction('viewer-request', code).fetch('/'))).toEqual([
      createHash('sha256').update('ü').digest('hex').slice(0, 8),
      27,
      'w7w=',
      'ü',
      'hi',
      'aGk=',
      'a=1&a=%C3%BC',
      { a: ['1', '2'], b: '' },
      'ü',
    ]);
  });
});

describe('invalid results and failures of CloudFront Functions', () => {
  test.each<[string, Event, string]>([
    ['nothing', 'viewer-request', ''],
    ['a status that is text', 'viewer-request', 'return { statusCode: "302" };'],
    ['a read-only header', 'viewer-request', 'request.headers.host = { value: "other" }; return request;'],
    ['a deleted read-only header', 'viewer-request', 'delete request.headers.host; return request;'],
    ['a disallowed header', 'viewer-response', 'response.headers["x-edge-own"] = { value: "x" }; return response;'],
    ['a header in capitals', 'viewer-response', 'response.headers["X-Own"] = { value: "x" }; return response;'],
    ['a header that is text', 'viewer-response', 'response.headers["x-own"] = "x"; return response;'],
    ['a body that is not base64', 'viewer-response', 'response.body = { encoding: "base64", data: "%" }; return response;'],
  ])('%s: 502', async (_, event, body) => {
    const response = await withFunction(event, handler(body)).fetch('/');
    expect([response.status, response.headers.get('x-cache')]).toEqual([
      502,
      'FunctionValidationError from cloudfront',
    ]);
  });

  test.each([
    ['throwing', handler('throw new Error("boom");')],
    ['code that does not parse', 'function handler( {'],
    ['no handler', 'function other() {}'],
    ['an assignment to an undeclared variable (strict mode)', handler('undeclared = 1; return request;')],
    ['an endless loop', handler('for (;;) {}')],
    ['Map', handler('new Map(); return request;')],
    ['Array.prototype.flat', handler('[[1]].flat(); return request;')],
    ['Object.fromEntries', handler('Object.fromEntries([]); return request;')],
    ['String.prototype.matchAll', handler('"a".matchAll(/a/g); return request;')],
    ['eval', handler('eval("1"); return request;')],
    ['new Function() with text', handler('new Function("return 1")(); return request;')],
    ['timers', handler('setTimeout(function () {}, 1); return request;')],
    ['the process', handler('process.env; return request;')],
    ['access to the process through a constructor', handler('console.log.constructor("return process")(); return request;')],
    ['other modules', handler('require("fs"); return request;')],
  ])('%s: 503', async (_, code) => {
    const response = await withFunction('viewer-request', code).fetch('/');
    expect([response.status, response.headers.get('x-cache')]).toEqual([503, 'FunctionExecutionError from cloudfront']);
    expect(await response.text()).toContain(
      'The CloudFront function associated with the CloudFront distribution is invalid or could not run.',
    );
  });

  test('the language of 2.0 runs', async () => {
    const code = `let n = 2 ** 3;
      const later = async () => n;
      async function handler(event) {
        const value = await later();
        return { statusCode: 200, body: \`\${value} \${'a-a'.replaceAll('a', 'b')} \${Array.from('ab').length} \${'x'.padStart(2, '.')}\` };
      }`;
    expect(await (await withFunction('viewer-request', code).fetch('/')).text()).toBe('8 b-b 2 .x');
  });

  test('no state is kept between two events', async () => {
    const running = withFunction(
      'viewer-request',
      'var count = 0; function handler() { count++; return { statusCode: 200, body: String(count) }; }',
    );
    expect([await (await running.fetch('/')).text(), await (await running.fetch('/')).text()]).toEqual(['1', '1']);
  });
});

test('viewer-response does not run for an error of the origin', async () => {
  const response = await withFunction('viewer-response', handler('throw new Error("ran");')).fetch('/missing');
  expect(response.status).toBe(403);
});
