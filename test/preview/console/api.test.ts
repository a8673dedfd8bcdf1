import { ask } from '../../e2e/support/demo';
import { consolePageFile } from '../support/console-page';
import { originServer } from '../support/origin-server';
import { rawResponse } from '../support/raw-request';
import { customOrigin, lambdaAt, site, type Running, type SiteOptions } from '../support/site';

async function open(options: SiteOptions = {}, more = {}): Promise<Running> {
  const running = site(options, { listen: { port: 0 }, consolePage: consolePageFile(), ...more });
  await running.ready;
  return running;
}

const OWN = { 'x-edge-console': '1', 'content-type': 'application/json' };

async function post(running: Running, path: string, value: unknown, headers: object = OWN): Promise<any> {
  const response = await fetch(`${running.url}/__edge/api/${path}`, {
    method: 'POST', body: typeof value === 'string' ? value : JSON.stringify(value), headers: headers as any,
  });
  return { status: response.status, ...await response.json() as object };
}

async function get(running: Running, path: string): Promise<any> {
  return (await fetch(`${running.url}/__edge/api/${path}`)).json();
}

describe('the page', () => {
  test('is served on a name of this machine, with a policy that allows its own script and style alone', async () => {
    const running = await open();
    const { status, headers, body } = await ask(`${running.url}/__edge/`, {});
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'text/html; charset=utf-8', 'no-store']);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/]+=*'; style-src 'sha256-/);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(/ (src|on\w+)=["']|(href|url)[=(]["']?(https?:)?\/\//.exec(body)).toBe(null);
    expect(running.exchanges).toEqual([]);
  });

  test('without the slash at the end leads there; a HEAD has no body; other methods are refused', async () => {
    const { url } = await open();
    expect(await ask(`${url}/__edge`, {})).toMatchObject({ status: 308, headers: { location: '/__edge/' } });
    expect(await ask(`${url}/__edge/?x`, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    expect(await ask(`${url}/__edge/`, { method: 'DELETE' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  test.each(['/__edgex', '/__edge-x/', '/x/__edge/', '/%5F_edge/'])('%s is a path of the site', async (path) => {
    const running = await open();
    expect((await rawResponse(running.url, { path })).headers['x-cache']).toBe('Error from cloudfront');
    expect(running.exchanges).toHaveLength(1);
  });

  test('is a path of the site for an alias, as when it is deployed, and for a host that is pointed at this machine', async () => {
    const running = await open({ config: { Aliases: ['www.example.com'] } });
    for (const Host of ['www.example.com', 'attacker.example']) {
      expect((await ask(`${running.url}/__edge/`, { headers: { Host } })).status).toBe(403);
    }
    expect(running.exchanges).toHaveLength(2);
  });
});

describe('requests', () => {
  test('are listed in their order, each with what happened to it', async () => {
    const fill = (stack: any) => lambdaAt('viewer-request', stack.lambda('Fn', `exports.handler = async (event) => {
      const { request } = event.Records[0].cf;
      if (request.uri === '/moved') request.uri = '/404.html';
      return request;
    };`));
    const running = await open({ fill });
    await ask(`${running.url}/`, {});
    const moved = await ask(`${running.url}/moved?a=1`, { headers: { 'x-mine': '<b>' } });
    const rows = await get(running, 'requests');
    expect(rows).toMatchObject([
      { method: 'GET', url: '/', status: 200, behavior: '*' }, { url: '/moved?a=1', id: moved.headers['x-amz-cf-id'] },
    ]);
    const detail = await get(running, `requests/${encodeURIComponent(rows[1].id)}`);
    expect(detail.urls).toEqual([{ after: 'viewer', url: '/moved?a=1' }, { after: 'viewer-request', url: '/404.html?a=1' }]);
    expect(detail.requestHeaders).toContainEqual({ name: 'x-mine', value: '<b>' });
    expect(detail.stages.find(({ stage }: any) => stage === 'viewer-request')).toMatchObject({
      tone: 'acted',
      function: { name: 'Web/Fn' },
      before: { uri: '/moved' },
      after: { uri: '/404.html' },
      text: expect.stringContaining('passed the request on as /404.html?a=1'),
    });
  });

  test('have what each function saw, changed and printed', async () => {
    const fill = (stack: any) => lambdaAt('viewer-request', stack.lambda('Fn', `exports.handler = async (event) => {
      const { request } = event.Records[0].cf;
      console.log('requested\\n' + request.uri);
      if (request.uri === '/fail') throw new Error('no');
      return request.uri === '/own' ? { status: '200', body: '<p>own</p>' } : request;
    };`));
    const running = await open({ fill });
    const stageOf = async (path: string) => {
      const { headers } = await ask(running.url + path, { headers: { 'x-a': 'b' } });
      const { stages } = await get(running, `requests/${encodeURIComponent(String(headers['x-amz-cf-id']))}`);
      return stages.find((one: any) => one.stage === 'viewer-request');
    };
    const own = await stageOf('/own');
    expect(own.saw).toContainEqual({ name: 'x-a', value: 'b' });
    expect([own.body, own.logs.join(' ')]).toEqual([{ after: { bytes: 10, text: '<p>own</p>', isCut: false } }, expect.stringContaining('/own')]);
    const passed = await stageOf('/404.html');
    expect([passed.body, passed.tone, passed.logs.join(' ')]).toEqual([undefined, 'passed', expect.stringContaining('/404.html')]);
    expect(await stageOf('/fail')).toMatchObject({ tone: 'failed', logs: [expect.anything(), expect.anything()] });
  });

  test('of a malformed or unknown id are not found', async () => {
    const running = await open();
    for (const path of ['requests/x', 'requests/%', 'requests/a/b', 'nothing', '', 'requests/__proto__', 'constructor', '__proto__']) {
      expect((await ask(`${running.url}/__edge/api/${path}`, {})).status).toBe(404);
    }
  });

  test('are streamed, first those that are there', async () => {
    const running = await open();
    await ask(`${running.url}/`, {});
    const stop = new AbortController();
    const { body, headers } = await fetch(`${running.url}/__edge/api/live`, { signal: stop.signal });
    expect(headers.get('content-type')).toBe('text/event-stream');
    const reader = body!.getReader();
    const next = async () => Buffer.from((await reader.read()).value!).toString();
    expect(await next()).toMatch(/^event: start\ndata: \{"rows":\[\{.*"url":"\/"/);
    await Promise.all(['/a', '/b', '/c'].map((path) => ask(running.url + path, {})));
    const group = JSON.parse((await next()).replace('data: ', ''));
    expect(group.rows.map(({ url }: any) => url).sort()).toEqual(['/a', '/b', '/c']);
    stop.abort();
  });

  test('stop streaming when the preview is closed', async () => {
    const running = await open();
    const { body } = await fetch(`${running.url}/__edge/api/live`);
    const ended = body!.getReader();
    await ended.read();
    await running.close();
    await expect(ended.read()).rejects.toThrow();
  });
});

describe('what a URL would get', () => {
  test('has the stages and the body, and no access line', async () => {
    const running = await open();
    const detail = await post(running, 'try', { method: 'GET', url: '/?q=1', headers: [['X-A', 'b']] });
    expect(detail).toMatchObject({ status: 200, url: '/?q=1', responseBody: { text: '<h1>home</h1>' } });
    expect(detail.requestHeaders).toContainEqual({ name: 'X-A', value: 'b' });
    expect(detail.stages.map(({ stage }: any) => stage)).toEqual(expect.arrayContaining(['behavior', 'origin', 'finish']));
    expect(running.exchanges).toEqual([]);
    expect(await get(running, 'requests')).toEqual([]);
  });

  test('of a whole URL has its host, and of a path the host of the preview', async () => {
    const running = await open({ config: { Aliases: ['www.example.com'] } });
    expect(await post(running, 'try', { method: 'GET', url: 'https://www.example.com' })).toMatchObject({ host: 'www.example.com', url: '/', status: 200 });
    expect(await post(running, 'try', { method: 'HEAD', url: '/x#y' })).toMatchObject({ host: new URL(running.url).host, url: '/x' });
    expect(await post(running, 'try', { method: 'GET', url: 'http://other.example/' })).toMatchObject({ status: 403 });
    expect(await post(running, 'try', { method: 'GET', url: '/\ud800' })).toMatchObject({ url: '/%EF%BF%BD', status: 403 });
  });

  test('shows the part of a body that breaks off', async () => {
    const origin = await originServer((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('part');
      setTimeout(() => response.destroy(), 20);
    });
    const running = await open({
      origins: [customOrigin('api.example.com')], behavior: { TargetOriginId: 'api.example.com' },
    }, { origins: { 'api.example.com': origin.url } });
    expect(await post(running, 'try', { method: 'GET', url: '/' })).toMatchObject({
      status: 200, responseBody: { text: 'part' },
    });
  });

  test.each([
    [{ method: 'get it', url: '/' }, '"get it" is not a valid method'],
    [{ method: 'GET', url: 'docs' }, '"docs" is not a valid URL'],
    [{ method: 'GET', url: 7 }, '7 is not a valid URL'],
    [{ method: 'GET', url: '/', headers: [['a b', 'c']] }, '"a b: c" is not a valid header'],
    [{ method: 'GET', url: '/', headers: [['a', 'c\nHost: x']] }, 'is not a valid header'],
    ['nothing', 'the body is not valid JSON'],
    [null, 'undefined is not a valid method'],
  ])('%j is a problem', async (input, message) => {
    const { status, problems } = await post(await open(), 'try', input);
    expect([status, problems[0].message]).toEqual([400, expect.stringContaining(message)]);
  });

  test('a body of more than 256 KB is refused', async () => {
    expect(await post(await open(), 'try', { method: 'POST', url: '/', body: 'x'.repeat(300_000) })).toMatchObject({ status: 400 });
  });
});

describe('the cache', () => {
  const CACHED = { behavior: { CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' } };
  const xCache = async (running: Running, path: string) => (await ask(running.url + path, {})).headers['x-cache'];

  test('is as it was after a request that is tried out, which finds what is in it', async () => {
    const running = await open(CACHED);
    expect(await post(running, 'try', { method: 'GET', url: '/' })).toMatchObject({ xCache: 'Miss' });
    expect(await post(running, 'try', { method: 'GET', url: '/' })).toMatchObject({ xCache: 'Miss' });
    expect(await xCache(running, '/')).toBe('Miss from cloudfront');
    expect(await post(running, 'try', { method: 'GET', url: '/' })).toMatchObject({ xCache: 'Hit', responseBody: { text: '<h1>home</h1>' } });
  });

  test('is purged by the paths of an invalidation', async () => {
    const running = await open(CACHED);
    for (const path of ['/', '/404.html']) await xCache(running, path);
    expect(await post(running, 'purge', { paths: ['/4*'] })).toMatchObject({ status: 200, purged: 1 });
    expect([await xCache(running, '/'), await xCache(running, '/404.html')]).toEqual(['Hit from cloudfront', 'Miss from cloudfront']);
    expect(await post(running, 'purge', { paths: ['images'] })).toMatchObject({ status: 400, problems: [{ code: 'EDGE_PREVIEW_INVALIDATION' }] });
    for (const input of [{}, { paths: [] }, { paths: [1] }, null]) expect(await post(running, 'purge', input)).toMatchObject({ status: 400 });
  });
});

describe('pages of other sites', () => {
  test.each([
    ['of another site', { ...OWN, 'sec-fetch-site': 'cross-site' }],
    ['of another port of this machine', { ...OWN, 'sec-fetch-site': 'same-site' }],
    ['of another origin, by a browser without Sec-Fetch-Site', { ...OWN, origin: 'http://127.0.0.1:1' }],
    ['without an origin', { ...OWN, origin: 'null' }],
    ['that send a form', { 'content-type': 'text/plain' }],
  ])('%s can change nothing', async (_, headers) => {
    const running = await open();
    expect(await post(running, 'injections', { blocks: ['waf:/*'] }, headers)).toMatchObject({ status: 403 });
    expect((await ask(`${running.url}/`, {})).status).toBe(200);
  });

  test('can read nothing', async () => {
    const { url } = await open();
    for (const path of ['requests', 'live', 'distribution']) {
      expect((await ask(`${url}/__edge/api/${path}`, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    }
    const { status, headers } = await ask(`${url}/__edge/api/injections`, { method: 'OPTIONS', headers: { 'origin': 'http://evil.example', 'access-control-request-method': 'POST' } });
    expect([status, headers['access-control-allow-origin']]).toEqual([403, undefined]);
  });
});

describe('injections', () => {
  test('act at once, and are listed as options are written', async () => {
    const running = await open({}, { blocks: ['waf:/a'] });
    expect(await get(running, 'injections')).toEqual({ blocks: ['waf:/a'], faults: [] });
    await post(running, 'injections', { blocks: ['geo:/b'], faults: ['/*=status:503'], country: 'DE' });
    expect(await get(running, 'injections')).toEqual({ blocks: ['geo:/b'], faults: ['/*=status:503'], country: 'DE' });
    expect([(await ask(`${running.url}/a`, {})).status, (await ask(`${running.url}/b`, {})).status]).toEqual([503, 403]);
  });

  test('that are wrong are all reported, and none is changed', async () => {
    const running = await open({}, { blocks: ['waf:/a'] });
    const { status, problems } = await post(running, 'injections', { blocks: ['x:/'], faults: ['/*=on-fire'], country: 'Germany' });
    expect(status).toBe(400);
    expect(problems.map(({ code }: any) => code)).toEqual(['EDGE_PREVIEW_BLOCK', 'EDGE_PREVIEW_ORIGIN_FAULT', 'EDGE_PREVIEW_COUNTRY']);
    expect(await get(running, 'injections')).toEqual({ blocks: ['waf:/a'], faults: [] });
    for (const input of [{ blocks: 'waf:/' }, { faults: [1] }, { country: 1 }]) {
      expect(await post(running, 'injections', input)).toMatchObject({ status: 400 });
    }
  });

  test('stay when the app is read again, and not when options replace them', async () => {
    const running = await open();
    await post(running, 'injections', { blocks: ['waf:/a'] });
    await running.reload();
    expect(await get(running, 'injections')).toMatchObject({ blocks: ['waf:/a'] });
    await running.setOptions({ blocks: ['waf:/b'] });
    expect(await get(running, 'injections')).toMatchObject({ blocks: ['waf:/b'] });
  });
});

test('the distribution is shown with its behaviors, functions and notes', async () => {
  const fill = (stack: any) => lambdaAt('viewer-request', stack.lambda('Fn', 'exports.handler = async () => 0;'));
  const shown = await get(await open({ fill, config: { Restrictions: { GeoRestriction: { RestrictionType: 'blacklist', Locations: ['RU'] } } } }), 'distribution');
  expect(shown).toMatchObject({
    name: 'Web/Site',
    defaultRootObject: 'index.html',
    geoRestriction: 'blacklist of RU',
    behaviors: [{
      pathPattern: '*',
      methods: ['GET', 'HEAD'],
      functions: [{ event: 'viewer-request', name: 'Web/Fn', host: 'Lambda@Edge', bytes: 32, limits: '128 MB, 5 s' }],
    }],
    origins: [{ id: 'web', servedFrom: 'what is deployed to the bucket' }],
  });
});
