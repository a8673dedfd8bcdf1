import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { DEFAULT_PATTERN } from '../behavior-selector';
import { renderedProperties } from './rendered-resource';
import { branchesOf } from '../../core/headers-policy/intrinsics';
import { conditionalPatterns } from '../behaviors';

/** A function association in the template. */
export interface RenderedAssociation {
  readonly kind: 'lambda-edge' | 'cloudfront-function';
  readonly event: string;
  readonly arn: unknown;
  /** Whether a condition decides if it is there. */
  readonly conditional: boolean;
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
  const listed = list(config.CacheBehaviors)
    .filter((b) => b?.PathPattern !== undefined)
    .map((b) => behavior(b, patternOf(b)));
  const { DefaultCacheBehavior: main = {} } = config;
  return [...listed, ...'TargetOriginId' in main ? [behavior(main, DEFAULT_PATTERN)] : []];
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

function behavior(rendered: any, pattern: string): RenderedBehavior {
  return {
    pattern,
    associations: [
      ...known(rendered.LambdaFunctionAssociations).map(
        ({ value: a, conditional }) => (
          { kind: 'lambda-edge', event: a.EventType, arn: a.LambdaFunctionARN, conditional }) as const,
      ),
      ...known(rendered.FunctionAssociations).map(
        ({ value: a, conditional }) => (
          { kind: 'cloudfront-function', event: a.EventType, arn: a.FunctionARN, conditional }) as const,
      ),
    ],
    grpc: rendered.GrpcConfig?.Enabled === true,
    policyId: rendered.ResponseHeadersPolicyId,
  };
}

/** A pattern that is only known at deploy time is represented by its intrinsic function. */
export function patternOf({ PathPattern: pattern }: any): string {
  return typeof pattern === 'string' ? pattern : JSON.stringify(pattern);
}

function known(associations: unknown): { readonly value: any; readonly conditional: boolean }[] {
  return list(associations).flatMap((item) => branchesOf(item).map((value) => ({ value, conditional: value !== item })))
    .filter(({ value }) => typeof (value as any)?.EventType === 'string');
}

function list(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}
