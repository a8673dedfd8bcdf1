import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';

/**
 * Whether a value names the distribution itself: its domain or its id, which only exist once it is there. What the distribution needs
 * first cannot hold them; CloudFormation calls it a circular dependency, and the CDK says nothing before the deployment.
 */
export function refersTo(resource: CfnDistribution, value: unknown): boolean {
  const stack = Stack.of(resource);
  const id = JSON.stringify(stack.resolve(resource.logicalId));
  const text = JSON.stringify(resolved(stack, value)) ?? '';
  return text.includes(`{"Ref":${id}}`) || text.includes(`{"Fn::GetAtt":[${id},`);
}

/** A name of another account or Region cannot be told here; it is not the distribution's. */
function resolved(stack: Stack, value: unknown): unknown {
  try {
    return stack.resolve(value);
  } catch {
    return undefined;
  }
}
