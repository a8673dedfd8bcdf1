import { Intrinsic, Lazy, Stack, Token, Tokenization, type IResolvable, type IResolveContext } from 'aws-cdk-lib';
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
    // JavaScript leaves `undefined` in a list for a behavior that is not wanted; the CDK does not render it.
    const behaviors = (Array.isArray(list) ? list : [list]).filter((b) => unwrap(b, context) != undefined);
    return [
      ...behaviors.map((b) => named(resource, b, context)),
      named(resource, config.defaultCacheBehavior, context, DEFAULT_PATTERN),
    ];
  });
}

function named(resource: CfnDistribution, value: unknown, context: IResolveContext, pattern?: string): NamedBehavior {
  const unwrapped = unwrap(value, context);
  if (Tokenization.isResolvable(unwrapped)) {
    return { pattern: pattern ?? '(conditional)', behavior: {}, conditional: true };
  }
  const behavior = unwrapped as Behavior;
  return {
    pattern: pattern ?? patternText(resource, behavior.pathPattern!),
    behavior: {
      ...behavior,
      cachePolicyId: known(resource, behavior.cachePolicyId),
      originRequestPolicyId: known(resource, behavior.originRequestPolicyId),
      lambdaFunctionAssociations: unwrap(
        behavior.lambdaFunctionAssociations,
        context,
      ) as Behavior['lambdaFunctionAssociations'],
      functionAssociations: unwrap(behavior.functionAssociations, context) as Behavior['functionAssociations'],
    },
    conditional: false,
  };
}

/**
 * The id of a managed policy that is computed late is a token as well; one that only CloudFormation knows stays what it
 * is.
 */
function known(resource: CfnDistribution, id: string | undefined): string | undefined {
  const resolved: unknown = Token.isUnresolved(id) ? Stack.of(resource).resolve(id) : id;
  return typeof resolved === 'string' ? resolved : id;
}

/**
 * A path pattern as text that is equal in each synthesis, also where only CloudFormation will know it:
 * `{"Ref":"Parameter"}`.
 */
export function patternText(resource: CfnDistribution, pattern: string): string {
  const resolved: unknown = Token.isUnresolved(pattern) ? Stack.of(resource).resolve(pattern) : pattern;
  // None at all is an error that the CDK reports.
  return typeof resolved === 'string' ? resolved : JSON.stringify(resolved) ?? '';
}

export function servesGrpc({ grpcConfig }: Behavior): boolean {
  return (
    typeof grpcConfig === 'object' && grpcConfig !== null && 'enabled' in grpcConfig && grpcConfig.enabled === true
  );
}

type Change = (pattern: string, behavior: Behavior) => Behavior;

/**
 * Replaces the behaviors by what `change` makes of each.
 *
 * What is plain stays plain, because aspects and escape hatches that come later may read it. What is computed late
 * stays the source, wrapped and not copied, so that `addBehavior` of the L2 goes on working. What CloudFormation
 * decides stays as it is. `addPropertyOverride` would replace the user's own associations.
 *
 * Returns a function that tells which behaviors got lost since: added to the very list that the user has passed in,
 * which is no longer that of the resource.
 */
export function mapBehaviors(resource: CfnDistribution, change: Change): () => readonly unknown[] {
  const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const { cacheBehaviors: list } = config;
  const before = Array.isArray(list) ? list.length : 0;
  resource.distributionConfig = {
    ...config,
    defaultCacheBehavior: late(config.defaultCacheBehavior, (b) =>
      change(DEFAULT_PATTERN, b as Behavior),
    ) as IResolvable,
    cacheBehaviors: late(list, (behaviors) =>
      !Array.isArray(behaviors)
        ? behaviors
        : behaviors.map((element) =>
          late(element, (b) => change(patternText(resource, (b as Behavior).pathPattern!), b as Behavior)),
        ),
    ) as IResolvable,
  };
  return () => Array.isArray(list) ? list.slice(before) : [];
}

/** What `change` makes of a value: at once if it is there, else when the template is rendered. */
export function late(value: unknown, change: (value: unknown) => unknown): unknown {
  if (!Tokenization.isResolvable(value)) return value == undefined ? value : change(value);
  return Lazy.uncachedAny({
    produce: (context: IResolveContext) => {
      const unwrapped = unwrap(value, context);
      return unwrapped == undefined || isDecidedByCloudFormation(unwrapped) ? unwrapped : change(unwrapped);
    },
  });
}

/**
 * The value behind lists and objects that the CDK computes late (Box, Lazy); intrinsic functions stay what they are.
 */
export function unwrap(value: unknown, context: IResolveContext): unknown {
  let current = value;
  while (Tokenization.isResolvable(current) && !isDecidedByCloudFormation(current)) current = current.resolve(context);
  return current;
}

/** An intrinsic function such as `Fn.conditionIf`: it resolves to `{ 'Fn::If': [...] }`, which is no behavior. */
function isDecidedByCloudFormation(value: unknown): boolean {
  return value instanceof Intrinsic;
}

/** Runs `read` with a resolve context, which the CDK hands out only while it resolves something. */
function peek<T>(resource: CfnDistribution, read: (context: IResolveContext) => T): T {
  let result: T | undefined;
  Stack.of(resource).resolve(
    Lazy.uncachedAny({
      produce: (context: IResolveContext) => {
        result = read(context);
        return null;
      },
    }),
  );
  return result as T;
}
