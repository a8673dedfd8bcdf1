import { Token, Tokenization } from 'aws-cdk-lib';
import { CfnDistribution, type IDistributionRef } from 'aws-cdk-lib/aws-cloudfront';
import { Construct, type IConstruct } from 'constructs';
import { refuse } from './config-error';
import type { Problem } from '../core/problem';

/**
 * The CloudFormation resource behind any kind of distribution that belongs to this app.
 *
 * `Distribution`, `CloudFrontWebDistribution`, `CfnDistribution` and what `CfnInclude` returns all end in one `CfnDistribution`;
 * an imported distribution has none, and CloudFormation offers no way to change a part of a resource of another stack.
 */
export function distributionResource(scope: IConstruct, distribution: IDistributionRef): CfnDistribution {
  refuse(scope, Construct.isConstruct(distribution) ? [] : [missing(distribution)]);
  const candidates: unknown[] = [distribution, distribution.node.defaultChild];
  const resource = candidates.find((c): c is CfnDistribution => CfnDistribution.isCfnDistribution(c));
  refuse(scope, resource ? conditionalConfig(resource) : [notOurs(distribution)]);
  return resource as CfnDistribution;
}

/** From JavaScript, and from a field of a class that is set after it is used. */
function missing(distribution: unknown): Problem {
  return {
    code: 'EDGE_DISTRIBUTION_MISSING',
    severity: 'error',
    path: 'distribution',
    message: `is no construct, got ${JSON.stringify(distribution) ?? 'undefined'}; pass the Distribution or CfnDistribution that this app creates, after it was created`,
  };
}

function notOurs(distribution: IDistributionRef): Problem {
  const inside = distribution.node.findAll().filter((c) => CfnDistribution.isCfnDistribution(c)).map((c) => JSON.stringify(ownerPath(c)));
  const path = JSON.stringify(distribution.node.path);
  return inside.length > 0 ? {
    code: 'EDGE_DISTRIBUTION_WRAPPED',
    severity: 'error',
    path: 'distribution',
    message: `is no distribution but a construct with one inside, got ${path}; pass what is inside: ${inside.join(' or ')}`,
  } : {
    code: 'EDGE_DISTRIBUTION_IMPORTED',
    severity: 'error',
    path: 'distribution',
    message: `is imported, got ${path}; pass the Distribution or CfnDistribution that this app creates, or bring the existing one under its `
      + 'control with "cdk import"',
  };
}

/** The L2 of a resource, if there is one. */
function ownerPath(resource: IConstruct): string {
  const { scope } = resource.node;
  return (scope?.node.defaultChild === resource ? scope : resource).node.path;
}

function conditionalConfig(resource: CfnDistribution) {
  const config = resource.distributionConfig;
  return Tokenization.isResolvable(config) || Token.isUnresolved(config) ? [{
    code: 'EDGE_DISTRIBUTION_CONDITIONAL',
    severity: 'error' as const,
    path: 'distribution',
    message: `has a distributionConfig that is only known at deploy time, at ${JSON.stringify(resource.node.path)}; `
      + 'write the configuration out and put conditions on single values',
  }] : [];
}
