import { Token, Tokenization } from 'aws-cdk-lib';
import { CfnDistribution, type IDistributionRef } from 'aws-cdk-lib/aws-cloudfront';
import { Construct, type IConstruct } from 'constructs';
import { error, shown, type Problem } from '../core/problem';

const PATH = 'distribution';

/** The resource to attach to, or the reasons why there is none. */
export interface FoundDistribution {
  readonly resource?: CfnDistribution;
  readonly problems: readonly Problem[];
}

/**
 * Finds the CloudFormation resource of a distribution of this app.
 *
 * `Distribution`, `CloudFrontWebDistribution`, `CfnDistribution` and what `CfnInclude` returns all have one
 * `CfnDistribution`. An imported distribution has none, and CloudFormation cannot change a part of a resource of
 * another stack.
 */
export function findTarget(distribution: unknown): FoundDistribution {
  if (!Construct.isConstruct(distribution)) return { problems: [missing(distribution)] };
  const candidates: unknown[] = [distribution, distribution.node.defaultChild];
  const resource = candidates.find((c): c is CfnDistribution => CfnDistribution.isCfnDistribution(c));
  if (resource === undefined) return { problems: [notOurs(distribution)] };
  const problems = conditionalConfig(resource);
  return problems.length > 0 ? { problems } : { resource, problems };
}

/** Happens in JavaScript, and with a class field that is set after it is used. */
function missing(distribution: unknown): Problem {
  return error('EDGE_DISTRIBUTION_MISSING', `is not a construct, got ${shown(distribution)}; pass the Distribution or `
    + 'CfnDistribution that this app creates, after it was created', PATH);
}

function notOurs(distribution: IConstruct): Problem {
  const resources = distribution.node.findAll().filter((c) => CfnDistribution.isCfnDistribution(c));
  const inside = resources.map((c) => JSON.stringify(ownerPath(c)));
  const path = JSON.stringify(distribution.node.path);
  if (inside.length > 0) {
    return error('EDGE_DISTRIBUTION_WRAPPED', `is not a distribution but contains one, got ${path}; `
      + `pass the distribution itself: ${inside.join(' or ')}`, PATH);
  }
  if (!isDistribution(distribution)) {
    return error('EDGE_DISTRIBUTION_MISSING', `is not a distribution, got ${shown(distribution)} at ${path}; pass the `
      + 'Distribution or CfnDistribution that this app creates', PATH);
  }
  return error('EDGE_DISTRIBUTION_IMPORTED', `is imported, got ${path}; pass the Distribution or CfnDistribution `
    + 'that this app creates, or bring the existing one under its control with "cdk import"', PATH);
}

function isDistribution(construct: IConstruct): boolean {
  return 'distributionRef' satisfies keyof IDistributionRef in construct || 'distributionId' in construct;
}

/** The L2 of a resource, if there is one. */
function ownerPath(resource: IConstruct): string {
  const { scope } = resource.node;
  return (scope?.node.defaultChild === resource ? scope : resource).node.path;
}

function conditionalConfig(resource: CfnDistribution): Problem[] {
  const config = resource.distributionConfig;
  return Tokenization.isResolvable(config) || Token.isUnresolved(config) ? [error('EDGE_DISTRIBUTION_CONDITIONAL',
    `has a distributionConfig that is only known at deploy time, at ${JSON.stringify(resource.node.path)}; `
    + 'write out the configuration and put conditions on single values', PATH)] : [];
}
