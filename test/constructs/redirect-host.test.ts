import { App, Stack } from 'aws-cdk-lib';
import { CachePolicy, CacheHeaderBehavior, CfnDistribution, Distribution, type IOrigin } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, OriginGroup, S3BucketOrigin, S3StaticWebsiteOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EdgeBehaviors, EdgeRedirector, RedirectEventType, RedirectSource } from '../../src';

const ORIGIN_EVENTS = [RedirectEventType.ORIGIN_REQUEST, RedirectEventType.ORIGIN_RESPONSE];
const HOST_RULE = { 'https://old.example.com/a': { to: '/b', query: 'drop' } };

const bucket = (stack: Stack) => stack.node.tryFindChild('Bucket') as Bucket | undefined ?? new Bucket(stack, 'Bucket');

function app(
  list: object, event: RedirectEventType, originOf: (stack: Stack) => IOrigin, behaviors?: EdgeBehaviors,
): App {
  const made = new App({ analyticsReporting: false });
  const stack = new Stack(made, 'Web', { env: { region: 'us-east-1' } });
  const cachePolicy = new CachePolicy(stack, 'Policy', { headerBehavior: CacheHeaderBehavior.allowList('Host') });
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin: originOf(stack), cachePolicy },
    additionalBehaviors: { '/api/*': { origin: new HttpOrigin('api.example.com'), cachePolicy } },
  });
  new EdgeRedirector(stack, 'Redirects', {
    distribution, source: RedirectSource.fromInline(JSON.stringify(list)), event, behaviors,
  });
  return made;
}

describe('a rule for a host on an origin event', () => {
  it.each<[string, (stack: Stack) => IOrigin]>([
    ['with access control', (stack) => S3BucketOrigin.withOriginAccessControl(bucket(stack))],
    ['of a public bucket', (stack) => S3BucketOrigin.withBucketDefaults(bucket(stack))],
    ['that is the primary origin of a group', (stack) => new OriginGroup({
      primaryOrigin: S3BucketOrigin.withOriginAccessControl(bucket(stack)),
      fallbackOrigin: new HttpOrigin('spare.example.com'),
    })],
  ])('is an error if the origin is a bucket, which never gets the host of the viewer: %s', (_, origin) => {
    for (const event of ORIGIN_EVENTS) {
      const error = /"https:\/\/old.example.com\/a".*S3.*use RedirectEventType.VIEWER_REQUEST {2}\[EDGE_REDIRECT_HOST_UNSEEN\]/s;
      expect(() => app(HOST_RULE, event, origin).synth()).toThrow(error);
      expect(() => app({ 'https://*.example.com/*': { to: 'https://new.test/:splat', query: 'drop' } }, event, origin).synth()).toThrow('HOST_UNSEEN');
    }
    expect(() => app(HOST_RULE, RedirectEventType.VIEWER_REQUEST, origin).synth()).not.toThrow();
  });

  it.each<[string, (stack: Stack) => IOrigin]>([
    ['another server', () => new HttpOrigin('www.example.com')],
    ['a website of S3', () => new S3StaticWebsiteOrigin(Bucket.fromBucketAttributes(new Stack(), 'B', {
      bucketName: 'bucket', region: 'us-east-1', isWebsite: true,
    }))],
  ])('is allowed if the host is in the cache key and the origin is %s', (_, origin) => {
    for (const event of ORIGIN_EVENTS) expect(() => app(HOST_RULE, event, origin).synth()).not.toThrow();
  });

  it('is allowed on a behavior with another origin, and a rule without a host on any', () => {
    const s3 = (stack: Stack) => S3BucketOrigin.withOriginAccessControl(bucket(stack));
    const [event] = ORIGIN_EVENTS;
    expect(() => app(HOST_RULE, event, s3, EdgeBehaviors.paths('/api/*')).synth()).not.toThrow();
    expect(() => app({ '/a': { to: '/b', query: 'drop' } }, event, s3).synth()).not.toThrow();
  });

  it('is one error for all rules of an L1 distribution, without a cure that does not help', () => {
    const made = new App({ analyticsReporting: false });
    const stack = new Stack(made, 'Web', { env: { region: 'us-east-1' } });
    const distribution = new CfnDistribution(stack, 'Site', {
      distributionConfig: {
        enabled: true,
        origins: [{ id: 's3', domainName: 'b.s3.eu-west-1.amazonaws.com', s3OriginConfig: {} }],
        defaultCacheBehavior: {
          targetOriginId: 's3', viewerProtocolPolicy: 'allow-all', cachePolicyId: CachePolicy.CACHING_OPTIMIZED.cachePolicyId,
        },
      },
    });
    const list = { ...HOST_RULE, 'https://b.example.com/a': { to: '/c', query: 'drop' } };
    new EdgeRedirector(stack, 'Redirects', {
      distribution, source: RedirectSource.fromInline(JSON.stringify(list)), event: RedirectEventType.ORIGIN_REQUEST,
    });
    let message = '';
    try { made.synth(); } catch (error) { ({ message } = error as Error); }
    expect(message.match(/EDGE_\w+/g)).toEqual(['EDGE_REDIRECT_HOST_UNSEEN']);
    expect(message).toContain('1 more');
    expect(message).not.toContain('cache policy with this host');
  });
});
