import { Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import {
  IRELAND,
  l2Site,
  lambdasOn,
  maskErrors,
  newApp,
  newStack,
  ofType,
  ORIGIN,
  templatesOf,
  VIRGINIA,
} from './support';
import { behaviorsIn, type Json } from './templates';
import { EdgeBehaviors } from '../../src';

const appOf = (stack: Stack) => stack.node.root as ReturnType<typeof newApp>;

describe.each([['us-east-1', VIRGINIA], ['eu-west-1', IRELAND]])('synthesized again, in %s', (_, env) => {
  const site = () => {
    const stack = newStack({ env });
    const distribution = l2Site(stack);
    maskErrors(stack, distribution, EdgeBehaviors.all());
    return { stack, distribution };
  };

  it('an app gives the same templates', () => {
    const { stack } = site();
    const first = templatesOf(appOf(stack));
    expect(templatesOf(appOf(stack))).toEqual(first);
    expect(lambdasOn(first.Web)).toEqual({ '*': ['origin-response'], '/api/*': ['origin-response'] });
  });

  it('Template.fromStack gives the same', () => {
    const { stack } = site();
    expect(Template.fromStack(stack).toJSON()).toEqual(Template.fromStack(stack).toJSON());
  });

  it('a behavior that was added in between shares the function', () => {
    const { stack, distribution } = site();
    templatesOf(appOf(stack));
    distribution.addBehavior('/later/*', ORIGIN);
    expect(lambdasOn(templatesOf(appOf(stack)).Web)['/later/*']).toEqual(['origin-response']);
  });

  it('a function that was changed in between has another version, and the behaviors name that', () => {
    const { stack } = site();
    const before = templatesOf(appOf(stack));
    const [edgeFunction] = appOf(stack).node.findAll().filter((c): c is CfnFunction => c instanceof CfnFunction);
    edgeFunction.memorySize = 256;
    const after = templatesOf(appOf(stack));
    const versions = (templates: typeof before) =>
      Object.values(templates).flatMap((t) => Object.keys(t.Resources).filter((id) => /CurrentVersion/.test(id)));
    expect(versions(after)).toHaveLength(1);
    expect(versions(after)).not.toEqual(versions(before));
    expect(namedVersion(after)).toBe(versions(after)[0]);
  });

  it('an app that was refused is refused again, and works once it is fixed', () => {
    const { stack, distribution } = site();
    const resource = distribution.node.defaultChild as CfnDistribution;
    const mine = {
      eventType: 'origin-response',
      lambdaFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:mine:7',
    };
    const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
    resource.distributionConfig = {
      ...config,
      defaultCacheBehavior: { ...(config.defaultCacheBehavior as any), lambdaFunctionAssociations: [mine] },
    };
    for (let i = 0; i < 2; i++) expect(() => templatesOf(appOf(stack))).toThrow(/EDGE_EVENT_TAKEN/);
    resource.distributionConfig = config;
    expect(lambdasOn(templatesOf(appOf(stack)).Web)['*']).toEqual(['origin-response']);
  });
});

/**
 * The version that the default behavior names, directly or by an output; the CDK names an output once, by the version
 * of that time.
 */
function namedVersion(templates: Record<string, Json>): string {
  const [{ LambdaFunctionARN: arn }] = behaviorsIn(templates.Web).get('*')!.LambdaFunctionAssociations;
  const { StackName, OutputName } = arn['Fn::GetStackOutput'] ?? {};
  return arn.Ref ?? templates[StackName].Outputs[OutputName].Value.Ref;
}

it('tags of the distribution are its own and those of the functions beside it', () => {
  const stack = newStack();
  const distribution = l2Site(stack);
  maskErrors(stack, distribution);
  Tags.of(distribution).add('team', 'web');
  const template = templatesOf(appOf(stack)).Web;
  for (const type of ['AWS::CloudFront::Distribution', 'AWS::Lambda::Function', 'AWS::IAM::Role']) {
    expect(ofType(template, type).map((r) => r.Properties.Tags)).toEqual([[{ Key: 'team', Value: 'web' }]]);
  }
});
