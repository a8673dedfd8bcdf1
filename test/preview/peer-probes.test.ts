import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { originServer, type OriginServer } from './support/origin-server';
import { preview, type Running } from './support/site';

/** A site as many are: a bucket, an API, functions of both kinds, policies and an error page, in another region. */

const folder = mkdtempSync(join(tmpdir(), 'preview-probes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILES = {
  'index.html': 'home',
  'docs/index.html': 'docs',
  '404.html': 'lost',
  'a b.txt': 'space',
  'style.css': 'a{}'.repeat(500),
  'photo.png': '0123456789',
  'secret/a.txt': 'secret',
};
const { ALLOW_ALL, HTTPS_ONLY, REDIRECT_TO_HTTPS } = cloudfront.ViewerProtocolPolicy;
const { VIEWER_REQUEST, VIEWER_RESPONSE } = cloudfront.FunctionEventType;

function synthesize(): string {
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, 'site', name)), { recursive: true });
    writeFileSync(join(folder, 'site', name), content);
  }
  const app = new App({ analyticsReporting: false, outdir: join(folder, 'cdk.out') });
  const stack = new Stack(app, 'Web', { env: { account: '111122223333', region: 'eu-central-1' } });
  const bucket = new Bucket(stack, 'Bucket');
  new BucketDeployment(stack, 'Deploy', { destinationBucket: bucket, sources: [Source.asset(join(folder, 'site'))] });
  const web = S3BucketOrigin.withOriginAccessControl(bucket, {
    originAccessLevels: [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
  });
  const api = new HttpOrigin('api.example.com');
  const store = new cloudfront.KeyValueStore(stack, 'Store', {
    source: cloudfront.ImportSource.fromInline(JSON.stringify({ data: [{ key: 'target', value: '/from-store' }] })),
  });
  const viewer = (id: string, code: string, eventType = VIEWER_REQUEST, keyValueStore?: cloudfront.KeyValueStore) => ({
    functionAssociations: [{
      eventType,
      function: new cloudfront.Function(stack, id, {
        code: cloudfront.FunctionCode.fromInline(code), runtime: cloudfront.FunctionRuntime.JS_2_0, keyValueStore,
      }),
    }],
  });
  const request = (id: string, body: string) => viewer(id, `function handler(event) { var request = event.request; ${body} }`);
  const edge = (id: string, code: string, eventType: cloudfront.LambdaEdgeEventType) => ({
    edgeLambdas: [{
      eventType,
      functionVersion: new cloudfront.experimental.EdgeFunction(stack, id, {
        code: lambda.Code.fromInline(code), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
      }),
    }],
  });
  const cors = new cloudfront.ResponseHeadersPolicy(stack, 'Headers', {
    corsBehavior: {
      accessControlAllowCredentials: false,
      accessControlAllowHeaders: ['*'],
      accessControlAllowMethods: ['GET'],
      accessControlAllowOrigins: ['https://app.example.com'],
      originOverride: true,
    },
    securityHeadersBehavior: { contentTypeOptions: { override: true } },
    customHeadersBehavior: { customHeaders: [{ header: 'x-own', value: '1', override: true }] },
    removeHeaders: ['x-powered-by'],
    serverTimingSamplingRate: 100,
  });
  const all = cloudfront.AllowedMethods.ALLOW_ALL;
  const uncached = { origin: api, cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED };
  new cloudfront.Distribution(stack, 'Site', {
    defaultRootObject: 'index.html',
    errorResponses: [{ httpStatus: 404, responsePagePath: '/404.html', responseHttpStatus: 200, ttl: Duration.seconds(0) }],
    defaultBehavior: {
      origin: web,
      viewerProtocolPolicy: ALLOW_ALL,
      ...viewer('Index', `function handler(event) { var r = event.request;
        if (r.uri === '/old') return { statusCode: 301, headers: { location: { value: '/new' } },
          cookies: { seen: { value: '1', attributes: 'Path=/' } } };
        if (r.uri.length > 1 && r.uri.endsWith('/')) r.uri += 'index.html'; return r; }`),
    },
    additionalBehaviors: {
      'api/*': { ...uncached, allowedMethods: all },
      '*.css': { origin: web, responseHeadersPolicy: cors },
      'cors/*': { ...uncached, responseHeadersPolicy: cors, allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD_OPTIONS },
      '/redirect/*': { origin: web, viewerProtocolPolicy: REDIRECT_TO_HTTPS },
      '/secure/*': { origin: web, viewerProtocolPolicy: HTTPS_ONLY },
      '/store/*': {
        origin: web,
        ...viewer('Reads', `import cf from 'cloudfront';
        async function handler(event) { const to = await cf.kvs().get('target');
          return { statusCode: 302, headers: { location: { value: to } } }; }`, VIEWER_REQUEST, store),
      },
      '/undefined/*': { origin: web, ...request('Undefined', '') },
      '/throws/*': { origin: web, ...request('Throws', 'throw new Error("x");') },
      '/connection/*': { origin: web, ...request('Connection', 'request.headers.connection = { value: "x" }; return request;') },
      '/cf-id/*': { origin: web, ...request('CfId', 'request.headers["x-amz-cf-id"] = { value: "x" }; return request;') },
      '/class/*': { origin: web, ...request('Class', 'class A {} return request;') },
      '/globals/*': {
        origin: web,
        ...request('Globals', `return { statusCode: 200, body: [typeof Set, typeof setTimeout,
        typeof Buffer.from, typeof require].join() };`),
      },
      '/viewer-response/*': {
        ...uncached,
        ...viewer('Response', `function handler(event) { var r = event.response;
        r.headers['x-ran'] = { value: '1' }; r.cookies.c = { value: 'v' }; return r; }`, VIEWER_RESPONSE),
      },
      '/moved/*': {
        ...uncached,
        ...edge('Moves', `exports.handler = async (e) => { const r = e.Records[0].cf.request;
        r.origin.custom.domainName = 'other.example.com'; r.headers.host = [{ value: 'other.example.com' }]; return r; };`,
        cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST),
      },
      '/read-only/*': {
        ...uncached,
        ...edge('ReadOnly', `exports.handler = async (e) => { const r = e.Records[0].cf.response;
        r.headers.via = [{ value: 'x' }]; return r; };`, cloudfront.LambdaEdgeEventType.ORIGIN_RESPONSE),
      },
    },
  });
  return app.synth().directory;
}

let cloudAssembly = '';
beforeAll(() => (cloudAssembly = synthesize()));

let site: Running;
let origin: OriginServer;
beforeEach(async () => {
  const answer = (name: string) => originServer((request, response) => (
    response.writeHead(request.url!.endsWith('/missing') ? 404 : 200, { 'x-powered-by': 'x' }).end(`${name} ${request.method}`)));
  origin = await answer('api');
  const other = await answer('other');
  site = preview(cloudAssembly, { origins: { 'api.example.com': origin.url, 'other.example.com': other.url } });
});

const ask = async (path: string, init?: RequestInit) => {
  const response = await site.fetch(path, init);
  return { status: response.status, body: await response.text(), of: (name: string) => response.headers.get(name) };
};

describe('a synthesized site', () => {
  test('/ is the default root object', async () => expect((await ask('/')).body).toBe('home'));
  test('a function rewrites folders', async () => expect((await ask('/docs/')).body).toBe('docs'));

  test('a function redirects, and sets its cookies', async () => {
    const { status, of } = await ask('/old');
    expect([status, of('location'), of('set-cookie')]).toEqual([301, '/new', 'seen=1; Path=/']);
  });

  test('a function reads its key value store', async () => expect((await ask('/store/a')).of('location')).toBe('/from-store'));

  test('a missing file is the page of a single-page app', async () => {
    const { status, body } = await ask('/nothing');
    expect([status, body]).toEqual([200, 'lost']);
  });

  test('%20 in a path is a space in the key', async () => expect((await ask('/a%20b.txt')).body).toBe('space'));

  test.each(['/../cdk.out/manifest.json', '/..%2fcdk.out%2fmanifest.json', '/%2e%2e/cdk.out/manifest.json'])(
    '%s leaves no folder', async (path) => expect((await ask(path)).body).toBe('lost'));

  test('*.css in any folder has the behavior of its pattern', async () => {
    expect((await ask('/style.css')).of('x-own')).toBe('1');
    expect((await ask('/photo.png')).of('x-own')).toBeNull();
  });
});

describe('behaviors', () => {
  test('a pattern without a leading slash matches', async () => expect((await ask('/api/x')).body).toBe('api GET'));

  test('a behavior for GET and HEAD refuses POST', async () => {
    const { status, body } = await ask('/', { method: 'POST', body: 'x' });
    expect([status, body]).toEqual([403, expect.stringContaining('supports only cachable requests')]);
    expect((await ask('/api/x', { method: 'POST', body: 'x' })).body).toBe('api POST');
  });

  test('HTTP is redirected or refused', async () => {
    const plain = preview(cloudAssembly, { viewerProtocol: 'http' });
    const redirected = await plain.fetch('/redirect/a?b=1');
    expect([redirected.status, redirected.headers.get('location')])
      .toEqual([301, expect.stringMatching(/^https:.*\/redirect\/a\?b=1$/)]);
    expect((await plain.fetch('/secure/a')).status).toBe(403);
  });
});

describe('functions', () => {
  test.each([['/undefined/a', 502], ['/throws/a', 503], ['/connection/a', 502], ['/cf-id/a', 502], ['/class/a', 503]])(
    '%s is refused with %i', async (path, status) => {
      const response = await ask(path);
      expect([response.status, response.of('x-cache')]).toEqual([status, expect.stringMatching(/^Function\w+Error from/)]);
      expect(response.body).toContain('CloudFront function');
    });

  test('have the built-ins of CloudFront Functions, and no others', async () => (
    expect((await ask('/globals/a')).body).toBe('undefined,undefined,function,function')));

  test('on viewer-response change headers and cookies, and do not run on errors', async () => {
    const { of } = await ask('/viewer-response/a');
    expect([of('x-ran'), of('set-cookie')]).toEqual(['1', 'c=v']);
    const missing = await ask('/viewer-response/missing');
    expect([missing.body, missing.of('x-ran')]).toEqual(['lost', null]);
  });

  test('on origin-request change the origin, though the app is in another region than they are', async () => {
    expect((await ask('/moved/a')).body).toBe('other GET');
    expect(origin.requests).toEqual([]);
  });

  test('that change a read-only header are refused', async () => {
    const { status, of } = await ask('/read-only/a');
    expect([status, of('x-cache')]).toEqual([502, 'LambdaValidationError from cloudfront']);
  });
});

describe('responses', () => {
  test('ranges, conditions and HEAD', async () => {
    const range = await ask('/photo.png', { headers: { range: 'bytes=2-4' } });
    expect([range.status, range.body]).toEqual([206, '234']);
    const whole = await ask('/photo.png');
    expect(whole.of('last-modified')).toMatch(/GMT$/);
    expect((await ask('/photo.png', { headers: { 'if-none-match': whole.of('etag')! } })).status).toBe(304);
    const head = await ask('/photo.png', { method: 'HEAD' });
    expect([head.of('content-length'), head.body]).toEqual(['10', '']);
  });

  test('the cache, compression, and the headers of CloudFront', async () => {
    const init = { headers: { 'accept-encoding': 'br' } };
    const miss = await ask('/style.css', init);
    const hit = await ask('/style.css', init);
    expect([miss.of('x-cache'), miss.of('content-encoding')]).toEqual(['Miss from cloudfront', 'br']);
    expect([hit.of('x-cache'), hit.of('age'), hit.of('content-encoding')]).toEqual(['Hit from cloudfront', '0', 'br']);
    expect([hit.of('via'), hit.of('x-amz-cf-pop'), hit.of('x-amz-cf-id')])
      .toEqual([expect.stringContaining('(CloudFront)'), expect.any(String), expect.stringMatching(/^.{56}$/)]);
  });

  test('the response headers policy adds, removes, and measures', async () => {
    const { of } = await ask('/cors/a', { headers: { origin: 'https://app.example.com' } });
    expect(['access-control-allow-origin', 'x-content-type-options', 'x-own', 'x-powered-by'].map(of))
      .toEqual(['https://app.example.com', 'nosniff', '1', null]);
    expect(of('server-timing')).toContain('cdn-cache-miss');
  });

  test('a preflight request gets the methods of the policy', async () => {
    const { of } = await ask('/cors/a', {
      method: 'OPTIONS',
      headers: {
        'origin': 'https://app.example.com', 'access-control-request-method': 'GET',
      },
    });
    expect([of('access-control-allow-origin'), of('access-control-allow-methods')]).toEqual(['https://app.example.com', 'GET']);
  });
});
