import type { Exchange } from '../../../src/preview/exchange/exchange';
import { newExchange } from '../../../src/preview/exchange/new-exchange';
import type { Facts } from '../../../src/preview/trace/facts';
import { ENTRIES_MAX, record, traceOf } from '../../../src/preview/trace/record';
import type { TraceEntry } from '../../../src/preview/trace/trace';
import { originServer } from '../support/origin-server';
import { customOrigin, lambdaAt, site, type Running } from '../support/site';

/** The entries of a stage, without the times. */
async function factsOf(running: Running, stage: Facts['stage'], url: string, init?: RequestInit): Promise<object[]> {
  const { trace } = await running.fetchWithTrace(url, init);
  return trace.entries
    .filter((entry) => entry.stage === stage)
    .map(({ startMs: _, durationMs: __, ...facts }) => facts);
}

const lambda = (event: string, body: string) =>
  site({
    fill: (stack) =>
      lambdaAt(
        event,
        stack.lambda(
          'Fn',
          `exports.handler = async (event) => { const { request, response } = event.Records[0].cf; ${body} };`,
        ),
      ),
  });
const fn = { name: 'Web/Fn', host: 'lambda-edge' };

describe('each stage records what it did', () => {
  test('admit', async () => {
    const running = site();
    expect(await factsOf(running, 'admit', '/')).toEqual([
      { stage: 'admit', outcome: 'passed', host: 'preview.localhost' },
    ]);
    expect(await factsOf(running, 'admit', '/', { headers: { host: 'other.example' } })).toEqual([
      { stage: 'admit', outcome: 'refused', reason: 'unknown-host', host: 'other.example', status: 403 },
    ]);
    expect(await factsOf(running, 'admit', `/${'x'.repeat(9_000)}`)).toEqual([
      { stage: 'admit', outcome: 'refused', reason: 'url-too-long', host: 'preview.localhost', status: 414 },
    ]);
    expect(await factsOf(running, 'admit', '/', { headers: { 'x-long': 'x'.repeat(40_000) } })).toMatchObject([
      { reason: 'headers-too-large', status: 494 },
    ]);
  });

  test('default root object', async () => {
    expect(await factsOf(site(), 'default-root-object', '/')).toEqual([
      { stage: 'default-root-object', outcome: 'replaced', uri: '/index.html' },
    ]);
    expect(await factsOf(site(), 'default-root-object', '/index.html')).toEqual([]);
  });

  test('behavior: the pattern', async () => {
    const running = site({ behaviors: [{ PathPattern: '/docs/*', TargetOriginId: 'web' }] });
    expect(await factsOf(running, 'behavior', '/docs/%61?q=1')).toEqual([
      { stage: 'behavior', outcome: 'matched', pathPattern: '/docs/*', path: '/docs/a', targetOriginId: 'web', forErrorPage: false },
    ]);
    expect(await factsOf(running, 'behavior', '/other')).toMatchObject([{ pathPattern: '*' }]);
  });

  test('method', async () => {
    const running = site();
    expect(await factsOf(running, 'method', '/')).toEqual([{ stage: 'method', outcome: 'passed', method: 'GET' }]);
    expect(await factsOf(running, 'method', '/', { method: 'DELETE' })).toEqual([
      { stage: 'method', outcome: 'refused', reason: 'not-allowed', method: 'DELETE', allowed: ['GET', 'HEAD'], status: 403 },
    ]);
  });

  test('firewall: the rule of the web ACL, or the option', async () => {
    const statement = {
      ByteMatchStatement: {
        FieldToMatch: { UriPath: {} },
        PositionalConstraint: 'STARTS_WITH',
        SearchString: '/wp-',
        TextTransformations: [],
      },
    };
    const options = {
      config: { WebACLId: { 'Fn::GetAtt': ['Acl', 'Arn'] } },
      fill: (stack: any) =>
        void stack.resource('Acl', 'AWS::WAFv2::WebACL', {
          Name: 'site',
          DefaultAction: { Allow: {} },
          Rules: [{ Name: 'admin', Priority: 0, Action: { Block: {} }, Statement: statement }],
        }),
    };
    const running = site(options, { blocks: ['geo:/far/*'] });
    const [webAcl] = (await factsOf(running, 'firewall', '/')).map((facts: any) => facts.webAcl as string);
    expect(webAcl).toBeTruthy();
    expect(await factsOf(running, 'firewall', '/')).toEqual([{ stage: 'firewall', outcome: 'passed', webAcl }]);
    expect(await factsOf(running, 'firewall', '/wp-admin')).toEqual([
      { stage: 'firewall', outcome: 'blocked', by: 'web-acl', webAcl, rule: 'admin', status: 403 },
    ]);
    expect(await factsOf(running, 'firewall', '/far/away')).toEqual([
      { stage: 'firewall', outcome: 'blocked', by: 'option', kind: 'geo', pathPattern: '/far/*', text: 'geo:/far/*', status: 403 },
    ]);
    expect(await factsOf(site(), 'firewall', '/')).toEqual([]);
  });

  test('viewer-request: the function, and the request before and after', async () => {
    const running = lambda(
      'viewer-request',
      "request.uri = '/404.html'; request.headers['x-new'] = [{ value: '1' }]; return request;",
    );
    expect(await factsOf(running, 'viewer-request', '/x?q=1')).toEqual([{
      stage: 'viewer-request',
      outcome: 'continued',
      function: fn,
      request: {
        before: { method: 'GET', uri: '/x', querystring: 'q=1' },
        after: { method: 'GET', uri: '/404.html', querystring: 'q=1' },
        headers: { added: [{ name: 'x-new', value: '1' }], replaced: [], removed: [] },
        body: false,
      },
    }]);
  });

  test('viewer-request: a generated response', async () => {
    const running = lambda('viewer-request', "return { status: '302', headers: { location: [{ value: '/new' }] } };");
    expect(await factsOf(running, 'viewer-request', '/old')).toEqual([{
      stage: 'viewer-request',
      outcome: 'answered',
      function: fn,
      request: { method: 'GET', uri: '/old', querystring: '' },
      response: { status: 302, location: '/new' },
      headers: { added: [{ name: 'location', value: '/new' }], replaced: [], removed: [] },
    }]);
  });

  test('a function that fails, and one with an invalid result', async () => {
    expect(await factsOf(lambda('viewer-request', "throw new Error('broken');"), 'viewer-request', '/')).toEqual([
      { stage: 'viewer-request', outcome: 'failed', function: fn, error: expect.stringContaining('broken'), status: 503 },
    ]);
    expect(await factsOf(lambda('origin-request', 'return 5;'), 'origin-request', '/')).toEqual([
      { stage: 'origin-request', outcome: 'invalid', function: fn, reason: expect.any(String), detail: expect.any(String), status: 502 },
    ]);
  });

  test('origin-request', async () => {
    const running = lambda('origin-request', "request.uri = '/404.html'; return request;");
    expect(await factsOf(running, 'origin-request', '/x')).toMatchObject([
      {
        outcome: 'continued',
        function: fn,
        request: {
          before: { uri: '/x', origin: expect.stringContaining('s3') },
          after: { uri: '/404.html' },
          body: false,
        },
      },
    ]);
  });

  test('origin: its name, the request and the response', async () => {
    const origin = await originServer((_, response) => response.writeHead(418, { 'content-type': 'text/plain' }).end());
    const running = site(
      {
        origins: [customOrigin('api.example.com')],
        behaviors: [{ PathPattern: '/api/*', TargetOriginId: 'api.example.com' }],
      },
      { origins: { 'api.example.com': origin.url } },
    );
    expect(await factsOf(running, 'origin', '/api/tea')).toEqual([{
      stage: 'origin',
      outcome: 'answered',
      origin: 'api.example.com',
      id: 'api.example.com',
      request: { method: 'GET', uri: '/api/tea', querystring: '', origin: 'api.example.com' },
      response: expect.objectContaining({ status: 418, contentType: 'text/plain' }),
    }]);
    const unmapped = site({
      origins: [customOrigin('api.example.com')],
      behaviors: [{ PathPattern: '/api/*', TargetOriginId: 'api.example.com' }],
    });
    expect(await factsOf(unmapped, 'origin', '/api/tea')).toMatchObject([
      { outcome: 'failed', origin: 'api.example.com', status: 502, hint: expect.any(String) },
    ]);
  });

  test('failover', async () => {
    const origin = await originServer((_, response) => response.writeHead(503).end());
    const running = site(
      {
        origins: [customOrigin('first.example.com')],
        config: {
          OriginGroups: {
            Items: [
              {
                Id: 'group',
                Members: { Items: [{ OriginId: 'first.example.com' }, { OriginId: 'web' }] },
                FailoverCriteria: { StatusCodes: { Items: [503] } },
              },
            ],
          },
        },
        behavior: { TargetOriginId: 'group' },
      },
      { origins: { 'first.example.com': origin.url } },
    );
    expect(await factsOf(running, 'failover', '/')).toEqual([
      { stage: 'failover', outcome: 'second-origin', status: 503, from: 'first.example.com', to: expect.stringContaining('s3') },
    ]);
    expect(await factsOf(running, 'origin', '/')).toMatchObject([
      { response: { status: 503 } },
      { response: { status: 200 } },
    ]);
  });

  test('origin-response: the response before and after', async () => {
    const running = lambda(
      'origin-response',
      "response.status = '404'; delete response.headers['etag']; response.headers['content-type'] = [{ value: "
        + "'text/x' }]; return response;",
    );
    expect(await factsOf(running, 'origin-response', '/')).toMatchObject([
      {
        outcome: 'continued',
        function: fn,
        response: {
          before: { status: 200 },
          after: { status: 404 },
          body: false,
          headers: {
            added: [],
            replaced: [{ name: 'content-type', value: 'text/x', was: 'text/html' }],
            removed: [{ name: 'etag' }],
          },
        },
      },
    ]);
  });

  test('custom error: the page and the original status', async () => {
    const config = { CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/404.html' }] };
    expect(await factsOf(site({ config }), 'custom-error', '/missing')).toEqual([
      { stage: 'custom-error', outcome: 'replaced', status: 403, pagePath: '/404.html', newStatus: 404 },
    ]);
    expect(await factsOf(site({ config }), 'behavior', '/missing')).toMatchObject([
      { forErrorPage: false },
      { path: '/404.html', forErrorPage: true },
    ]);
    expect(await factsOf(site({ config, files: { 'index.html': '' } }), 'custom-error', '/missing')).toMatchObject([
      { outcome: 'page-failed', status: 403, newStatus: 403 },
    ]);
  });

  test('response headers policy: added and removed headers', async () => {
    const running = site({
      fill: (stack) => ({
        ResponseHeadersPolicyId: stack.resource('Policy', 'AWS::CloudFront::ResponseHeadersPolicy', {
          ResponseHeadersPolicyConfig: {
            Name: 'strict',
            CustomHeadersConfig: { Items: [{ Header: 'X-Own', Value: 'yes', Override: true }] },
            RemoveHeadersConfig: { Items: [{ Header: 'ETag' }] },
          },
        }),
      }),
    });
    const [facts] = await factsOf(running, 'response-headers-policy', '/') as any[];
    expect(facts).toMatchObject({
      outcome: 'applied',
      policy: expect.any(String),
      headers: { added: [{ name: 'x-own', value: 'yes' }], removed: [{ name: 'etag' }] },
    });
  });

  test('viewer-response: the changes, or why it did not run', async () => {
    const running = lambda('viewer-response', "response.headers['x-seen'] = [{ value: '1' }]; return response;");
    expect(await factsOf(running, 'viewer-response', '/')).toMatchObject([
      { outcome: 'continued', response: { headers: { added: [{ name: 'x-seen', value: '1' }] } } },
    ]);
    expect(await factsOf(running, 'viewer-response', '/missing')).toEqual([
      { stage: 'viewer-response', outcome: 'skipped', function: fn, why: 'the origin answered 403' },
    ]);
  });

  test('finish', async () => {
    const [facts] = await factsOf(site(), 'finish', '/') as any[];
    expect(facts).toMatchObject({ outcome: 'finished', status: 200, xCache: 'Miss' });
    expect(facts.headers.added.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['x-cache', 'via', 'x-amz-cf-id', 'x-amz-cf-pop']),
    );
  });
});

describe('the URLs of a trace', () => {
  const rewrites = (viewer: string, origin: string) => site({
    config: { CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/404.html' }] },
    fill: (stack) => ({
      LambdaFunctionAssociations: [['viewer-request', viewer], ['origin-request', origin]].map(([event, body]) => ({
        EventType: event,
        LambdaFunctionARN: stack.lambda(
          event!.replace('-', ''),
          `exports.handler = async (event) => { const { request } = event.Records[0].cf; ${body} return request; };`,
        ),
      })),
    }),
  });
  const nothing = '';

  test('from the viewer to the origin, with the stage that made each', async () => {
    const { trace } = await rewrites("request.uri += 'docs/';", "request.uri += 'index.html';").fetchWithTrace('/my/?q=1');
    expect(trace.urls).toEqual([
      { after: 'viewer', url: '/my/?q=1' },
      { after: 'viewer-request', url: '/my/docs/?q=1' },
      { after: 'origin-request', url: '/my/docs/index.html' }, // the query is not in the cache key
    ]);
  });

  test('with the default root object', async () => {
    expect((await rewrites(nothing, nothing).fetchWithTrace('/?q=1')).trace.urls).toEqual([
      { after: 'viewer', url: '/?q=1' }, { after: 'default-root-object', url: '/index.html?q=1' },
    ]);
  });

  test('are absent if nothing changed', async () => {
    expect((await rewrites(nothing, nothing).fetchWithTrace('/index.html')).trace.urls).toBeUndefined();
  });

  test('do not list the request for an error page', async () => {
    const { trace } = await rewrites(nothing, "if (request.uri === '/404.html') request.uri = '/index.html';").fetchWithTrace('/no');
    expect(trace.urls).toBeUndefined();
    expect(trace.response).toMatchObject({ status: 404 });
  });

  test('are cut like all texts of a trace', async () => {
    const { trace } = await rewrites("request.uri = '/' + 'x'.repeat(5000);", nothing).fetchWithTrace('/a');
    expect(trace.urls!.at(-1)!.url.length).toBeLessThan(1_100);
  });
});

describe('a trace', () => {
  test('is plain JSON in the order of the stages, and comes with the response', async () => {
    const { response, trace } = await site().fetchWithTrace('/index.html?a=b');
    expect(await response.text()).toBe('<h1>home</h1>');
    expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
    expect(trace.entries.map(({ stage }) => stage))
      .toEqual(['admit', 'behavior', 'method', 'cache', 'origin', 'finish']);
    expect(trace).toMatchObject({
      request: { method: 'GET', uri: '/index.html', querystring: 'a=b' },
      response: { status: 200, contentType: 'text/html' },
    });
    expect(trace.id).toBe(response.headers.get('x-amz-cf-id'));
  });

  test('has the time of each stage: they do not overlap, and none is longer than the request', async () => {
    const { trace } = await lambda('viewer-request', 'return request;').fetchWithTrace('/');
    const ends = trace.entries.map(({ startMs, durationMs }: TraceEntry) => startMs + durationMs);
    expect(Math.max(...ends)).toBeLessThanOrEqual(trace.durationMs + 0.01);
    trace.entries.slice(1).forEach(({ startMs }, at) => expect(startMs).toBeGreaterThanOrEqual(ends[at]! - 0.01));
    expect(trace.entries.find(({ stage }) => stage === 'viewer-request')!.durationMs).toBeGreaterThan(0);
  });

  test('is limited in size, whatever a function does', async () => {
    const running = lambda('viewer-request', `
      const headers = {};
      for (let i = 0; i < 300; i++) headers['x-' + i] = [{ value: 'v'.repeat(80) }];
      headers.location = [{ value: '/' + 'l'.repeat(3000) }];
      return { status: '200', headers, body: 'b'.repeat(3000) };`);
    const { trace } = await running.fetchWithTrace(`/${'u'.repeat(7_000)}`);
    const text = JSON.stringify(trace);
    expect(text).not.toContain('bbbb');
    expect(text.length).toBeLessThan(30_000);
    expect(trace.entries.find(({ stage }) => stage === 'viewer-request')).toMatchObject({ headers: { more: 251 } });
  });

  test('has at most 100 entries', () => {
    const initial = newExchange(
      {
        request: { method: 'GET', uri: '/', querystring: '', headers: {} },
        clientIp: '::1',
        httpVersion: '1.1',
        host: 'x',
      },
      { ownHost: 'x' },
    );
    let exchange: Exchange = initial;
    for (let at = 0; at < ENTRIES_MAX + 5; at++) {
      exchange = record(exchange, { stage: 'method', outcome: 'passed', method: `M${at}` });
    }
    expect(traceOf(exchange).entries).toHaveLength(ENTRIES_MAX);
    expect(traceOf(exchange).entries.at(-1)).toMatchObject({ method: `M${ENTRIES_MAX - 1}` });
    expect(initial.trace).toBeUndefined();
  });

  test('does not depend on the time of the call, and is complete for a listener of onExchange', async () => {
    const running = site();
    const { trace } = await running.fetchWithTrace('/');
    await new Promise((done) => setTimeout(done, 5));
    expect(traceOf(running.exchanges[0]!)).toEqual(trace);
  });

  test('records an error of the preview, and the viewer gets a 500', async () => {
    const faults: unknown[] = [];
    const running = site(
      {},
      {
        onFault: (error) => faults.push(error),
        onExchange: () => {
          throw new Error('of the listener');
        },
      },
    );
    const { response, trace } = await running.fetchWithTrace('/');
    expect([response.status, trace.entries.at(-1)]).toMatchObject([
      500,
      { stage: 'preview', outcome: 'failed', error: 'Error: of the listener' },
    ]);
    expect(faults).toHaveLength(1);
  });
});
