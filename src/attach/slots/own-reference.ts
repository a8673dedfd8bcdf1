import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { valuesIn } from './deploy-value';
import { error, type Problem } from '../../core/problem';

/**
 * Reports an attribute of the distribution itself, such as its domain name, in its own functions or policy.
 *
 * The distribution refers to its functions and policy; if they referred back to it, CloudFormation would fail with
 * "Circular dependency between resources", but only at deployment.
 */
export function ownReferenceProblems(resource: CfnDistribution, value: unknown): Problem[] {
  return valuesIn(value).length > 0 && refersTo(resource, value) ? [error('EDGE_OWN_DISTRIBUTION',
    'holds a value of the distribution itself, such as its domain name, which CloudFormation does not know before '
    + 'it has made what holds it; use a path with a leading slash, CspSource.SELF or '
    + 'CspSource.distributionDomain(), or an alias as text')] : [];
}

function refersTo(resource: CfnDistribution, value: unknown): boolean {
  const stack = Stack.of(resource);
  const id = JSON.stringify(stack.resolve(resource.logicalId));
  const text = JSON.stringify(resolved(stack, value)) ?? '';
  return text.includes(`{"Ref":${id}}`) || text.includes(`{"Fn::GetAtt":[${id},`);
}

/** A name of another account or Region cannot be resolved here, and is not the distribution's. */
function resolved(stack: Stack, value: unknown): unknown {
  try {
    return stack.resolve(value);
  } catch {
    return undefined;
  }
}
