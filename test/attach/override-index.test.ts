import { Aspects } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { EdgeErrorMasker, ErrorAction, ErrorStatuses, SecurityHeaders } from '../../src';
import { siteStack } from '../support/apps';

const LAMBDA = { EventType: 'viewer-request', LambdaFunctionARN: 'arn:aws:lambda:us-east-1:111122223333:function:f:1' };
const FUNCTION = { EventType: 'viewer-request', FunctionARN: 'arn:aws:cloudfront::111122223333:function/f' };

/** An override after the functions were made. */
function late(path: string, value: unknown, early = false) {
  const { stack, distribution } = siteStack();
  if (early) (distribution.node.defaultChild as CfnDistribution).addPropertyOverride(path, value);
  new SecurityHeaders(stack, 'Headers', { distribution });
  const visit = (node: unknown) => {
    if (CfnDistribution.isCfnDistribution(node)) node.addPropertyOverride(path, value);
  };
  if (!early) Aspects.of(stack).add({ visit }, { priority: 900 });
  return () => Template.fromStack(stack).findResources('AWS::CloudFront::Distribution');
}

describe('a late override by index where there is no list', () => {
  it.each<[string, unknown]>([
    ['DistributionConfig.DefaultCacheBehavior.LambdaFunctionAssociations.0', LAMBDA],
    ['DistributionConfig.DefaultCacheBehavior.FunctionAssociations.0', FUNCTION],
    ['DistributionConfig.DefaultCacheBehavior.FunctionAssociations.0.FunctionARN', 'arn'],
    ['DistributionConfig.CustomErrorResponses.1', { ErrorCode: 404 }],
    ['DistributionConfig.Aliases.0', 'www.example.com'],
  ])('%s is reported with the path and the cure', (path, value) => {
    const list = path.replace(/\.\d.*$/, '');
    const text = late(path, value);
    expect(text).toThrow(/\[EDGE_OVERRIDE_INDEX\]/);
    expect(text).toThrow(`addPropertyOverride("${list}", [...])`);
  });

  it('is reported on a distribution without other behaviors', () => {
    const { stack, distribution } = siteStack();
    const resource = distribution.node.defaultChild as CfnDistribution;
    resource.distributionConfig = { ...resource.distributionConfig as object, cacheBehaviors: undefined } as any;
    new EdgeErrorMasker(stack, 'Errors', {
      distribution, rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/404.html') }],
    });
    resource.addPropertyOverride('DistributionConfig.CacheBehaviors.0', { PathPattern: '/x/*', TargetOriginId: 'o' });
    expect(() => Template.fromStack(stack)).toThrow(/CacheBehaviors.*EDGE_OVERRIDE_INDEX/s);
  });

  it('does not report one in a list, nor a whole list', () => {
    expect(late('DistributionConfig.DefaultCacheBehavior.FunctionAssociations', [FUNCTION])).not.toThrow();
    expect(late('DistributionConfig.Origins.0.DomainName', 'other.example.com')).not.toThrow();
    expect(late('DistributionConfig.DefaultCacheBehavior.FunctionAssociations.0', FUNCTION, true)).not.toThrow();
  });
});
