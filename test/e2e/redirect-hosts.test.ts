import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CachePolicy, Distribution, OriginRequestPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import * as fc from 'fast-check';
import { EdgeRedirector, EdgeStepHost, RedirectSource } from '../../src';
import { path as anyPath, query as anyQuery } from '../core/redirects/arbitraries';
import { rawResponse } from '../preview/support/raw-request';
import { preview, type Running } from '../preview/support/site';
import { cases } from '../support/cases';

const RULES = [
  { from: '/old', to: '/new' },
  { from: '/Case', to: '/any-case', caseSensitive: false },
  { from: '/café', to: '/kaffee?from=cafe' },
  { from: '/blog/:year/:slug', to: '/news/:slug?year=:year', statusCode: 302 },
  { from: '/docs/*', to: 'https://docs.example.com/:splat' },
  { from: '/a/*/c/:p.html', to: '/x/:p/:splat', statusCode: 308 },
  { from: '/store?id=:id', to: '/shop/:id' },
  { from: '/gone', statusCode: 410 },
  { from: '/app/*', to: '/index.html', statusCode: 200 },
  { from: '/pro', to: '/plan', when: { cookie: { plan: 'pro' } }, statusCode: 307 },
  { from: '/sprache', to: '/de', when: { language: ['de'] } },
  { from: '/sale', to: '/summer', start: '2020-01-01', end: '2099-01-01' },
  { from: '/x/*', to: '/x', query: 'drop' },
  { from: 'https://old.example.com/*', to: 'https://www.example.com/:splat' },
  { from: '/twice/*', to: '/t/:splat/:splat' },
  { from: '/only', to: '/y?b=2', query: { only: ['utm_*', 'b'] } },
];

const folder = mkdtempSync(join(tmpdir(), 'redirect-hosts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The rules on a host, in a preview that listens. */
async function listening(host: EdgeStepHost): Promise<Running> {
  const app = new App({ analyticsReporting: false, outdir: join(folder, host) });
  const stack = new Stack(app, 'Web', { env: { account: '111122223333', region: 'us-east-1' } });
  const distribution = new Distribution(stack, 'Site', {
    defaultRootObject: 'index.html',
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(new Bucket(stack, 'Bucket')),
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    },
  });
  new EdgeRedirector(stack, 'Redirects', { distribution, source: RedirectSource.fromInline(JSON.stringify(RULES)), host });
  const running = preview(app.synth().directory, { listen: { port: 0 } });
  await running.ready;
  return running;
}

interface Probe {
  readonly path: string;
  readonly headers?: Record<string, string>;
}

async function answer({ url }: Running, { path, headers }: Probe): Promise<object> {
  const { status, phrase, headers: got } = await rawResponse(url!, { path, headers });
  const generated = /Generated/.test(String(got['x-cache']));
  return { path, status, phrase, location: got.location, cacheControl: got['cache-control'], generated };
}

const BY_HAND: Probe[] = [
  '/old', '/old/', '/old?a=1&a=2&b', '/%6Fld', '/OLD', '/case/', '/CASE?x=%zz', '/café', '/caf%c3%a9?x=1&from=me', '/',
  '/index.html', '/blog/2020/hello', '/blog/2020/', '/docs', '/docs/a//b/', '/docs/../old', '/docs/%2e%2e/old', '/docs/%zz',
  '/a/c/x.html', '/a/1/2/c/3/c/x.html', '/a/c/.html', '/store', '/store?id=7&x=1', '/store?x=1&id=a%26b&id=2', '/gone',
  '/app/settings?tab=2', '/app', '/pro', '/sprache', '/sale', '/x', '/x?a=1', '/x/y?a=1', '/twice/a/b', '/only?b=1&utm_a=1&c',
  `/twice/${'a'.repeat(4200)}`, '/__proto__', '/constructor', '/old>', '/old%20', '/.well-known/acme-challenge/x',
].map((path) => ({ path })).concat([
  { path: '/pro', headers: { Cookie: 'plan=pro' } },
  { path: '/pro', headers: { Cookie: 'x=1; plan=pro ; plan=b' } },
  { path: '/sprache', headers: { 'Accept-Language': 'en;q=0.5, de-CH' } },
  { path: '/sprache', headers: { 'Accept-Language': 'en' } },
  { path: '/a', headers: { Host: 'old.example.com' } },
  { path: '/a?x=1', headers: { Host: 'OLD.example.com' } },
] as Probe[]);

test('a CloudFront Function and Lambda@Edge answer alike over HTTP', async () => {
  const [lambda, functions] = [
    await listening(EdgeStepHost.LAMBDA_EDGE), await listening(EdgeStepHost.CLOUDFRONT_FUNCTION),
  ];
  const paths = ['/docs', '/a', '/x', '/blog', '/twice', ''].map((lead) => anyPath.map((rest) => lead + rest));
  const generated = fc.sample(fc.tuple(fc.oneof(...paths), anyQuery), { numRuns: cases(1000), seed: 1128 })
    .map(([path, query]) => ({ path: `${path}?${query}` }))
    .filter(({ path }) => /^[!-~]*$/.test(path));
  const differing: object[] = [];
  let redirected = 0;
  for (const probe of [...BY_HAND, ...generated]) {
    const [wanted, got] = [await answer(lambda, probe), await answer(functions, probe)];
    if (JSON.stringify(wanted) !== JSON.stringify(got)) differing.push({ probe, wanted, got });
    if ('location' in wanted && wanted.location !== undefined) redirected++;
  }
  expect(differing).toEqual([]);
  expect(redirected).toBeGreaterThan(BY_HAND.length / 3 + generated.length / 4);
  const { headers } = await fetch(`${functions.url}/old`, { redirect: 'manual' });
  expect(headers.get('x-cache')).toBe('FunctionGeneratedResponse from cloudfront');
});
