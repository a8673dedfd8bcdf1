import { Duration, Fn, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CacheHeaderBehavior, CachePolicy, CacheQueryStringBehavior } from 'aws-cdk-lib/aws-cloudfront';
import { Bucket, type BucketProps, type IBucket } from 'aws-cdk-lib/aws-s3';
import {
  EdgeRedirector, EdgeStepHost, RedirectEventType, RedirectReads, RedirectSource,
  type BucketRedirectSourceOptions, type EdgeRedirectorOptions,
} from '../../src';
import { siteStack } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { edgeEvent } from '../support/events';

interface Given {
  readonly stack?: StackProps;
  /** The cache policy has all query strings, and these headers. */
  readonly headers?: readonly string[];
  readonly bucket?: BucketProps;
  readonly key?: string;
  readonly source?: BucketRedirectSourceOptions;
  readonly options?: Partial<EdgeRedirectorOptions>;
  /** Another value in place of the bucket. */
  readonly instead?: unknown;
}

function site({ stack: stackProps, headers, bucket, key = 'lists/redirects.bin', source, options, instead }: Given = {}) {
  const { app, stack, distribution } = siteStack(stackProps ?? { env: { region: 'us-east-1' } });
  if (headers) {
    const { distributionConfig } = distribution.node.defaultChild as any;
    const headerBehavior = headers.length > 0 ? CacheHeaderBehavior.allowList(...headers) : undefined;
    const policy = new CachePolicy(stack, 'Key', { queryStringBehavior: CacheQueryStringBehavior.all(), headerBehavior });
    (distribution.node.defaultChild as any).distributionConfig = {
      ...distributionConfig,
      defaultCacheBehavior: { ...distributionConfig.defaultCacheBehavior, cachePolicyId: policy.cachePolicyId },
    };
  }
  const own = bucket ? new Bucket(stack, 'Lists', bucket)
    : Bucket.fromBucketAttributes(stack, 'Lists', { bucketName: 'my-lists', region: 'us-east-1' });
  const home = (instead ?? own) as IBucket;
  const redirector = new EdgeRedirector(stack, 'Redirects', {
    distribution, source: RedirectSource.fromBucket(home, key, source), ...options,
  });
  return { app, stack, redirector };
}
const errorOf = (given: Given): string => {
  try {
    site(given).app.synth();
    return 'no error';
  } catch (thrown) {
    return (thrown as Error).message;
  }
};
function configIn(code: string): any {
  return JSON.parse(/redirectStoredStep\.create\((\{.*?\}), edgeSlot/.exec(code)![1]);
}
const functionsOf = (template: Template): any[] => Object.values(template.findResources('AWS::Lambda::Function'));
const FALLBACK = RedirectSource.fromInline('{ "/a": "/baked" }');

describe('rules in a bucket', () => {
  it('are read by the role of the function, which may read nothing else', () => {
    const template = Template.fromStack(site({ key: 'lists/a*?.bin' }).stack);
    const statements = Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
      .flatMap((policy: any) => policy.Properties.PolicyDocument.Statement)
      .filter(({ Action }: any) => JSON.stringify(Action).includes('s3:'));
    expect(statements).toEqual([{
      Action: 's3:GetObject',
      Effect: 'Allow',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::my-lists/lists/a${*}${?}.bin']] },
    }]);
  });

  it('have a configuration with defaults', () => {
    const [{ Properties: { Code, Description } }] = functionsOf(Template.fromStack(site().stack));
    expect(configIn(Code.ZipFile)).toEqual({
      cacheControl: 'max-age=300',
      bucket: 'my-lists',
      region: 'us-east-1',
      key: 'lists/redirects.bin',
      refreshMs: 10_000,
      timeoutMs: 300,
    });
    expect(Description).toContain('redirect-stored');
  });

  it('can be in a bucket of the stack whose name CloudFormation generates', () => {
    const template = Template.fromStack(site({ bucket: { bucketName: undefined } }).stack);
    const [{ Properties: { Code } }] = functionsOf(template);
    expect(JSON.stringify(Code.ZipFile)).toContain('"Fn::Base64":{"Ref":"Lists');
    expect(JSON.stringify(Code.ZipFile)).toContain('deployValues.checked');
  });

  it('can be in a bucket of another Region whose name the CDK generates', () => {
    const env = { region: 'eu-west-1', account: '123456789012' };
    const { app } = site({ stack: { env }, bucket: { bucketName: 'eu-lists' } });
    const support = app.synth().stacks.find(({ environment }) => environment.region === 'us-east-1')!;
    expect(JSON.stringify(support.template)).toContain('eu-lists');
  });

  it('apply with the fallback that is packed with the function', async () => {
    const [{ Properties: { Code } }] = functionsOf(Template.fromStack(site({ source: { fallback: FALLBACK } }).stack));
    const env = { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
    const handler = loadFunction(Code.ZipFile, undefined, { process: { env }, setTimeout, clearTimeout, URL });
    expect(await handler(edgeEvent('viewer-request', { uri: '/a' }))).toMatchObject({ headers: { location: [{ value: '/baked' }] } });
  });

  it('are not reported as an empty list', () => {
    const { app } = site();
    const messages = app.synth().stacks.flatMap((stack) => stack.messages.map(({ entry }) => String(entry.data)));
    expect(messages.filter((message) => message.includes('EDGE_REDIRECT_EMPTY'))).toEqual([]);
  });
});

describe('behind the cache', () => {
  const onOrigin = { event: RedirectEventType.ORIGIN_REQUEST };
  it('rules may read the query, which has to be in the cache key', () => {
    const message = errorOf({ options: onOrigin });
    expect(message).toContain('source.reads[0]');
    expect(message).toContain('reads the whole query string, which is not in the cache key of behavior "*"');
    expect(message).toContain('use a cache policy with all query strings, or RedirectEventType.VIEWER_REQUEST, or "reads" without it');
    expect(message).toContain('EDGE_NOT_IN_CACHE_KEY');
    const { stack } = site({ options: onOrigin, headers: [] });
    const [{ Properties: { Code } }] = functionsOf(Template.fromStack(stack));
    expect(configIn(Code.ZipFile)).toMatchObject({ limits: { reads: ['query*'] } });
  });

  it('rules of the path alone need nothing', () => {
    const { stack } = site({ options: onOrigin, source: { reads: [] } });
    const [{ Properties: { Code } }] = functionsOf(Template.fromStack(stack));
    expect(configIn(Code.ZipFile).limits).toEqual({ reads: [], parameters: [[], []] });
  });

  it.each<[RedirectReads, string]>([
    [RedirectReads.headers('Referer'), 'reads the header "referer"'],
    [RedirectReads.cookies('plan'), 'reads the cookie "plan"'],
    [RedirectReads.queryParameters('id', 'utm_*'), 'reads the query parameter "id"'],
    [RedirectReads.host(), "reads the request's host"],
    [RedirectReads.country(), "reads the viewer's country"],
    [RedirectReads.language(), "reads the viewer's language"],
    [RedirectReads.method(), "reads the request's method"],
  ])('everything that is declared is proved (%#)', (reads, message) => {
    for (const event of [RedirectEventType.ORIGIN_REQUEST, RedirectEventType.ORIGIN_RESPONSE]) {
      expect(errorOf({ options: { event }, source: { reads: [reads] } })).toContain(message);
    }
    expect(errorOf({ source: { reads: [reads] } })).toBe('no error');
  });

  it('what is in the cache key may be read', () => {
    const headers = ['Referer', 'CloudFront-Viewer-Country'];
    const reads = [RedirectReads.query(), RedirectReads.headers('Referer'), RedirectReads.country()];
    const { stack } = site({ options: onOrigin, headers, source: { reads } });
    const [{ Properties: { Code } }] = functionsOf(Template.fromStack(stack));
    expect(configIn(Code.ZipFile).limits.reads).toEqual(['country', 'header:cloudfront-viewer-country', 'header:referer', 'query*']);
  });

  it('the rules of the fallback are proved by themselves', () => {
    expect(errorOf({ options: onOrigin, source: { reads: [], fallback: FALLBACK } })).toMatch(/"\/a"|redirects:1:\d+.*reads the whole query string/);
  });
});

describe('a source in a bucket is refused', () => {
  it.each<[string, Given, RegExp]>([
    ['in a CloudFront Function', { options: { host: EdgeStepHost.CLOUDFRONT_FUNCTION } }, /EDGE_REDIRECT_BUCKET_HOST/],
    ['with a name that the other stack cannot know', { stack: { env: { region: 'eu-west-1' } }, bucket: { bucketName: undefined } }, /source\.bucket is a bucket whose name is only known at deploy time.*EDGE_REDIRECT_BUCKET_NAME/],
    ['with another bucket as fallback', { source: { fallback: RedirectSource.fromBucket({ bucketName: 'x', env: {} } as IBucket, 'x') } }, /source\.fallback is not known at synth either.*EDGE_REDIRECT_FALLBACK/],
    ['with a key that begins with a slash', { key: '/redirects.bin' }, /source\.key .*EDGE_REDIRECT_KEY/],
    ['with an empty key', { key: '' }, /EDGE_REDIRECT_KEY/],
    ['with dot segments in the key', { key: 'a/../b' }, /EDGE_REDIRECT_KEY/],
    ['with a number as key', { key: 7 as unknown as string }, /source\.key must be a string, got 7.*EDGE_PROPERTY_TYPE/],
    ['without a bucket', { instead: 'my-bucket' }, /source\.bucket must be a Bucket, got "my-bucket"/],
    ['with a short timeout', { source: { timeout: Duration.millis(99) } }, /source\.timeout must be between 100 ms and 3 s, got 99 ms/],
    ['with a long timeout', { source: { timeout: Duration.seconds(4) } }, /EDGE_REDIRECT_TIMEOUT/],
    ['with a token as timeout', { source: { timeout: Duration.seconds(Fn.importValue('x') as unknown as number) } }, /EDGE_(DURATION_TOKEN|PROPERTY_TYPE)|Duration/],
    ['that is checked all the time', { source: { refreshInterval: Duration.millis(999) } }, /source\.refreshInterval must be at least 1 s/],
    ['with a typo', { source: { falback: FALLBACK } as object }, /source.*falback.*EDGE_PROPERTY_UNKNOWN/],
    ['with reads that are not a list', { source: { reads: RedirectReads.query() as unknown as RedirectReads[] } }, /source\.reads must be a list of RedirectReads/],
    ['with reads of the wrong type', { source: { reads: ['query' as unknown as RedirectReads] } }, /source\.reads\[0\] must be a RedirectReads, got "query"; use RedirectReads.query\(\)/],
    ['with a header that stands for others', { source: { reads: [RedirectReads.headers('x-*')] } }, /source\.reads\[0\].* must be the name of a header.*EDGE_REDIRECT_READS/],
    ['with an errored fallback', { source: { fallback: RedirectSource.fromInline('{ "/a": "b" }') } }, /EDGE_REDIRECT_TARGET/],
  ])('%s', (_, given, expected) => expect(errorOf(given)).toMatch(expected));
});
