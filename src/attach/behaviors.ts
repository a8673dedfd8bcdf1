import { Intrinsic, Lazy, Stack, Token, Tokenization, type IResolvable, type IResolveContext } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { DEFAULT_PATTERN } from './behavior-selector';
import { Conditions } from './conditions';
import { withPropertyNames } from './property-names';
import { SharedLists } from './shared-lists';
import { isIntrinsic } from '../core/headers-policy/intrinsics';

/** A cache behavior as the user declared it; values inside may still be tokens. */
export type Behavior = Partial<CfnDistribution.CacheBehaviorProperty>;

export interface NamedBehavior {
  readonly pattern: string;
  /** Its place in the list of behaviors; undefined for the default one. */
  readonly index?: number;
  readonly behavior: Behavior;
  /** A behavior inside `Fn::If` cannot be read, nor changed without breaking the condition. */
  readonly conditional: boolean;
}

/** All behaviors in CloudFront's order, the default one last. */
export function readBehaviors(resource: CfnDistribution): NamedBehavior[] {
  const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  return withResolveContext(resource, (context) => {
    const lists = new SharedLists(context);
    const list = unwrap(config.cacheBehaviors, context) ?? [];
    // JavaScript leaves `undefined` in a list for a behavior that is not wanted; the CDK does not render it.
    const behaviors = (Array.isArray(list) ? list : [list]).filter((b) => unwrap(b, context) != undefined);
    return [
      ...behaviors.flatMap((b, index) => named(resource, b, context, lists).map((one) => ({ ...one, index }))),
      ...named(resource, config.defaultCacheBehavior, context, lists, DEFAULT_PATTERN),
    ];
  });
}

/** A behavior by its pattern; one under a condition by each of the patterns that it may have. */
function named(
  resource: CfnDistribution, value: unknown, context: IResolveContext, lists: SharedLists, pattern?: string,
): NamedBehavior[] {
  const unwrapped = unwrap(value, context);
  if (Tokenization.isResolvable(unwrapped)) {
    const patterns = pattern === undefined ? conditionalPatterns(resource, context.resolve(unwrapped)) : [pattern];
    return (patterns.length > 0 ? patterns : [UNNAMED]).map((name) => (
      { pattern: name, behavior: {}, conditional: true }));
  }
  return [plain(resource, unwrapped as Behavior, context, lists, pattern)];
}

/** Stands for a behavior whose pattern cannot be read, such as one in a mapping. */
export const UNNAMED = '(conditional)';

/** The patterns of the behaviors that a value may be, with CloudFormation's property names or those of the L1. */
export function conditionalPatterns(resource: CfnDistribution, value: unknown): string[] {
  const possible = Conditions.of(Stack.of(resource)).possible(value).flat();
  const patterns = possible.map((one) => Object(one).PathPattern ?? Object(one).pathPattern);
  return [...new Set(patterns.filter((one) => one !== undefined).map((one) => patternText(resource, one)))];
}

function plain(
  resource: CfnDistribution, behavior: Behavior, context: IResolveContext, lists: SharedLists, pattern?: string,
): NamedBehavior {
  const { lambdaFunctionAssociations: lambdas, functionAssociations: functions } = behavior;
  return {
    pattern: pattern ?? patternText(resource, behavior.pathPattern!),
    behavior: {
      ...behavior,
      cachePolicyId: known(resource, behavior.cachePolicyId),
      originRequestPolicyId: known(resource, behavior.originRequestPolicyId),
      lambdaFunctionAssociations: lists.shared(unwrap(lambdas, context)) as typeof lambdas,
      functionAssociations: lists.shared(unwrap(functions, context)) as typeof functions,
    },
    conditional: false,
  };
}

/**
 * Resolves a policy id: that of a managed policy can be a token, too. An id that is only known at deploy time stays a
 * token.
 */
function known(resource: CfnDistribution, id: string | undefined): string | undefined {
  const resolved: unknown = Token.isUnresolved(id) ? Stack.of(resource).resolve(id) : id;
  return typeof resolved === 'string' ? resolved : id;
}

/**
 * A path pattern as text that is the same in each synthesis. A pattern that is only known at deploy time becomes its
 * intrinsic function: `{"Ref":"Parameter"}`.
 */
export function patternText(resource: CfnDistribution, pattern: string): string {
  const resolved: unknown = Token.isUnresolved(pattern) ? Stack.of(resource).resolve(pattern) : pattern;
  // A missing pattern is reported by the CDK.
  return typeof resolved === 'string' ? resolved : JSON.stringify(resolved) ?? '';
}

export function servesGrpc({ grpcConfig }: Behavior): boolean {
  return (
    typeof grpcConfig === 'object' && grpcConfig !== null && 'enabled' in grpcConfig && grpcConfig.enabled === true
  );
}

/** `index` is the place in the list of behaviors; undefined for the default one. */
type Change = (pattern: string, behavior: Behavior, index?: number) => Behavior;

/**
 * Applies `change` to each behavior.
 *
 * Plain values stay plain, because later aspects and escape hatches may read them. Lazy values are wrapped, not copied,
 * so that `addBehavior` of the L2 keeps working. Intrinsic functions are not touched. `addPropertyOverride` is no
 * alternative: it would replace the user's own associations.
 *
 * Returns a function that lists the behaviors lost since then: those added to the list that the user passed in, which
 * the resource no longer uses.
 */
export function mapBehaviors(resource: CfnDistribution, change: Change): () => readonly unknown[] {
  const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const { cacheBehaviors: list } = config;
  const before = Array.isArray(list) ? list.length : 0;
  resource.distributionConfig = {
    ...config,
    defaultCacheBehavior: mapWhenResolved(config.defaultCacheBehavior, (b) =>
      change(DEFAULT_PATTERN, b as Behavior),
    ) as IResolvable,
    cacheBehaviors: mapWhenResolved(list, (behaviors) =>
      !Array.isArray(behaviors)
        ? behaviors
        : present(behaviors).map((element, index) =>
          mapWhenResolved(element, (b) => (
            change(patternText(resource, (b as Behavior).pathPattern!), b as Behavior, index))),
        ),
    ) as IResolvable,
  };
  return () => Array.isArray(list) ? list.slice(before) : [];
}

/** Without the gaps that JavaScript leaves for a behavior that is not wanted; the CDK does not render them. */
function present(list: readonly unknown[]): unknown[] {
  return list.filter((element) => element != undefined);
}

/** Applies `change` to a value: at once if it is known, otherwise when the template is rendered. */
export function mapWhenResolved(given: unknown, change: (value: unknown) => unknown): unknown {
  const value = asToken(given);
  if (!Tokenization.isResolvable(value)) return value == undefined ? value : change(value);
  return Lazy.uncachedAny({
    produce: (context: IResolveContext) => {
      const unwrapped = unwrap(value, context);
      return unwrapped == undefined || isDecidedByCloudFormation(unwrapped) ? unwrapped : change(unwrapped);
    },
  });
}

/**
 * Resolves values that the CDK computes lazily (Box, Lazy), but not intrinsic functions, except `Fn::If` with a
 * condition that is known at synth. Its values have CloudFormation's property names.
 */
export function unwrap(value: unknown, context: IResolveContext): unknown {
  let current = asToken(value);
  while (Tokenization.isResolvable(current) && !isDecidedByCloudFormation(current)) current = current.resolve(context);
  if (!Tokenization.isResolvable(current)) return current;
  const settled = Conditions.of(Stack.of(context.scope)).settled(context.resolve(current));
  return isIntrinsic(settled) ? current : withPropertyNames(settled);
}

/** An intrinsic function that is written as an object, as JavaScript allows and as branches of `Fn::If` have it. */
export function asToken(value: unknown): unknown {
  return isIntrinsic(value) ? Token.asAny(value) : value;
}

/** An intrinsic function such as `Fn.conditionIf` resolves to `{ 'Fn::If': [...] }`, which is not a behavior. */
function isDecidedByCloudFormation(value: unknown): boolean {
  return value instanceof Intrinsic;
}

/** Calls `read` with a resolve context, which the CDK only provides while it resolves something. */
function withResolveContext<T>(resource: CfnDistribution, read: (context: IResolveContext) => T): T {
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
