import { Intrinsic, Lazy, Stack, Tokenization, type IResolvable, type IResolveContext } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { DEFAULT_PATTERN } from './behavior-selector';

/** A cache behavior as the user declared it; values inside may still be tokens. */
export type Behavior = Partial<CfnDistribution.CacheBehaviorProperty>;

export interface NamedBehavior {
  readonly pattern: string;
  readonly behavior: Behavior;
  /** A behavior inside `Fn::If` cannot be read, nor changed without breaking the condition. */
  readonly conditional: boolean;
}

/** All behaviors in CloudFront's order, the default one last. */
export function readBehaviors(resource: CfnDistribution): NamedBehavior[] {
  const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  return peek(resource, (context) => {
    const list = unwrap(config.cacheBehaviors, context) ?? [];
    const behaviors = Array.isArray(list) ? list : [list];
    return [...behaviors.map((b) => named(b, context)), named(config.defaultCacheBehavior, context, DEFAULT_PATTERN)];
  });
}

function named(value: unknown, context: IResolveContext, pattern?: string): NamedBehavior {
  const unwrapped = unwrap(value, context);
  if (Tokenization.isResolvable(unwrapped)) return { pattern: pattern ?? '(conditional)', behavior: {}, conditional: true };
  const behavior = unwrapped as Behavior;
  return {
    pattern: pattern ?? String(behavior.pathPattern),
    behavior: {
      ...behavior,
      lambdaFunctionAssociations: unwrap(behavior.lambdaFunctionAssociations, context) as Behavior['lambdaFunctionAssociations'],
      functionAssociations: unwrap(behavior.functionAssociations, context) as Behavior['functionAssociations'],
    },
    conditional: false,
  };
}

/**
 * Replaces the behaviors by what `change` makes of each, when the template is rendered.
 *
 * The list that the L2 keeps stays the source, wrapped and not copied, so that `addBehavior` goes on working; `addPropertyOverride`
 * would replace the user's own associations.
 */
export function mapBehaviors(resource: CfnDistribution, change: (pattern: string, behavior: Behavior, context: IResolveContext) => Behavior): void {
  const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const { cacheBehaviors, defaultCacheBehavior } = config;
  resource.distributionConfig = {
    ...config,
    defaultCacheBehavior: Lazy.uncachedAny({
      produce: (context: IResolveContext) => change(DEFAULT_PATTERN, unwrap(defaultCacheBehavior, context) as Behavior, context),
    }) as IResolvable,
    cacheBehaviors: Lazy.uncachedAny({
      produce: (context: IResolveContext) => (unwrap(cacheBehaviors, context) as Behavior[] | undefined)
        ?.map((b) => change(b.pathPattern as string, b, context)),
    }) as IResolvable,
  };
}

/** The value behind lists and objects that the CDK computes late (Box, Lazy); intrinsic functions stay what they are. */
export function unwrap(value: unknown, context: IResolveContext): unknown {
  let current = value;
  // An intrinsic such as `Fn.conditionIf` resolves to `{ 'Fn::If': [...] }`, which is no behavior.
  while (Tokenization.isResolvable(current) && !(current instanceof Intrinsic)) current = current.resolve(context);
  return current;
}

/** Runs `read` with a resolve context, which the CDK hands out only while it resolves something. */
function peek<T>(resource: CfnDistribution, read: (context: IResolveContext) => T): T {
  let result: T | undefined;
  Stack.of(resource).resolve(Lazy.uncachedAny({ produce: (context: IResolveContext) => { result = read(context); return null; } }));
  return result as T;
}
