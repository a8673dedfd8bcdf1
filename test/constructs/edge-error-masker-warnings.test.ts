import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnDistribution, Distribution, type ErrorResponse } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source, type ISource } from 'aws-cdk-lib/aws-s3-deployment';
import { EdgeErrorMasker, ErrorAction, ErrorPage, ErrorStatuses, type ErrorRule } from '../../src';

const folder = mkdtempSync(join(tmpdir(), 'site-'));
beforeAll(() => {
  mkdirSync(join(folder, 'errors'));
  for (const name of ['index.html', '404.html', 'errors/ü.html']) writeFileSync(join(folder, name), name);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const to = (location: string): ErrorRule => ({
  statuses: ErrorStatuses.codes(404),
  action: ErrorAction.redirectTo(location),
});

interface Site {
  readonly errorResponses?: ErrorResponse[];
  readonly rootObject?: string;
  readonly originPath?: string;
  readonly prefix?: string;
  readonly extract?: boolean;
  readonly sources?: (bucket: Bucket) => ISource[];
}

/** The codes and texts of the warnings for a site in a bucket with an API beside it. */
function warnings(rules: ErrorRule[] | ((bucket: Bucket) => ErrorRule[]), site: Site = {}) {
  const {
    errorResponses,
    rootObject = 'index.html',
    originPath,
    prefix,
    extract,
    sources = () => [Source.asset(folder)],
  } = site;
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Web', { env: { region: 'us-east-1' } });
  const bucket = new Bucket(stack, 'Pages');
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(bucket, { originPath }) },
    additionalBehaviors: { '/api/*': { origin: new HttpOrigin('api.example.com') } },
    defaultRootObject: rootObject,
    errorResponses,
  });
  new EdgeErrorMasker(stack, 'Errors', { distribution, rules: typeof rules === 'function' ? rules(bucket) : rules });
  if (sources(bucket).length > 0) {
    new BucketDeployment(stack, 'Content', {
      destinationBucket: bucket,
      sources: sources(bucket),
      destinationKeyPrefix: prefix,
      extract,
    });
  }
  return Annotations.fromStack(stack).findWarning('/Web/Errors', Match.anyValue()).map((w) => String(w.entry.data));
}

describe('the target page of a redirect', () => {
  it.each([
    '/404.html',
    '/404.html?from=x#top',
    '/errors/%C3%BC.html',
    '/',
    'https://status.example.com/404',
    'https://d1.cloudfront.net/index.html',
  ])('may be %s', (location) => {
    expect(warnings([to(location)])).toEqual([]);
  });

  it('is reported if no known deployment has it', () => {
    expect(warnings([to('/404.html'), to('/errors/404.html')])).toEqual([
      'rules[1].action.location redirects to "/errors/404.html", which is in no source of the bucket\'s deployment, got "errors/404.html"; add the file, or name another'
      + '  [EDGE_MASK_PAGE_MISSING] [ack: cdk-cloudfront-edge:EDGE_MASK_PAGE_MISSING]',
    ]);
    // a folder is not an object
    expect(warnings([to('/errors')])).toEqual([expect.stringContaining('EDGE_MASK_PAGE_MISSING')]);
  });

  it('is reported if another origin serves it', () => {
    expect(warnings([to('/api/404.html')])).toEqual([
      expect.stringMatching(
        /^rules\[0\]\.action\.location redirects to "\/api\/404\.html", which behavior "\/api\/\*" serves from another origin than the site's deployment; .*\[ack: cdk-cloudfront-edge:EDGE_MASK_PAGE_ELSEWHERE\]$/,
      ),
    ]);
  });

  it('is looked up with the origin path and key prefix', () => {
    expect(warnings([to('/404.html')], { originPath: '/v1', prefix: 'v1' })).toEqual([]);
    expect(warnings([to('/404.html')], { originPath: '/v1' })).toEqual([expect.stringContaining('got "v1/404.html"')]);
    expect(warnings([to('/404.html')], { prefix: '/v1/' })).toEqual([
      expect.stringContaining('EDGE_MASK_PAGE_MISSING'),
    ]);
    expect(warnings([to('/v2/404.html')], { prefix: 'v1' })).toEqual([expect.stringContaining('got "v2/404.html"')]);
    expect(warnings([to('/')], { rootObject: 'home.html' })).toEqual([expect.stringContaining('got "home.html"')]);
  });

  it('may come from any source of a deployment', () => {
    expect(
      warnings([to('/late.html')], { sources: () => [Source.asset(folder), Source.data('late.html', 'x')] }),
    ).toEqual([]);
  });

  it('has to exist as well if a function fetches it', () => {
    const fetched = (key: string) => warnings((bucket) => [
      { statuses: ErrorStatuses.codes(404), action: ErrorAction.respond({ page: ErrorPage.fromBucket(bucket, key) }) },
    ]);
    expect(fetched('404.html')).toEqual([]);
    expect(fetched('gone.html')).toEqual([
      expect.stringMatching(/^rules\[0\]\.action\.page is in no source .* got "gone\.html"; .*EDGE_MASK_PAGE_MISSING/),
    ]);
  });

  it('is not reported if the app cannot know', () => {
    const elsewhere = (bucket: Bucket) => ErrorPage.fromBucket(new Bucket(Stack.of(bucket), 'Other'), '404.html');
    expect(
      warnings((bucket) => [
        { statuses: ErrorStatuses.codes(404), action: ErrorAction.respond({ page: elsewhere(bucket) }) },
      ]),
    ).toEqual([]);
    expect(warnings([to('/x.html')], { sources: () => [] })).toEqual([]);
    expect(
      warnings([to('/x.html')], { sources: (bucket) => [Source.asset(folder), Source.bucket(bucket, 'more.zip')] }),
    ).toEqual([]);
    expect(warnings([to('/x.html')], { extract: false })).toEqual([]);
  });
});

describe('an answer that a custom error response replaces', () => {
  const errorResponses = [
    { httpStatus: 403, responsePagePath: '/index.html', responseHttpStatus: 200 },
    { httpStatus: 500, ttl: Duration.seconds(5) },
  ];
  const answer = (statuses: ErrorStatuses, action: ErrorAction) => warnings([{ statuses, action }], { errorResponses });
  const page = ErrorPage.fromInline('x');

  it('is reported', () => {
    expect(answer(ErrorStatuses.codes(404), ErrorAction.maskStatus(403))).toEqual([
      'rules[0].action responds with 403, which the distribution\'s custom error response replaces by "/index.html" with 200 on every behavior; '
        + 'remove that custom error response, or respond with another status  [EDGE_MASK_REPLACED] [ack: '
        + 'cdk-cloudfront-edge:EDGE_MASK_REPLACED]',
    ]);
    expect(answer(ErrorStatuses.clientErrors(), ErrorAction.respond({ page }))).toHaveLength(1);
  });

  it('is not reported if the response is not replaced', () => {
    expect(answer(ErrorStatuses.codes(403), ErrorAction.redirectTo('/404.html'))).toEqual([]);
    expect(answer(ErrorStatuses.codes(403), ErrorAction.respond({ page, statusCode: 404 }))).toEqual([]);
    expect(answer(ErrorStatuses.clientErrors().excluding(403), ErrorAction.respond({ page }))).toEqual([]);
    expect(answer(ErrorStatuses.codes(404), ErrorAction.maskStatus(500))).toEqual([]); // that entry has no page
    expect(answer(ErrorStatuses.codes(403), ErrorAction.passThrough())).toEqual([]);
  });

  it('is found in an L1, too', () => {
    const app = new App({ analyticsReporting: false });
    const stack = new Stack(app, 'Web', { env: { region: 'us-east-1' } });
    const distribution = new CfnDistribution(stack, 'Site', {
      distributionConfig: {
        enabled: true,
        origins: [
          { id: 'o', domainName: 'www.example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } },
        ],
        defaultCacheBehavior: {
          targetOriginId: 'o',
          viewerProtocolPolicy: 'https-only',
          cachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
        },
        customErrorResponses: [{ errorCode: 404, responsePagePath: '/x', responseCode: 404 }],
      },
    });
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: [{ statuses: ErrorStatuses.codes(403), action: ErrorAction.maskStatus(404) }],
    });
    expect(
      Annotations.fromStack(stack).findWarning('/Web/Errors', Match.stringLikeRegexp('EDGE_MASK_REPLACED')),
    ).toHaveLength(1);
  });
});
