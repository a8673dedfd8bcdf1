import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { DEFAULT_PATTERN } from '../behavior-selector';
import { renderedProperties } from './rendered-resource';

/** A function on a behavior, as the template has it. */
export interface RenderedAssociation {
  readonly kind: 'lambda-edge' | 'cloudfront-function';
  readonly event: string;
  readonly arn: unknown;
}

/** A cache behavior as the template has it. */
export interface RenderedBehavior {
  readonly pattern: string;
  readonly associations: readonly RenderedAssociation[];
  readonly grpc: boolean;
  readonly policyId: unknown;
}

/** The behaviors of a distribution in the final template. Parts that are intrinsic functions are left out: they cannot be checked. */
export function renderedBehaviors(resource: CfnDistribution): RenderedBehavior[] {
  const config = renderedProperties(resource).DistributionConfig ?? {};
  const listed = list(config.CacheBehaviors).map((b) => behavior(b, String(b.PathPattern)));
  return [...listed, behavior(config.DefaultCacheBehavior ?? {}, DEFAULT_PATTERN)];
}

function behavior(rendered: any, pattern: string): RenderedBehavior {
  return {
    pattern,
    associations: [
      ...list(rendered.LambdaFunctionAssociations).map((a) => ({ kind: 'lambda-edge', event: a.EventType, arn: a.LambdaFunctionARN } as const)),
      ...list(rendered.FunctionAssociations).map((a) => ({ kind: 'cloudfront-function', event: a.EventType, arn: a.FunctionARN } as const)),
    ],
    grpc: rendered.GrpcConfig?.Enabled === true,
    policyId: rendered.ResponseHeadersPolicyId,
  };
}

function list(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}
