import { CACHING_OPTIMIZED, cachedSite } from '../support/cached-site';
import { originServer } from '../support/origin-server';
import { CACHING_DISABLED, customOrigin, lambdaAt, site } from '../support/site';
import { passSeconds } from '../support/time';

let count = 0;
const counting = (headers: Record<string, string> = {}, status = 200) => (_: unknown, response: any) => (
  response.writeHead(status, headers).end(`body ${++count}`));

beforeEach(() => (count = 0));

describe('the cache', () => {
  test('the second request is a hit, with the age, until the object expires', async () => {
    const { get, origin } = await cachedSite(counting({ 'cache-control': 'max-age=60' }));
    expect(await get('/')).toEqual([200, 'Miss', null, 'body 1']);
    passSeconds(59);
    expect(await get('/')).toEqual([200, 'Hit', '59', 'body 1']);
    passSeconds(1);
    expect(await get('/')).toEqual([200, 'Miss', null, 'body 2']);
    expect(origin.requests).toHaveLength(2);
  });

  test('files of a bucket are cached by the managed policy', async () => {
    const running = site({ behavior: { CachePolicyId: CACHING_OPTIMIZED } });
    const words = [];
    for (let at = 0; at < 2; at++) words.push((await running.fetch('/')).headers.get('x-cache'));
    expect(words).toEqual(['Miss from cloudfront', 'Hit from cloudfront']);
  });

  test('a response without a body is kept', async () => {
    const { get, origin } = await cachedSite((_, response) => void response.writeHead(204, { 'x-kept': 'yes' }).end());
    expect([await get('/saved'), await get('/saved')]).toEqual([[204, 'Miss', null, ''], [204, 'Hit', '0', '']]);
    expect(origin.requests).toHaveLength(1);
  });

  test('with CachingDisabled, each request is a miss', async () => {
    const { get } = await cachedSite(counting({ 'cache-control': 'max-age=60' }), {},
      { behavior: { CachePolicyId: CACHING_DISABLED } });
    expect([await get('/'), await get('/')]).toEqual([[200, 'Miss', null, 'body 1'], [200, 'Miss', null, 'body 2']]);
  });

  test('no-store with a minimum TTL of 0, and above', async () => {
    const zero = await cachedSite(counting({ 'cache-control': 'no-store' }));
    expect([(await zero.get('/'))[1], (await zero.get('/'))[1]]).toEqual(['Miss', 'Miss']);
    const some = await cachedSite(counting({ 'cache-control': 'no-store' }), { min: 5 });
    expect([(await some.get('/'))[1], (await some.get('/'))[1]]).toEqual(['Miss', 'Hit']);
    passSeconds(5);
    expect((await some.get('/'))[1]).toBe('Miss');
  });

  test('what the viewer says about caching is ignored', async () => {
    const { get } = await cachedSite(counting());
    await get('/');
    expect((await get('/', { headers: { 'cache-control': 'no-cache', 'pragma': 'no-cache' } }))[1]).toBe('Hit');
  });

  test('the key has what the policy names, and nothing else', async () => {
    const { get } = await cachedSite(counting(), { queries: ['a'], headers: ['x-tenant'], cookies: ['s'] });
    const word = async (path: string, headers: Record<string, string> = {}) => (await get(path, { headers }))[1];
    expect([
      await word('/?a=1&utm=1'), await word('/?utm=2&a=1'), await word('/?a=2'), await word('/'),
      await word('/', { 'x-tenant': 'b' }), await word('/', { 'x-tenant': 'b', 'x-other': 'c' }),
      await word('/', { cookie: 's=1' }), await word('/', { cookie: 'other=2; s=1' }), await word('/', { cookie: 's=2' }),
    ]).toEqual(['Miss', 'Hit', 'Miss', 'Miss', 'Miss', 'Hit', 'Miss', 'Hit', 'Miss']);
  });

  test('countries are in the key if the policy names their header', async () => {
    const { get } = await cachedSite(counting(), { headers: ['CloudFront-Viewer-Country'] });
    const word = async (country: string) => (
      await get('/', { headers: { 'cloudfront-viewer-country': country } }))[1];
    expect([await word('DE'), await word('FR'), await word('DE')]).toEqual(['Miss', 'Miss', 'Hit']);
  });

  test('POST is never cached, and does not get what is', async () => {
    const { get } = await cachedSite(counting(), {}, {
      behavior: { AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'] },
    });
    await get('/');
    const post = () => get('/', { method: 'POST', body: 'x' });
    expect([await post(), await post()]).toEqual([[200, 'Miss', null, 'body 2'], [200, 'Miss', null, 'body 3']]);
  });

  test('OPTIONS is cached where the behavior says so, apart from GET', async () => {
    const allowed = { AllowedMethods: ['GET', 'HEAD', 'OPTIONS'] };
    const without = await cachedSite(counting(), {}, { behavior: allowed });
    const options = { method: 'OPTIONS' };
    expect([(await without.get('/', options))[1], (await without.get('/', options))[1]]).toEqual(['Miss', 'Miss']);
    const both = { ...allowed, CachedMethods: allowed.AllowedMethods };
    const cached = await cachedSite(counting(), {}, { behavior: both });
    expect([(await cached.get('/'))[1], (await cached.get('/', options))[1], (await cached.get('/', options))[1]])
      .toEqual(['Miss', 'Miss', 'Hit']);
  });

  test('HEAD gets what GET has fetched; GET does not get what HEAD has', async () => {
    const { get, origin } = await cachedSite(counting());
    const head = () => get('/a', { method: 'HEAD' });
    expect([(await head()).slice(1), (await head()).slice(1), (await get('/a')).slice(1), (await head()).slice(1)]).toEqual([
      ['Miss', null, ''], ['Hit', '0', ''], ['Miss', null, 'body 2'], ['Hit', '0', ''],
    ]);
    expect(origin.requests.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
    const response = await (await cachedSite(counting())).running.fetch('/', { method: 'HEAD' });
    expect(response.headers.get('content-length')).toBeNull();
  });

  test('redirects of the origin are cached', async () => {
    const { get } = await cachedSite(counting({ location: '/new' }, 302));
    expect([(await get('/'))[1], (await get('/')).slice(0, 2)]).toEqual(['Miss', [302, 'Hit']]);
  });

  test('equal paths of two behaviors are two objects', async () => {
    const other = await originServer(counting());
    const { get } = await cachedSite(counting(), {}, {
      origins: [customOrigin('other.example.com')],
      behaviors: [{ PathPattern: '/b/*', TargetOriginId: 'other.example.com', CachePolicyId: { Ref: 'Policy' } }],
      fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn',
        'exports.handler = async (e) => ({ ...e.Records[0].cf.request, uri: "/b/x" });')),
    }, { origins: { 'other.example.com': other.url } });
    expect([(await get('/a'))[3], (await get('/b/x'))[3], (await get('/c'))[3]]).toEqual(['body 1', 'body 2', 'body 1']);
  });

  test('cookies that the origin sets are cached where cookies are forwarded, but for those that it excepts', async () => {
    const { running } = await cachedSite((_, response) => response.writeHead(200, {
      'set-cookie': ['a=1', 'b=2'],
      ...(_.url === '/not' && { 'cache-control': 'max-age=60, no-cache="Set-Cookie"' }),
    }).end('x'), { cookies: ['s'] });
    const cookies = async (path: string) => (await running.fetch(path)).headers.getSetCookie();
    expect([await cookies('/'), await cookies('/'), await cookies('/not'), await cookies('/not')])
      .toEqual([['a=1', 'b=2'], ['a=1', 'b=2'], ['a=1', 'b=2'], []]);
  });

  test('Vary has what is forwarded, and what CloudFront itself varies by', async () => {
    const { running } = await cachedSite(counting({ vary: 'Origin, X-Secret, Cookie' }), { headers: ['Origin'] });
    const vary = async () => (await running.fetch('/')).headers.get('vary');
    expect([await vary(), await vary()]).toEqual(['Origin, Cookie', 'Origin, Cookie']);
  });

  test('Vary: * without a minimum TTL asks the origin each time, without conditions', async () => {
    const { get, origin } = await cachedSite(counting({ vary: '*', etag: '"1"' }));
    expect([(await get('/'))[1], (await get('/'))[1]]).toEqual(['Miss', 'Miss']);
    expect(origin.requests[1]!.headers['if-none-match']).toBeUndefined();
    const some = await cachedSite(counting({ vary: '*' }), { min: 5 });
    expect([(await some.get('/'))[1], (await some.get('/'))[1]]).toEqual(['Miss', 'Hit']);
  });
});

describe('functions and the cache', () => {
  test('origin functions run on misses alone, viewer functions each time', async () => {
    const counter = (part: string) => `let n = 0; exports.handler = async (e) => { const { cf } = e.Records[0];
      cf.${part}.headers['x-${part}'] = [{ value: String(++n) }]; return cf.${part}; };`;
    const { running, origin } = await cachedSite(counting(), {}, {
      fill: (stack) => ({
        LambdaFunctionAssociations: [
          { EventType: 'origin-request', LambdaFunctionARN: stack.lambda('Q', counter('request')) },
          { EventType: 'origin-response', LambdaFunctionARN: stack.lambda('R', counter('response')) },
          {
            EventType: 'viewer-response',
            LambdaFunctionARN: stack.lambda('V', counter('response').replace(/x-response/g, 'x-viewer')),
          },
        ],
      }),
    });
    const seen = [];
    for (let at = 0; at < 3; at++) {
      const { headers } = await running.fetch('/');
      seen.push([headers.get('x-response'), headers.get('x-viewer'), headers.get('x-cache')]);
    }
    expect(seen).toEqual([
      ['1', '1', 'Miss from cloudfront'], ['1', '2', 'Hit from cloudfront'], ['1', '3', 'Hit from cloudfront'],
    ]);
    expect(origin.requests).toHaveLength(1);
  });

  test('a response that origin-request generates is cached', async () => {
    const { get, origin } = await cachedSite(counting(), {}, {
      fill: (stack) => lambdaAt('origin-request', stack.lambda('Fn',
        'let n = 0; exports.handler = async () => ({ status: "200", body: "made " + ++n });')),
    });
    expect([(await get('/'))[1], (await get('/'))[1], (await get('/'))[3]]).toEqual(['Miss', 'Hit', 'made 1']);
    expect(origin.requests).toEqual([]);
  });

  test('a response that viewer-request generates is not', async () => {
    const { get } = await cachedSite(counting(), {}, {
      fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn',
        'let n = 0; exports.handler = async () => ({ status: "200", body: "made " + ++n });')),
    });
    expect([(await get('/'))[3], (await get('/')).slice(1)])
      .toEqual(['made 1', ['LambdaGeneratedResponse', null, 'made 2']]);
  });

  test('a viewer-response function that replaces the body does not change what is cached', async () => {
    const { get } = await cachedSite(counting(), {}, {
      fill: (stack) => {
        stack.resource('Cff', 'AWS::CloudFront::Function', {
          FunctionCode: 'function handler(e) { e.response.body = "mine"; return e.response; }',
          FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
        });
        return {
          FunctionAssociations: [
            { EventType: 'viewer-response', FunctionARN: { 'Fn::GetAtt': ['Cff', 'FunctionARN'] } },
          ],
        };
      },
    });
    expect([(await get('/'))[1], (await get('/'))[1], (await get('/'))[3]]).toEqual(['Miss', 'Hit', 'mine']);
  });

  test('a function that fails is run again', async () => {
    const { get } = await cachedSite(counting(), {}, {
      fill: (stack) => lambdaAt('origin-request', stack.lambda('Fn', `let n = 0; exports.handler = async (e) => {
        if (++n === 1) throw new Error('first'); return e.Records[0].cf.request; };`)),
    });
    expect([(await get('/')).slice(0, 2), (await get('/')).slice(0, 2)])
      .toEqual([[503, 'LambdaExecutionError'], [200, 'Miss']]);
  });
});

describe('simultaneous requests for an object', () => {
  test('wait for the first one', async () => {
    const { get, origin } = await cachedSite((_, response) => void setTimeout(() => response.end(`body ${++count}`), 100));
    const all = await Promise.all([1, 2, 3, 4].map(() => get('/')));
    expect(all.map(([, word,, body]) => `${word} ${body}`).sort())
      .toEqual(['Hit body 1', 'Hit body 1', 'Hit body 1', 'Miss body 1']);
    expect(origin.requests).toHaveLength(1);
  });

  test('go to the origin each, if the response must not be kept', async () => {
    const { get } = await cachedSite((_, response) => void setTimeout(() => (
      response.writeHead(200, { 'cache-control': 'private' }).end(`body ${++count}`)), 50));
    expect((await Promise.all([get('/'), get('/')])).map(([, word]) => word)).toEqual(['Miss', 'Miss']);
    expect(count).toBe(2);
  });

  test('do not wait for other keys', async () => {
    const { get, origin } = await cachedSite((request, response) => {
      if (request.url === '/other') response.end('other');
      else setTimeout(() => response.end('slow'), 200);
    });
    const slow = get('/');
    expect((await get('/other'))[3]).toBe('other');
    await slow;
    expect(origin.requests).toHaveLength(2);
  });

  test('go on if the first one is canceled', async () => {
    const { running, get } = await cachedSite((_, response) => void setTimeout(() => response.end(`body ${++count}`), 150));
    const controller = new AbortController();
    const first = running.fetch('/', { signal: controller.signal });
    const second = get('/');
    setTimeout(() => controller.abort(), 30);
    await expect(first).rejects.toThrow();
    expect((await second)[3]).toMatch(/^body \d$/);
  });
});
