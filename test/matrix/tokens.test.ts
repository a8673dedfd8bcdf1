import { Aws, CfnCondition, CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { l1Path, l1Site, lambdasOn, maskErrors, newStack, rules, templatesOf } from './support';
import { behaviorsIn, type Json } from './templates';
import { EdgeBehaviors, EdgeErrorMasker, SecurityHeaders } from '../../src';

const theirs = {
  eventType: 'origin-response',
  lambdaFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:mine:7',
};

/** A site whose configuration is partly unknown, with error pages on the selected behaviors. */
function synth(parts: (stack: Stack) => object, behaviors?: EdgeBehaviors): Json {
  const stack = newStack();
  new CfnCondition(stack, 'Prod', { expression: Fn.conditionEquals(Aws.ACCOUNT_ID, '111122223333') });
  maskErrors(stack, l1Site(stack, parts(stack)), behaviors);
  return templatesOf(stack.node.root as any).Web;
}
const config = (template: Json) => template.Resources.Site.Properties.DistributionConfig;
const prod = (then: unknown, otherwise: unknown = Aws.NO_VALUE) => Fn.conditionIf('Prod', then, otherwise) as any;
const { eventType: EventType, lambdaFunctionArn: LambdaFunctionARN } = theirs;

describe('values that are only known at deploy time are kept when something is attached', () => {
  const path = { PathPattern: '/a/*', TargetOriginId: 'site', ViewerProtocolPolicy: 'https-only' };

  it.each<[string, object, object]>([
    ['a behavior', { cacheBehaviors: [prod(path)] }, { CacheBehaviors: [{ 'Fn::If': ['Prod', path, { Ref: 'AWS::NoValue' }] }] }],
    ['the list of behaviors', { cacheBehaviors: prod([path]) }, { CacheBehaviors: { 'Fn::If': ['Prod', [path], { Ref: 'AWS::NoValue' }] } }],
  ])('%s', (_, parts, rendered) => {
    const result = config(synth(() => parts));
    expect(result).toMatchObject(rendered);
    expect(result.DefaultCacheBehavior.LambdaFunctionAssociations).toHaveLength(1);
  });

  it('the default behavior', () => {
    const main = { TargetOriginId: 'site', ViewerProtocolPolicy: 'https-only' };
    const result = config(
      synth(
        () => ({ defaultCacheBehavior: prod(main, main), cacheBehaviors: [l1Path('/a/*')] }),
        EdgeBehaviors.paths('/a/*'),
      ),
    );
    expect(result.DefaultCacheBehavior).toEqual({ 'Fn::If': ['Prod', main, main] });
    expect(result.CacheBehaviors[0].LambdaFunctionAssociations).toHaveLength(1);
  });

  it('a function on another event', () => {
    const conditional = prod({ EventType: 'origin-request', LambdaFunctionARN });
    const template = synth(
      () => ({ cacheBehaviors: [l1Path('/a/*', { lambdaFunctionAssociations: [conditional] })] }),
      EdgeBehaviors.paths('/a/*'),
    );
    expect(behaviorsIn(template).get('/a/*')!.LambdaFunctionAssociations).toEqual([
      { 'Fn::If': ['Prod', { EventType: 'origin-request', LambdaFunctionARN }, { Ref: 'AWS::NoValue' }] },
      { EventType: 'origin-response', LambdaFunctionARN: { Ref: expect.any(String) } },
    ]);
  });
});

describe('a selected behavior that is only known at deploy time is refused', () => {
  it.each<[string, object, string]>([
    ['a behavior', { cacheBehaviors: [prod(l1Path('/a/*'))] }, 'EDGE_BEHAVIOR_CONDITIONAL'],
    ['the list of behaviors', { cacheBehaviors: prod([l1Path('/a/*')]) }, 'EDGE_BEHAVIOR_CONDITIONAL'],
    ['a list of functions', { cacheBehaviors: [l1Path('/a/*', { lambdaFunctionAssociations: prod([theirs]) })] }, 'EDGE_BEHAVIOR_CONDITIONAL'],
    ['a function on the event', { cacheBehaviors: [l1Path('/a/*', { lambdaFunctionAssociations: [prod({ EventType, LambdaFunctionARN })] })] }, 'EDGE_EVENT_TAKEN'],
  ])('%s', (_, parts, code) => {
    expect(() => synth(() => parts, EdgeBehaviors.all())).toThrow(
      new RegExp(`^Web/Errors: [12] problems?\n.*\\[${code}\\]`),
    );
  });
});

describe('lazy values are resolved', () => {
  it.each<[string, object]>([
    ['a list of behaviors', { cacheBehaviors: Lazy.any({ produce: () => [l1Path('/a/*')] }) }],
    ['a behavior', { cacheBehaviors: [Lazy.any({ produce: () => l1Path('/a/*') })] }],
    ['a path pattern', { cacheBehaviors: [l1Path(Lazy.string({ produce: () => '/a/*' }))] }],
    ['an empty list of functions', { cacheBehaviors: [l1Path('/a/*', { lambdaFunctionAssociations: Lazy.any({ produce: () => undefined }) })] }],
    ['a list of functions that is AWS::NoValue', { cacheBehaviors: [l1Path('/a/*', { lambdaFunctionAssociations: Aws.NO_VALUE as any })] }],
  ])('%s', (_, parts) => {
    expect(lambdasOn(synth(() => parts, EdgeBehaviors.paths('/a/*')))).toEqual({
      '*': [],
      '/a/*': ['origin-response'],
    });
  });

  it.each<[string, Partial<CfnDistribution.CacheBehaviorProperty>]>([
    ['a list of functions', { lambdaFunctionAssociations: Lazy.any({ produce: () => [theirs] }) }],
    ['an event', { lambdaFunctionAssociations: [{ ...theirs, eventType: Lazy.string({ produce: () => 'origin-response' }) }] }],
  ])('%s that is in the way', (_, parts) => {
    expect(() => synth(() => ({ cacheBehaviors: [l1Path('/a/*', parts)] }), EdgeBehaviors.all())).toThrow(
      /EDGE_EVENT_TAKEN/,
    );
  });

  it('a policy that is AWS::NoValue can be set', () => {
    const stack = newStack();
    new SecurityHeaders(stack, 'Headers', {
      distribution: l1Site(stack, { cacheBehaviors: [l1Path('/a/*', { responseHeadersPolicyId: Aws.NO_VALUE })] }),
    });
    expect(config(templatesOf(stack.node.root as any).Web).CacheBehaviors[0].ResponseHeadersPolicyId).toEqual({
      Ref: expect.stringMatching(/^Headers/),
    });
  });
});

describe('path patterns that are parameters', () => {
  const patterns = (stack: Stack) =>
    ['Docs', 'Blog']
      .map((id) => (stack.node.tryFindChild(id) as CfnParameter) ?? new CfnParameter(stack, id))
      .map((p) => p.valueAsString);
  const parts = (stack: Stack) => ({ cacheBehaviors: patterns(stack).map((p) => l1Path(p)) });

  it('are behaviors like others', () => {
    const { CacheBehaviors } = config(synth(parts, EdgeBehaviors.all()));
    expect(CacheBehaviors.map((b: Json) => [b.PathPattern, b.LambdaFunctionAssociations.length])).toEqual([
      [{ Ref: 'Docs' }, 1],
      [{ Ref: 'Blog' }, 1],
    ]);
  });

  it('can be named; the function keeps its name whatever else the app does with tokens', () => {
    const build = (moreTokens: number) => {
      const stack = newStack();
      for (let i = 0; i < moreTokens; i++) Lazy.string({ produce: () => '' });
      const distribution = l1Site(stack, parts(stack));
      new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.paths(patterns(stack)[0]) });
      return templatesOf(stack.node.root as any).Web;
    };
    const template = build(0);
    expect(config(template).CacheBehaviors.map((b: Json) => b.LambdaFunctionAssociations?.length)).toEqual([
      1,
      undefined,
    ]);
    expect(build(10)).toEqual(template);
  });

  it('without a behavior are reported', () => {
    const stack = newStack();
    const distribution = l1Site(stack, { cacheBehaviors: [l1Path(patterns(stack)[0])] });
    maskErrors(stack, distribution, EdgeBehaviors.paths(patterns(stack)[1]));
    expect(() => templatesOf(stack.node.root as any)).toThrow(
      /got "{\\"Ref\\":\\"Blog\\"}"; there are "{\\"Ref\\":\\"Docs\\"}", "\*".*EDGE_BEHAVIOR_UNKNOWN/,
    );
  });
});
