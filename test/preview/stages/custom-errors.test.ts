import { originServer } from '../support/origin-server';
import { rawResponse } from '../support/raw-request';
import { CACHING_DISABLED, customOrigin, lambdaAt, site, type SiteOptions } from '../support/site';

const page = (ErrorCode: number, ResponseCode?: number, ResponsePagePath?: string) => ({
  ErrorCode,
  ResponseCode,
  ResponsePagePath,
});
const withErrors = (errors: object[], options: SiteOptions = {}, blocks: string[] = []) => (
  site({ mayList: true, ...options, config: { CustomErrorResponses: errors, ...options.config } }, { blocks })
);
const fails = (status: string) => `exports.handler = async () => ({ status: '${status}', body: 'mine' });`;

describe('custom error responses', () => {
  test('the page replaces the error, with the configured status', async () => {
    const response = await withErrors([page(404, 200, '/404.html')]).fetch('/missing');
    expect([
      response.status,
      await response.text(),
      response.headers.get('x-cache'),
      response.headers.get('content-type'),
    ]).toEqual([200, '<h1>lost</h1>', 'Error from cloudfront', 'text/html']);
  });

  test('HEAD gets the headers of the page', async () => {
    const response = await withErrors([page(404, 404, '/404.html')]).fetch('/missing', { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([404, '13', '']);
  });

  test.each([
    [400, 'close'], [403, 'keep-alive'], [404, 'keep-alive'], [405, 'close'], [416, 'close'], [500, 'close'],
    [501, 'close'], [502, 'keep-alive'], [200, 'keep-alive'],
  ])('after a page with the status %i, a connection of HTTP/1.1: %s', async (status, connection) => {
    const config = { CustomErrorResponses: [page(404, status, '/404.html')] };
    const running = site({ mayList: true, config }, { listen: { port: 0 } });
    await running.ready;
    const { headers, ...got } = await rawResponse(running.url, { path: '/missing' });
    expect([got.status, got.body, headers.connection]).toEqual([status, '<h1>lost</h1>', connection]);
  });

  test('an entry without a page does not change the response', async () => {
    const response = await withErrors([page(404)]).fetch('/missing');
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('NoSuchKey')]);
  });

  test('another status is not replaced', async () => {
    expect((await withErrors([page(404, 200, '/404.html')], { mayList: false }).fetch('/missing')).status).toBe(403);
  });

  test('a missing page: the status of its own request, and no loop', async () => {
    const response = await withErrors([page(404, 200, '/gone.html'), page(403, 200, '/index.html')], {
      mayList: false,
    }).fetch('/missing');
    expect([response.status, await response.text()]).toEqual([200, '<h1>home</h1>']);
    expect((await withErrors([page(404, 200, '/gone.html')]).fetch('/missing')).status).toBe(404);
  });

  test('applies to every behavior of the distribution, including an API', async () => {
    const origin = await originServer((_, response) =>
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}'),
    );
    const running = site({
      config: { CustomErrorResponses: [page(404, 200, '/index.html')] },
      origins: [customOrigin('api.example.com')],
      behaviors: [{ PathPattern: '/api/*', TargetOriginId: 'api.example.com', CachePolicyId: CACHING_DISABLED }],
    }, { origins: { 'api.example.com': origin.url } });
    const response = await running.fetch('/api/x');
    expect([response.status, await response.text()]).toEqual([200, '<h1>home</h1>']);
  });

  const behaviors: Record<string, unknown>[] = [];
  test('the page is fetched through the behavior of its path, with its origin functions and without viewer functions', async () => {
    const running = site({
      mayList: true,
      files: { 'errors/404.html': 'page' },
      config: { CustomErrorResponses: [page(404, 404, '/errors/404.html')] },
      fill: (stack) => {
        const stamp = (name: string) =>
          stack.lambda(
            name,
            `exports.handler = async (e) => {
          const { response } = e.Records[0].cf;
          response.headers['x-${name.toLowerCase()}'] = [{ value: 'ran' }];
          return response;
        };`,
          );
        const own = { EventType: 'origin-response', LambdaFunctionARN: stamp('Own') };
        const viewer = { EventType: 'viewer-request', LambdaFunctionARN: stack.lambda('Viewer', fails('500')) };
        behaviors[0] = {
          PathPattern: '/errors/*',
          TargetOriginId: 'web',
          CachePolicyId: CACHING_DISABLED,
          LambdaFunctionAssociations: [own, viewer],
        };
      },
      behaviors,
    });
    const response = await running.fetch('/missing');
    expect([response.status, await response.text(), response.headers.get('x-own')]).toEqual([404, 'page', 'ran']);
  });

  test('the status after origin-response decides', async () => {
    const demote = 'exports.handler = async (e) => ({ ...e.Records[0].cf.response, status: "200", body: "masked" });';
    const running = withErrors([page(404, 200, '/404.html')], {
      fill: (stack) => lambdaAt('origin-response', stack.lambda('Fn', demote)),
    });
    expect(await (await running.fetch('/missing')).text()).toBe('masked');
  });

  test('a refusal of CloudFront is replaced: WAF, geography, signed URLs', async () => {
    for (const kind of ['waf', 'geo', 'signed-url']) {
      const response = await withErrors([page(403, 403, '/404.html')], {}, [`${kind}:/blocked/*`]).fetch('/blocked/x');
      expect([response.status, await response.text(), response.headers.get('x-cache')]).toEqual([
        403,
        '<h1>lost</h1>',
        'Error from cloudfront',
      ]);
    }
  });

  test('the error of an unreachable origin is replaced', async () => {
    const running = site({
      config: { CustomErrorResponses: [page(502, 503, '/404.html')] },
      origins: [customOrigin('api.example.com')],
      behaviors: [{ PathPattern: '/api/*', TargetOriginId: 'api.example.com', CachePolicyId: CACHING_DISABLED }],
    });
    expect((await running.fetch('/api/x')).status).toBe(503);
  });

  test('a response of a CloudFront Function is not replaced', async () => {
    const running = withErrors([page(404, 200, '/404.html')], {
      fill: (stack) => {
        stack.resource('Cff', 'AWS::CloudFront::Function', {
          FunctionCode: 'function handler() { return { statusCode: 404, body: "mine" }; }',
          FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
        });
        return {
          FunctionAssociations: [
            { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Cff', 'FunctionARN'] } },
          ],
        };
      },
    });
    const response = await running.fetch('/');
    expect([response.status, await response.text()]).toEqual([404, 'mine']);
  });

  test('viewer-response does not run on the page', async () => {
    const throws = 'exports.handler = async () => { throw new Error("ran"); };';
    const running = withErrors([page(404, 200, '/404.html')], {
      fill: (stack) => lambdaAt('viewer-response', stack.lambda('Fn', throws)),
    });
    expect((await running.fetch('/missing')).status).toBe(200);
  });

  test('conditional and Range headers of the request do not apply to the page', async () => {
    const response = await withErrors([page(404, 200, '/404.html')]).fetch('/missing', {
      headers: { range: 'bytes=0-1' },
    });
    expect([response.status, await response.text()]).toEqual([200, '<h1>lost</h1>']);
  });
});

describe('when viewer-response runs', () => {
  const stamped = (status: number) => site({
    mayList: true,
    fill: (stack) => ({
      LambdaFunctionAssociations: [
        { EventType: 'origin-response', LambdaFunctionARN: stack.lambda('Or', `exports.handler = async (e) => ({ ...e.Records[0].cf.response, status: '${status}' });`) },
        {
          EventType: 'viewer-response',
          LambdaFunctionARN: stack.lambda('Vr', `exports.handler = async (e) => {
          const { response } = e.Records[0].cf; response.headers['x-vr'] = [{ value: 'ran' }]; return response; };`),
        },
      ],
    }),
  });

  test.each([
    [200, 'ran'],
    [302, 'ran'],
    [400, null],
    [500, null],
  ])('status %i after origin-response: %s', async (status, value) => {
    expect((await stamped(status).fetch('/')).headers.get('x-vr')).toBe(value);
  });
});
