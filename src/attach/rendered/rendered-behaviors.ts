import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { DEFAULT_PATTERN } from '../behavior-selector';
import { renderedProperties } from './rendered-resource';
import type { EdgeHost } from '../../core/facts/edge-events';
import { conditionalPatterns } from '../behaviors';
import { Conditions } from '../conditions';
import { possibleEvents } from '../event-types';

/** A function association in the template. */
export interface RenderedAssociation {
  readonly kind: 'lambda-edge' | 'cloudfront-function';
  readonly event: string;
  readonly arn: unknown;
  /** Whether the deployment decides if it is there, by a condition or by its event. */
  readonly conditional: boolean;
  /** The event as it is in the template, if only the deployment knows it; there is then one for each possible event. */
  readonly unknown?: unknown;
}

/** A cache behavior in the template. */
export interface RenderedBehavior {
  readonly pattern: string;
  readonly associations: readonly RenderedAssociation[];
  readonly grpc: boolean;
  readonly policyId: unknown;
}

/**
 * The behaviors of a distribution in the final template. Parts that are intrinsic functions are omitted, because they
 * cannot be checked.
 */
export function renderedBehaviors(resource: CfnDistribution): RenderedBehavior[] {
  const config = renderedProperties(resource).DistributionConfig ?? {};
  const stack = Stack.of(resource);
  const listed = list(config.CacheBehaviors)
    .filter((b) => b?.PathPattern !== undefined)
    .map((b) => behavior(stack, b, patternOf(b)));
  const { DefaultCacheBehavior: main = {} } = config;
  return [...listed, ...'TargetOriginId' in main ? [behavior(stack, main, DEFAULT_PATTERN)] : []];
}

/** The path patterns of behaviors under a condition, which are not among the others. */
export function conditionalPatternsIn(resource: CfnDistribution): string[] {
  const { CacheBehaviors: declared } = renderedProperties(resource).DistributionConfig ?? {};
  const conditional = Array.isArray(declared) ? declared.filter((b) => b?.PathPattern === undefined) : [declared];
  return conditional.flatMap((one) => conditionalPatterns(resource, one));
}

/** Whether an intrinsic function stands where the default behavior, another one or the list of them should be. */
export function hasUnreadableBehaviors(resource: CfnDistribution): boolean {
  const { DefaultCacheBehavior: main = {}, CacheBehaviors: others = [] } = renderedProperties(resource)
    .DistributionConfig ?? {};
  return !('TargetOriginId' in main) || !Array.isArray(others) || others.some((b) => b?.PathPattern === undefined);
}

function behavior(stack: Stack, rendered: any, pattern: string): RenderedBehavior {
  return {
    pattern,
    associations: [
      ...known(stack, rendered.LambdaFunctionAssociations, 'lambda-edge', 'LambdaFunctionARN'),
      ...known(stack, rendered.FunctionAssociations, 'cloudfront-function', 'FunctionARN'),
    ],
    grpc: rendered.GrpcConfig?.Enabled === true,
    policyId: rendered.ResponseHeadersPolicyId,
  };
}

/** A pattern that is only known at deploy time is represented by its intrinsic function. */
export function patternOf({ PathPattern: pattern }: any): string {
  return typeof pattern === 'string' ? pattern : JSON.stringify(pattern);
}

function known(stack: Stack, associations: unknown, kind: EdgeHost, arn: string): RenderedAssociation[] {
  const conditions = Conditions.of(stack);
  const branches = (value: unknown) => {
    const possible = conditions.possible(value);
    const conditional = 'Fn::If' in Object(conditions.settled(value));
    return possible.map((one: any) => ({ one, conditional }));
  };
  return list(associations).flatMap(branches).flatMap(({ one, conditional }) => (
    branches(one?.EventType).flatMap(({ one: type, conditional: chosen }) => {
      const events = possibleEvents(stack, kind, type);
      return events.map((event): RenderedAssociation => ({
        kind,
        event,
        arn: one[arn],
        conditional: conditional || chosen || events.length > 1,
        ...(events.length > 1 && { unknown: type }),
      }));
    })));
}

function list(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}
