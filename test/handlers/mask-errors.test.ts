import type { RuleSource } from '../../src/core/errors/rules';
import { compileRules } from '../../src/core/redirects/compile';
import { parseRules } from '../../src/core/redirects/parse';
import { compiled, listed, ranged, redirect, rule } from '../core/errors/support';
import { builtFunction, type LambdaHandler } from '../support/bundles';
import { edgeEvent, type EventInput } from '../support/events';

const originHeaders = {
  'Content-Type': 'application/xml',
  'Content-Length': '243',
  'Content-Encoding': 'gzip',
  'Content-Range': 'bytes 0-1/2',
  'Cache-Control': 'max-age=31536000',
  'Age': '7',
  'Set-Cookie': 'session=secret',
  'ETag': '"abc"',
  'Last-Modified': 'Fri, 20 Nov 2026 00:00:00 GMT',
  'Expires': '0',
  'Server': 'AmazonS3',
  'X-Powered-By': 'PHP/5.2',
  'WWW-Authenticate': 'Basic',
  'Retry-After': '120',
  'Access-Control-Allow-Origin': '*',
  'Transfer-Encoding': 'chunked',
  'Via': '1.1 origin',
};
const readOnly = {
  'transfer-encoding': [{ key: 'Transfer-Encoding', value: 'chunked' }],
  'via': [{ key: 'Via', value: '1.1 origin' }],
};
const cached = (value: string) => ({ 'cache-control': [{ key: 'Cache-Control', value }] });

const handlerOf = (
  rules: RuleSource[],
  more: Parameters<typeof compiled>[2] = {},
  log?: (line: string) => void,
): LambdaHandler => builtFunction([{ part: 'mask-errors', config: compiled(rules, ['/404.html'], more) }], log);
const ask = (handler: LambdaHandler, input: EventInput) =>
  handler(edgeEvent('origin-response', { uri: '/missing', responseHeaders: originHeaders, ...input }));

describe('a redirect', () => {
  const handler = handlerOf([rule(ranged(400, 599), redirect('/404.html'))]);

  it('replaces everything except read-only headers', async () => {
    expect(await ask(handler, { status: 403 })).toEqual({
      status: '302',
      statusDescription: 'Found',
      headers: { ...readOnly, location: [{ key: 'Location', value: '/404.html' }], ...cached('max-age=10') },
      body: '',
    });
  });

  it.each([
    ['a good answer', { status: 200 }],
    ['a redirect of the origin', { status: 301 }],
    ['an answer that has not changed', { status: 304 }],
    ['a login challenge', { status: 401 }],
    ['an error to POST', { status: 403, method: 'POST' }],
    ['a refused preflight', { status: 403, method: 'OPTIONS' }],
    ['the page itself', { status: 404, uri: '/404.html' }],
  ])('does not replace %s', async (_, input) => {
    const event = edgeEvent('origin-response', { ...input, responseHeaders: originHeaders });
    const before = JSON.stringify(event);
    expect(await handler(event)).toBe(event.Records[0].cf.response);
    expect(JSON.stringify(event)).toBe(before);
  });

  it.each([
    ['/404.html', 'a=1&b=%20', '/404.html?a=1&b=%20'],
    ['/404.html?from=x', 'a=1', '/404.html?from=x&a=1'],
    ['https://example.com/#top', 'a=1', 'https://example.com/?a=1#top'],
    ['/404.html', '', '/404.html'],
    ['/404.html', 'a=ü', '/404.html'],
    ['/404.html', 'a=1\r\nset-cookie: b', '/404.html'],
  ])('to %s can keep the query %j', async (location, querystring, expected) => {
    const kept = handlerOf([rule(listed(404), redirect(location, { keepQuery: true }))]);
    expect((await ask(kept, { status: 404, querystring })).headers.location[0].value).toBe(expected);
    expect(
      (await ask(handlerOf([rule(listed(404), redirect(location))]), { status: 404, querystring })).headers.location[0]
        .value,
    ).toBe(location);
  });

  it.each([301, 303, 307, 308])('can have status %d and a time to live', async (status) => {
    const response = await ask(handlerOf([rule(listed(404), redirect('/x', { status, cacheTtlSec: 0 }))]), {
      status: 404,
    });
    expect(response).toMatchObject({ status: String(status), headers: cached('no-store') });
  });
});

describe('a page', () => {
  const page = { type: 'text/html; charset=utf-8', parts: ['<h1>', 0, ' ', 1, '</h1><p>', 2, ' ', 3] as const };
  const respond = (status?: number): RuleSource =>
    rule(ranged(400, 599), { kind: 'respond', page, status, cacheTtlSec: 60 });

  it('has its own type, status and values', async () => {
    expect(await ask(handlerOf([respond(404)]), { status: 403, uri: '/a&b' })).toEqual({
      status: '404',
      statusDescription: 'Not Found',
      headers: {
        ...readOnly,
        'content-type': [{ key: 'Content-Type', value: 'text/html; charset=utf-8' }],
        ...cached('max-age=60'),
      },
      body: '<h1>404 Not Found</h1><p>/a%26b 4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==',
      bodyEncoding: 'text',
    });
  });

  it('has the origin\'s status by default, with its Retry-After', async () => {
    expect(await ask(handlerOf([respond()]), { status: 503 })).toMatchObject({
      status: '503',
      headers: { 'retry-after': [{ value: '120' }] },
    });
    expect(await ask(handlerOf([respond()]), { status: 418 })).toMatchObject({
      status: '418',
      statusDescription: '',
      body: expect.stringMatching(/^<h1>418 Error</),
    });
    expect((await ask(handlerOf([respond(404)]), { status: 503 })).headers).not.toHaveProperty('retry-after');
  });

  it('does not show a path that would be a link to another site', async () => {
    const link: RuleSource = rule(listed(404), {
      kind: 'respond',
      page: { type: 'text/html', parts: ['<a href=', 2, '>'] },
    });
    expect((await ask(handlerOf([link]), { status: 404, uri: '//evil.example/a b' })).body).toBe(
      '<a href=/evil.example/a%20b>',
    );
    for (const uri of [
      '///evil.example',
      '/.//evil.example',
      '/x/..//evil.example',
      '/%2e%2E//evil.example',
      '/%2F/evil.example',
      '/%5Cevil.example',
      '/\\evil.example',
      '/./%2Fevil.example',
    ]) {
      expect((await ask(handlerOf([link]), { status: 404, uri })).body).toBe('<a href=/evil.example>');
    }
    expect((await ask(handlerOf([link]), { status: 404, uri: '/a//b/.c/..d/%7E' })).body).toBe(
      '<a href=/a//b/.c/..d/%7E>',
    );
    expect((await ask(handlerOf([link]), { status: 404, uri: '/a/b/..' })).body).toBe('<a href=/a/>');
  });

  it.each([
    [401, { 'www-authenticate': [{ key: 'WWW-Authenticate', value: 'Basic' }] }],
    [405, { allow: [{ key: 'Allow', value: 'GET' }] }],
  ])('with the origin\'s own %d has the headers that the status requires', async (status, expected) => {
    const own = rule(listed(status), { kind: 'respond', page, cacheTtlSec: 60 });
    const { headers } = await ask(handlerOf([own]), { status, responseHeaders: { ...originHeaders, Allow: 'GET' } });
    expect(headers).toEqual({
      ...readOnly,
      ...expected,
      ...cached('max-age=60'),
      'retry-after': expect.anything(),
      'content-type': expect.anything(),
    });
    const other = await ask(handlerOf([respond(404)]), {
      status: 403,
      responseHeaders: { ...originHeaders, Allow: 'GET' },
    });
    expect(Object.keys(other.headers)).not.toEqual(expect.arrayContaining(Object.keys(expected)));
  });

  describe('has headers that belong to a status', () => {
    const sent: Record<string, string> = {
      'WWW-Authenticate': 'Basic',
      'Allow': 'GET',
      'Accept': 'text/plain',
      'Accept-Encoding': 'gzip',
      'Accept-Patch': 'text/x',
      'Accept-Post': 'text/x',
      'Accept-Ranges': 'bytes',
      'Content-Range': 'bytes */7',
      'Sec-WebSocket-Version': '13',
      'Retry-After': '7',
      'Proxy-Authenticate': 'Basic',
      'Upgrade': 'x',
    };
    const belongs: Record<number, string[]> = {
      401: ['www-authenticate'],
      405: ['allow'],
      415: ['accept', 'accept-encoding', 'accept-patch', 'accept-post'],
      416: ['accept-ranges', 'content-range'],
      426: ['sec-websocket-version'],
    };
    const all = [400, 401, 403, 404, 405, 407, 410, 415, 416, 426, 429, 503];
    const keepHeaders = Object.keys(sent);
    const extra = async (action: RuleSource['action'], status: number, keep: string[]) => {
      const { headers } = await ask(handlerOf([rule(listed(...all), action)], { keepHeaders: keep }), {
        status,
        responseHeaders: sent,
      });
      return Object.keys(headers).filter((name) => keepHeaders.some((each) => each.toLowerCase() === name)).sort();
    };

    it.each(all)('with the origin\'s %d, if the response has the same status', async (status) => {
      const own = [...belongs[status] ?? [], 'retry-after'].sort();
      expect(await extra({ kind: 'respond', page }, status, [])).toEqual(own);
      expect(await extra({ kind: 'respond', page }, status, keepHeaders)).toEqual(own);
      expect(await extra({ kind: 'status', status, keepBody: true }, status, keepHeaders)).toEqual([
        ...(belongs[status] ?? []),
        ...([429, 503].includes(status) ? ['retry-after'] : []),
      ]);
    });

    it.each(all)('only with the origin\'s %d, even if `keepHeaders` lists them', async (status) => {
      for (const keep of [[], keepHeaders]) {
        expect(await extra({ kind: 'respond', page, status: 418 }, status, keep)).toEqual([]);
        expect(await extra({ kind: 'status', status: 200, keepBody: true }, status, keep)).toEqual([]);
        expect(await extra(redirect('/x'), status, keep)).toEqual([]);
        for (const answered of [503, 429, 413]) {
          expect(
            await extra(
              { kind: 'status', status: answered, keepBody: false },
              status === answered ? 400 : status,
              keep,
            ),
          ).toEqual(['retry-after']);
        }
      }
      if (status !== 416) expect(await extra({ kind: 'respond', page, status: 416 }, status, keepHeaders)).toEqual([]);
    });
  });

  it('is the same for HEAD', async () => {
    const handler = handlerOf([respond(404)]);
    expect(await ask(handler, { status: 403, method: 'HEAD' })).toEqual(await ask(handler, { status: 403 }));
  });

  it('can be an image', async () => {
    const picture = { type: 'image/png', parts: ['iVBORw=='], binary: true };
    const response = await ask(handlerOf([rule(listed(404), { kind: 'respond', page: picture, cacheTtlSec: 10 })]), {
      status: 404,
    });
    expect(response).toMatchObject({
      body: 'iVBORw==',
      bodyEncoding: 'base64',
      headers: { 'content-type': [{ value: 'image/png' }] },
    });
  });

  it('also replaces an error of an error page', async () => {
    expect(await ask(handlerOf([respond(404)]), { status: 404, uri: '/404.html' })).toMatchObject({ status: '404' });
  });
});

describe('another status', () => {
  const mask = (keepBody: boolean) =>
    handlerOf([rule(listed(403), { kind: 'status', status: 404, keepBody, cacheTtlSec: 10 })]);

  it('has no body', async () => {
    expect(await ask(mask(false), { status: 403 })).toEqual({
      status: '404',
      statusDescription: 'Not Found',
      headers: { ...readOnly, ...cached('max-age=10') },
      body: '',
    });
  });

  it("can keep the origin's body and the headers that describe it", async () => {
    const { headers, ...rest } = await ask(mask(true), { status: 403 });
    expect(rest).toEqual({ status: '404', statusDescription: 'Not Found' }); // no body in the result leaves the origin's
    expect(Object.keys(headers).sort()).toEqual([
      'cache-control',
      'content-encoding',
      'content-length',
      'content-type',
      'transfer-encoding',
      'via',
    ]);
  });

  it('can keep the body of an earlier step', async () => {
    const event = edgeEvent('origin-response', { status: 403 });
    Object.assign((event.Records[0].cf as { response?: object }).response!, {
      body: 'made before',
      bodyEncoding: 'text',
    });
    expect(await mask(true)(event)).toMatchObject({ status: '404', body: 'made before', bodyEncoding: 'text' });
    expect(await mask(false)(event)).toMatchObject({ status: '404', body: '' });
  });
});

describe('how long a response is cached by default', () => {
  const maskedWith = async (cacheControl: string | undefined, cacheTtlSec?: number) => {
    const handler = handlerOf([rule(listed(403), redirect('/404.html', { cacheTtlSec }))]);
    const { headers } = await ask(handler, {
      status: 403,
      responseHeaders: cacheControl === undefined ? {} : { 'Cache-Control': cacheControl },
    });
    return headers['cache-control'][0].value;
  };

  it.each(['private', 'no-store', 'max-age=0, Private', 'no-cache, private', 'must-revalidate, no-cache'])(
    'not at all, where the origin says %s',
    async (value) => {
      expect(await maskedWith(value)).toBe('no-store');
      expect(await maskedWith(value, 60)).toBe('max-age=60'); // given in the rule
    },
  );

  it.each([undefined, 'public, max-age=31536000', 's-maxage=5'])(
    'ten seconds, where the origin says %s',
    async (value) => {
      expect(await maskedWith(value)).toBe('max-age=10');
    },
  );
});

it('compares a header of the origin with a text that is only known at deploy time', async () => {
  const config = compiled([
    rule(listed(403), redirect('/404.html'), {
      originHeaders: [{ name: 'x-from', is: 'equal', value: '${Token[TOKEN.1]}' }],
    }),
  ]);
  const deployed = JSON.parse(JSON.stringify(config).replace('${Token[TOKEN.1]}', 'Alb (1.5)'));
  const handler = builtFunction([{ part: 'mask-errors', config: deployed }]);
  expect(await ask(handler, { status: 403, responseHeaders: { 'X-From': 'alb (1.5)' } })).toMatchObject({
    status: '302',
  });
  expect(await ask(handler, { status: 403, responseHeaders: { 'X-From': 'alb (1x5)' } })).toMatchObject({
    status: '403',
  });
});

it('keeps the headers of `keepHeaders`, with all their lines', async () => {
  const handler = handlerOf([rule(listed(404), redirect('/404.html'))], {
    keepHeaders: ['Access-Control-Allow-Origin', 'x-many', 'x-none'],
  });
  const event = edgeEvent('origin-response', { status: 404, uri: '/x', responseHeaders: originHeaders });
  const many = [{ key: 'X-Many', value: 'a' }, { key: 'x-mANY', value: '' }];
  event.Records[0].cf.response.headers['x-many'] = many;
  const { headers } = await handler(event);
  expect(headers['x-many']).toEqual(many);
  expect(headers['access-control-allow-origin']).toEqual([{ key: 'Access-Control-Allow-Origin', value: '*' }]);
  expect(headers).not.toHaveProperty('x-none');
});

describe('the source of an error', () => {
  const rules = [rule(listed(403), redirect('/404.html'))];
  const marked = handlerOf(rules, { sourceHeader: 'X-Error-Source' });
  const mark = (value: string) => ({ 'x-error-source': [{ key: 'X-Error-Source', value }] });

  it('is in a header, if configured', async () => {
    expect((await ask(marked, { status: 403 })).headers).toMatchObject(mark('origin error, masked, was 403'));
    expect((await ask(handlerOf(rules), { status: 403 })).headers).not.toHaveProperty('x-error-source');
  });

  it.each([{ status: 404 }, { status: 403, method: 'POST' }, { status: 503 }, { status: 403, uri: '/404.html' }])(
    'is also in a header of unmasked errors: %j',
    async (input) => {
      const response = await ask(marked, input);
      expect(response).toMatchObject({ status: String(input.status), headers: mark('origin error') });
      expect(response.headers).toMatchObject({ etag: [{ value: '"abc"' }] });
      expect(response).not.toHaveProperty('body');
    },
  );

  it('is not in a header of errors that an earlier step generated', async () => {
    const data = compileRules(parseRules('{ "/removed": { "statusCode": 410 } }', { format: 'json' }).rules).program!;
    const both = builtFunction([
      { part: 'redirect', config: { cacheControl: 'no-store' }, data },
      { part: 'mask-errors', config: compiled([rule(listed(410), redirect('/404.html'))], [], { sourceHeader: 'x-error-source' }) },
    ]);
    const response = await both(edgeEvent('origin-response', { status: 404, uri: '/removed' }));
    expect(response.status).toBe('410');
    expect(response.headers).not.toHaveProperty('x-error-source');
  });

  it('is not in a header of successful responses', async () => {
    const event = edgeEvent('origin-response', { status: 200, responseHeaders: originHeaders });
    expect(await marked(event)).toBe(event.Records[0].cf.response);
  });

  it('is logged, if configured, without the path', async () => {
    const lines: string[] = [];
    const handler = handlerOf(rules, { log: true }, (line) => lines.push(line));
    await ask(handler, { status: 403, uri: '/secret' });
    await ask(handler, { status: 404, uri: '/secret' });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: 'INFO',
        code: 'EDGE_MASKED',
        message: 'origin error, masked, was 403',
        rule: 0,
        requestId: expect.stringMatching(/^4Tyz/),
      },
    ]);
    expect(lines.join()).not.toContain('secret');
  });
});

it('does not change the response if the step itself fails, and logs one line', async () => {
  const lines: string[] = [];
  const config = {
    ...compiled([rule(listed(404), { kind: 'respond', page: { type: 'x/y', parts: [''] }, cacheTtlSec: 1 })]),
    pages: null as never,
  };
  const event = edgeEvent('origin-response', { status: 404 });
  expect(await builtFunction([{ part: 'mask-errors', config }], (line) => lines.push(line))(event)).toBe(
    event.Records[0].cf.response,
  );
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ code: 'EDGE_STEP_FAILED', step: 'mask-errors' }),
  ]);
});
