import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CachePolicy, CacheQueryStringBehavior, type BehaviorOptions, Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  EdgeErrorMasker,
  EdgeRedirector,
  ErrorAction,
  ErrorPage,
  ErrorStatuses,
  RedirectEventType,
  RedirectFormat,
  RedirectSource,
} from '../../src';
import { createPreview } from '../../src/preview/create-preview';
import { originServer } from '../preview/support/origin-server';
import { workerFile } from '../preview/support/worker';

const directory = mkdtempSync(join(tmpdir(), 'proxy-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const LINES =
  '/api/* https://api.example.com/v1/:splat 200!\n/old /new\n/shop/:id http://shop.example.com:8080/items?id=:id 200!';

function app(event: RedirectEventType, behavior: Partial<BehaviorOptions> = {}, text = LINES, outdir?: string) {
  const made = new App({ analyticsReporting: false, outdir });
  const stack = new Stack(made, 'Web', { env: { region: 'us-east-1' } });
  const origin = S3BucketOrigin.withOriginAccessControl(new Bucket(stack, 'Bucket'));
  const distribution = new Distribution(stack, 'Site', {
    defaultRootObject: 'index.html',
    defaultBehavior: {
      origin,
      cachePolicy: new CachePolicy(stack, 'Policy', { queryStringBehavior: CacheQueryStringBehavior.all() }),
      ...behavior,
    },
  });
  const source = RedirectSource.fromInline(text, { format: RedirectFormat.NETLIFY });
  new EdgeRedirector(stack, 'Redirects', { distribution, source, event });
  return { app: made, stack, distribution };
}

describe('a line with status 200 for another host', () => {
  it('is allowed on ORIGIN_REQUEST', () => {
    const { app: made, stack } = app(RedirectEventType.ORIGIN_REQUEST);
    expect(() => made.synth()).not.toThrow();
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  it.each([RedirectEventType.VIEWER_REQUEST, RedirectEventType.ORIGIN_RESPONSE])('is an error on %s, once', (event) => {
    let message = '';
    try {
      app(event).app.synth();
    } catch (thrown) {
      message = (thrown as Error).message;
    }
    expect(message).toMatch(
      /use event RedirectEventType\.ORIGIN_REQUEST, or 301 or 302 to leave the site {2}\[EDGE_REDIRECT_PROXY\]/,
    );
    expect(message.match(/\[EDGE_/g)).toHaveLength(1);
  });

  it('passes the query on, which must be in the cache key; no other event is a cure', () => {
    const error =
      /reads the whole query string, which is not in the cache key of behavior "\*", so that one viewer's page would be served to all; use a cache policy with all query strings, or "query": "drop" in the rule, which loses the query of each request, e\.g\. "utm_source" {2}\[EDGE_NOT_IN_CACHE_KEY\]/;
    const { app: made } = app(RedirectEventType.ORIGIN_REQUEST, { cachePolicy: CachePolicy.CACHING_OPTIMIZED });
    expect(() => made.synth()).toThrow(error);
  });

  it('offers another redirector to the redirects beside it', () => {
    const text = '/api/* https://api.example.com/?all=:splat 200!\n/old /new 301 Cookie=seen';
    expect(() => app(RedirectEventType.ORIGIN_REQUEST, {}, text).app.synth()).toThrow(
      /reads the cookie "seen".*use another EdgeRedirector for the rule, on RedirectEventType.VIEWER_REQUEST, or a cache policy with this cookie/,
    );
  });
});

describe('in the preview', () => {
  const site = async (run: (fetch: (path: string, init?: RequestInit) => Promise<Response>) => Promise<void>) => {
    const api = await originServer(({ url, headers }, response) => {
      if (url?.includes('missing')) response.statusCode = 404;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ url, host: headers.host, secret: headers['x-secret'] }));
    });
    const own = await originServer((_, response) => response.end('own'));
    const outdir = mkdtempSync(join(directory, 'out-'));
    const { app: made, distribution, stack } = app(RedirectEventType.ORIGIN_REQUEST, {
      origin: new HttpOrigin('www.example.com', { originPath: '/site', customHeaders: { 'X-Secret': 'of the site' } }),
    }, LINES, outdir);
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: [{
        statuses: ErrorStatuses.codes(404),
        action: ErrorAction.respond({ page: ErrorPage.fromInline('masked'), statusCode: 404 }),
      }],
    });
    made.synth();
    const preview = createPreview({
      cloudAssembly: outdir,
      workerFile: workerFile(),
      listen: { port: 0 },
      origins: { 'www.example.com': own.url, 'api.example.com': api.url, 'shop.example.com': api.url },
    });
    await preview.ready;
    try {
      await run((path, init) => fetch(`${preview.url}${path}`, { redirect: 'manual', ...init }));
    } finally {
      await preview.close();
    }
  };

  it('is answered by the other host, without the secret header and the path of the origin', async () => {
    await site(async (get) => {
      expect(await (await get('/api/users/7?x=1')).json()).toEqual({ url: '/v1/users/7?x=1', host: 'api.example.com' });
      expect(await (await get('/shop/a%26b?x=1')).json()).toEqual({
        url: '/items?id=a%26b',
        host: 'shop.example.com:8080',
      });
      expect(await (await get('/other')).text()).toBe('own');
      expect((await get('/old')).headers.get('location')).toBe('/new');
      const missing = await get('/api/missing');
      expect([missing.status, await missing.text()]).toEqual([404, 'masked']);
    });
  }, 30_000);
});
