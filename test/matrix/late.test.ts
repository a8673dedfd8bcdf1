import { App, Aspects, AspectPriority, Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Construct, type IConstruct } from 'constructs';
import { l1Path, l1Site, l2Site, lambdasOn, maskErrors, newStack, ORIGIN, templatesOf, VIRGINIA } from './support';
import { EdgeBehaviors, SecurityHeaders } from '../../src';

type Config = CfnDistribution.DistributionConfigProperty;

const synth = (stack: Stack) => templatesOf(stack.node.root as App).Web;
/** Runs a function when aspects visit a construct. */
function on(scope: IConstruct, node: IConstruct, visit: () => void, priority?: number): void {
  Aspects.of(scope).add({ visit: (n) => n === node && visit() }, { priority });
}
const append = (resource: CfnDistribution, pattern: string) => {
  const config = resource.distributionConfig as Config;
  resource.distributionConfig = {
    ...config,
    cacheBehaviors: [...(config.cacheBehaviors as CfnDistribution.CacheBehaviorProperty[]), l1Path(pattern)],
  };
};

describe.each([false, true])('with aspect stabilization %s, a behavior that an aspect adds', (aspectStabilization) => {
  const context = { '@aws-cdk/core:aspectStabilization': aspectStabilization };

  it.each([0, AspectPriority.MUTATING, AspectPriority.DEFAULT, AspectPriority.READONLY + 100])(
    'at priority %s to an L2 counts',
    (priority) => {
      const stack = newStack({ env: VIRGINIA }, context);
      const distribution = l2Site(stack);
      maskErrors(stack, distribution, EdgeBehaviors.all());
      on(stack, distribution.node.defaultChild!, () => distribution.addBehavior('/late/*', ORIGIN), priority);
      expect(lambdasOn(synth(stack))).toEqual({
        '*': ['origin-response'],
        '/api/*': ['origin-response'],
        '/late/*': ['origin-response'],
      });
    },
  );

  it.each([0, AspectPriority.READONLY + 100])('at priority %s to an L1 is included', (priority) => {
    const stack = newStack({ env: VIRGINIA }, context);
    const resource = l1Site(stack, { cacheBehaviors: [] });
    maskErrors(stack, resource, EdgeBehaviors.paths('/late/*'));
    on(stack, resource, () => append(resource, '/late/*'), priority);
    expect(lambdasOn(synth(stack))).toEqual({ '*': [], '/late/*': ['origin-response'] });
  });

  it('to an L2 from a later construct is included', () => {
    const stack = newStack({ env: VIRGINIA }, context);
    const distribution = l2Site(stack);
    maskErrors(stack, distribution, EdgeBehaviors.all());
    on(stack, new Construct(stack, 'Behind'), () => distribution.addBehavior('/late/*', ORIGIN));
    expect(lambdasOn(synth(stack))['/late/*']).toEqual(['origin-response']);
  });

  it('to an L2 from a later construct is refused if it needs another function', () => {
    const stack = newStack({ env: VIRGINIA }, context);
    const distribution = l2Site(stack);
    maskErrors(stack, distribution, EdgeBehaviors.allExcept('*', '/api/*'));
    on(stack, new Construct(stack, 'Behind'), () => distribution.addBehavior('/late/*', ORIGIN));
    expect(() => synth(stack)).toThrow(
      /Web\/Site\/Resource: \d problems?\n {2}behavior "\/late\/\*" was added after.*or name it with EdgeBehaviors\.paths {2}\[EDGE_BEHAVIOR_LATE\]$/,
    );
  });

  it('to an L1 from a later construct is refused, and not lost', () => {
    const stack = newStack({ env: VIRGINIA }, context);
    const resource = l1Site(stack, { cacheBehaviors: [l1Path('/a/*')] });
    new SecurityHeaders(stack, 'Headers', { distribution: resource });
    on(stack, new Construct(stack, 'Behind'), () => append(resource, '/late/*'));
    expect(() => synth(stack)).toThrow(/behavior "\/late\/\*" was added after.*\[EDGE_BEHAVIOR_LATE\]$/);
  });

  it('to the list that an L1 was given is refused, and not lost', () => {
    const stack = newStack({ env: VIRGINIA }, context);
    const list = [l1Path('/a/*')];
    maskErrors(stack, l1Site(stack, { cacheBehaviors: list }));
    on(stack, new Construct(stack, 'Behind'), () => list.push(l1Path('/late/*')));
    expect(() => synth(stack)).toThrow(/behavior "\/late\/\*" was added after.*\[EDGE_BEHAVIOR_LATE\]$/);
  });

  it('and is not selected stays as it is', () => {
    const stack = newStack({ env: VIRGINIA }, context);
    const resource = l1Site(stack, { cacheBehaviors: [l1Path('/a/*')] });
    maskErrors(stack, resource);
    on(stack, new Construct(stack, 'Behind'), () => append(resource, '/late/*'));
    expect(lambdasOn(synth(stack))).toEqual({ '*': ['origin-response'], '/a/*': [], '/late/*': [] });
  });
});

it('null and undefined in an L1 count as absent, as in the CDK', () => {
  const stack = newStack();
  const nothing: any = null;
  const unset = {
    lambdaFunctionAssociations: nothing,
    functionAssociations: nothing,
    grpcConfig: nothing,
    responseHeadersPolicyId: nothing,
  };
  const site = l1Site(stack, {
    aliases: nothing,
    customErrorResponses: nothing,
    defaultCacheBehavior: { targetOriginId: 'site', viewerProtocolPolicy: 'https-only', ...unset },
    cacheBehaviors: [undefined as any, l1Path('/a/*', unset)],
  });
  maskErrors(stack, site, EdgeBehaviors.all());
  new SecurityHeaders(stack, 'Headers', { distribution: site });
  expect(lambdasOn(templatesOf(stack.node.root as any).Web)).toEqual({
    '/a/*': ['origin-response'],
    '*': ['origin-response'],
  });
});

describe('an aspect that attaches', () => {
  it('does so when it visits the distribution', () => {
    const stack = newStack();
    const distribution = l2Site(stack);
    on(stack, distribution.node.defaultChild!, () => maskErrors(stack, distribution));
    expect(lambdasOn(synth(stack))['*']).toEqual(['origin-response']);
  });

  it.each<[string, (stack: Stack, distribution: ReturnType<typeof l2Site>) => void]>([
    ['error pages', (stack, distribution) => maskErrors(stack, distribution)],
    ['headers', (stack, distribution) => new SecurityHeaders(stack, 'Late', { distribution })],
  ])('is refused after the functions were created: %s', (_, attach) => {
    const stack = newStack();
    const distribution = l2Site(stack);
    maskErrors(new Construct(stack, 'Before'), distribution);
    on(stack, new Construct(stack, 'Behind'), () => attach(stack, distribution));
    expect(() => synth(stack)).toThrow(
      /^Web\/(Errors|Late): 1 problem\n {2}distribution has its functions already.*\[EDGE_ATTACHED_LATE\]$/,
    );
  });
});

describe('escape hatches', () => {
  it('after attaching work as if nothing had been attached', () => {
    const stack = newStack();
    const distribution = l2Site(stack);
    maskErrors(stack, distribution, EdgeBehaviors.all());
    const resource = distribution.node.defaultChild as CfnDistribution;
    const config = resource.distributionConfig as Config;
    resource.distributionConfig = {
      ...config,
      comment: 'mine',
      defaultCacheBehavior: { ...(config.defaultCacheBehavior as any), smoothStreaming: true },
    };
    resource.addPropertyOverride('DistributionConfig.CacheBehaviors.0.Compress', false);
    const template = synth(stack);
    expect(lambdasOn(template)).toEqual({ '*': ['origin-response'], '/api/*': ['origin-response'] });
    const rendered = template.Resources[stack.getLogicalId(resource)].Properties.DistributionConfig;
    expect(rendered).toMatchObject({
      Comment: 'mine',
      DefaultCacheBehavior: { SmoothStreaming: true },
      CacheBehaviors: [{ Compress: false }],
    });
  });

  it('in an aspect after the distribution find plain objects where the user has written plain objects', () => {
    const stack = newStack();
    const resource = l1Site(stack, { cacheBehaviors: [l1Path('/a/*')] });
    maskErrors(stack, resource, EdgeBehaviors.all());
    on(stack, new Construct(stack, 'Behind'), () => {
      const config = resource.distributionConfig as Config;
      resource.distributionConfig = {
        ...config,
        defaultCacheBehavior: { ...(config.defaultCacheBehavior as any), compress: true },
        cacheBehaviors: (config.cacheBehaviors as CfnDistribution.CacheBehaviorProperty[]).map((b) => ({
          ...b,
          compress: true,
        })),
      };
    });
    const template = synth(stack);
    expect(lambdasOn(template)).toEqual({ '*': ['origin-response'], '/a/*': ['origin-response'] });
    const { DefaultCacheBehavior, CacheBehaviors } = template.Resources.Site.Properties.DistributionConfig;
    expect([DefaultCacheBehavior.Compress, CacheBehaviors[0].Compress]).toEqual([true, true]);
  });
});
