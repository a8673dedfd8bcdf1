import { Aspects, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  Distribution, Function as CloudFrontFunction, FunctionCode, FunctionEventType, FunctionRuntime, type CfnDistribution,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { EdgeRedirector, ExistingAttachments, RedirectSource } from '../../src';
import { renderedBehaviors, siteOrigin, siteStack } from '../support/apps';

/** A site with a composed function, whose association an aspect replaces. */
function replacing(replace: (resource: CfnDistribution, other: CloudFrontFunction) => void, late: boolean) {
  const { stack } = siteStack();
  stack.node.tryRemoveChild('Site');
  const inline = (id: string) => new CloudFrontFunction(stack, id, {
    code: FunctionCode.fromInline(`function handler(event) { event.request.uri = '/${id}'; return event.request; }`),
    runtime: FunctionRuntime.JS_2_0,
  });
  const [theirs, other] = [inline('Theirs'), inline('Other')];
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: {
      origin: siteOrigin,
      functionAssociations: [{ function: theirs, eventType: FunctionEventType.VIEWER_REQUEST }],
    },
  });
  new EdgeRedirector(stack, 'Redirects', {
    distribution, source: RedirectSource.fromInline('{ "/a": "/b" }'), existing: ExistingAttachments.compose(),
  });
  const resource = distribution.node.defaultChild as CfnDistribution;
  // Aspects visit the tree from its top; what comes after the distribution is visited after ours are attached.
  const visited = late ? new Construct(stack, 'Last') : resource;
  Aspects.of(stack).add({ visit: (node) => node === visited && replace(resource, other) });
  return stack;
}

const byAssignment = (resource: CfnDistribution, other: CloudFrontFunction) => {
  const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const behavior = Stack.of(resource).resolve(
    config.defaultCacheBehavior,
  ) as CfnDistribution.DefaultCacheBehaviorProperty;
  resource.distributionConfig = {
    ...config,
    defaultCacheBehavior: {
      ...behavior, functionAssociations: [{ eventType: 'viewer-request', functionArn: other.functionArn }],
    },
  };
};
const byOverride = (resource: CfnDistribution, other: CloudFrontFunction) => resource.addPropertyOverride(
  'DistributionConfig.DefaultCacheBehavior.FunctionAssociations', [{ EventType: 'viewer-request', FunctionARN: other.functionArn }]);
const byItem = (resource: CfnDistribution, other: CloudFrontFunction) => resource.addPropertyOverride(
  'DistributionConfig.DefaultCacheBehavior.FunctionAssociations.0.FunctionARN', other.functionArn);

/** The code of the function on viewer-request. */
function codeOf(stack: Stack): string {
  const template = Template.fromStack(stack);
  const { functions } = renderedBehaviors(template)['*'];
  return template.toJSON().Resources[functions[0].FunctionARN['Fn::GetAtt'][0]].Properties.FunctionCode;
}

describe.each([
  ['by an assignment', byAssignment],
  ['by an override', byOverride],
  ['by an override of its ARN', byItem],
])('an association that an aspect replaces %s', (_, replace) => {
  it('before ours are attached is the one that joins', () => {
    const code = codeOf(replacing(replace, false));
    expect(code).toContain("'/Other'");
    expect(code).not.toContain("'/Theirs'");
  });

  it('afterwards is reported', () => {
    expect(() => codeOf(replacing(replace, true))).toThrow(/EDGE_(OVERRIDDEN|NOT_ATTACHED|[A-Z_]*LATE)/);
  });
});
