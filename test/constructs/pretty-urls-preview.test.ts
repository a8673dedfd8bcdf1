import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import {
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as CloudFrontFunction,
  FunctionCode,
  FunctionEventType,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import {
  EdgeErrorMasker,
  EdgeRedirector,
  EdgeStepHost,
  ErrorAction,
  ErrorStatuses,
  ExistingAttachments,
  PrettyUrls,
  RedirectEventType,
  RedirectSource,
  SecurityHeaders,
  type EdgeRedirectorOptions,
} from '../../src';
import { createPreview, type Preview } from '../../src/preview/create-preview';
import { workerFile } from '../preview/support/worker';

const directory = mkdtempSync(join(tmpdir(), 'pretty-'));
const folder = join(directory, 'site');
for (const [name, text] of Object.entries({
  'index.html': 'home', 'docs/index.html': 'docs', 'docs/a.css': 'css', 'about.html': 'about', '404.html': 'lost', 'sorry.html': 'sorry', 'v1.2/index.html': 'v1.2',
})) {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}
const previews: Preview[] = [];
afterAll(async () => {
  await Promise.all(previews.map((preview) => preview.close()));
  rmSync(directory, { recursive: true, force: true });
});

interface Options {
  readonly urls: Omit<EdgeRedirectorOptions, 'source'>;
  readonly errors?: 'custom' | 'masker';
  readonly rootObject?: string;
  readonly existing?: boolean;
}

/** Follows redirects as a browser would: the way to the page, and the page. */
async function site({
  urls,
  errors = 'custom',
  rootObject,
  existing,
}: Options): Promise<(path: string) => Promise<string>> {
  const outdir = mkdtempSync(join(directory, 'out-'));
  const app = new App({ analyticsReporting: false, outdir });
  const stack = new Stack(app, 'Web', { env: { region: 'us-east-1' } });
  const bucket = new Bucket(stack, 'Bucket');
  new BucketDeployment(stack, 'Deployment', { destinationBucket: bucket, sources: [Source.asset(folder)] });
  const index =
    existing
    && new CloudFrontFunction(stack, 'Index', {
      code: FunctionCode.fromInline(`function handler(event) {
      if (event.request.uri.endsWith('/')) event.request.uri += 'index.html';
      return event.request;
    }`),
    });
  const distribution = new Distribution(stack, 'Site', {
    defaultRootObject: rootObject,
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      cachePolicy: new CachePolicy(stack, 'Policy', { queryStringBehavior: CacheQueryStringBehavior.all() }),
      functionAssociations: index ? [{ function: index, eventType: FunctionEventType.VIEWER_REQUEST }] : undefined,
    },
    ...(errors === 'custom' && {
      errorResponses: [{ httpStatus: 403, responseHttpStatus: 404, responsePagePath: '/404.html' }],
    }),
  });
  if (errors === 'masker') {
    const action = ErrorAction.redirectTo('/sorry');
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: [{ statuses: ErrorStatuses.codes(403, 404), action }],
    });
  }
  const source = RedirectSource.fromInline(
    '{ "/old": "/docs/", "/alias": { "to": "/docs", "statusCode": 200 }, "/no": "/nope/" }',
  );
  new EdgeRedirector(stack, 'Urls', { distribution, source, ...urls });
  new SecurityHeaders(stack, 'Headers', { distribution });
  app.synth();
  const preview = createPreview({ cloudAssembly: outdir, workerFile: workerFile(), listen: { port: 0 } });
  previews.push(preview);
  await preview.ready;
  return async (path) => {
    const way: string[] = [];
    for (let at = path; way.length < 8;) {
      const response = await fetch(`${preview.url}${at}`, { redirect: 'manual' });
      const location = response.headers.get('location');
      if (location === null) return [...way, response.status, await response.text()].join(' ');
      at = location;
      way.push(`${response.status} ${at} →`);
    }
    return `loop: ${way.join(' ')}`;
  };
}

const SLASH: Record<string, string> = {
  '/': '200 home',
  '/docs/': '200 docs',
  '/docs?a=1&b': '301 /docs/?a=1&b → 200 docs',
  '/docs/a.css': '200 css',
  '/old?x': '301 /docs/?x → 200 docs',
  '/alias': '200 docs',
  '/v1.2/': '200 v1.2',
  '/nope': '301 /nope/ → 404 lost',
  '/no': '301 /nope/ → 404 lost',
  '/nope.js': '404 lost',
  '/404.html': '200 lost',
};

describe.each<[string, Options, Record<string, string>]>([
  ['on Lambda@Edge', { urls: { prettyUrls: PrettyUrls.trailingSlash() } }, {
    ...SLASH, '/docs/index.html?q': '301 /docs/?q → 200 docs', '/index.html': '301 / → 200 home',
  }],
  ['with a default root object', { urls: { prettyUrls: PrettyUrls.trailingSlash() }, rootObject: 'index.html' }, {
    ...SLASH, '/index.html': '200 home',
  }],
  ['in a CloudFront Function', { urls: { prettyUrls: PrettyUrls.trailingSlash(), host: EdgeStepHost.CLOUDFRONT_FUNCTION } }, SLASH],
  ['on origin-request', {
    urls: { prettyUrls: PrettyUrls.trailingSlash(), event: RedirectEventType.ORIGIN_REQUEST }, rootObject: 'index.html',
  }, { ...SLASH, '/index.html': '200 home' }],
  ['with the function that they replace', {
    urls: { prettyUrls: PrettyUrls.trailingSlash(), existing: ExistingAttachments.compose() }, existing: true,
  }, SLASH],
  ['without a slash, and a masker that redirects', { urls: { prettyUrls: PrettyUrls.noTrailingSlash() }, errors: 'masker' }, {
    '/': '200 home',
    '/about': '200 about',
    '/about/?a': '301 /about?a → 200 about',
    '/about.html': '301 /about → 200 about',
    '/nope/': '301 /nope → 302 /sorry → 200 sorry',
    '/sorry': '200 sorry',
    '/docs/a.css': '200 css',
  }],
  ['without redirects', { urls: { prettyUrls: PrettyUrls.anySlash() } }, {
    '/docs': '200 docs', '/docs/': '200 docs', '/docs/index.html': '200 docs', '/nope': '404 lost', '/old': '301 /docs/ → 200 docs',
  }],
])('pretty URLs in the preview %s', (_, options, urls) => {
  test('lead to the files of the site', async () => {
    const get = await site(options);
    const got: Record<string, string> = {};
    for (const path of Object.keys(urls)) got[path] = await get(path);
    expect(got).toEqual(urls);
  }, 60_000);
});
