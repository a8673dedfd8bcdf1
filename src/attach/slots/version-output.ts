import { CfnOutput, Fn, Lazy, Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { CfnVersion, Version } from 'aws-cdk-lib/aws-lambda';
import { EDGE_REGION } from './edge-region';

/** Logical ids may have 255 characters. */
const ID_MAX_LENGTH = 255;

/**
 * The ARN of a version for a stack in another Region, which looks it up at deployment.
 *
 * Creates the same output as the CDK does for a weak reference, but without a reference: for the first one in an app
 * the CDK prints a warning about a setting that does not affect ours, and `cdk synth --strict` fails. The output is
 * named after the version, so that a new version changes the template of the other stack.
 */
export function arnAcrossRegions(version: Version, distribution: CfnDistribution): string {
  const stack = Stack.of(version);
  const output = new CfnOutput(version, 'Arn', { value: version.edgeArn });
  const resource = version.node.defaultChild as CfnVersion;
  output.overrideLogicalId(Lazy.uncachedString({
    produce: () => `${String(stack.resolve(resource.logicalId)).slice(3 - ID_MAX_LENGTH)}Arn`,
  }));
  distribution.node.addDependency(resource); // becomes a dependency between the stacks
  return Fn.getStackOutput(stack.stackName, output.logicalId, EDGE_REGION);
}
