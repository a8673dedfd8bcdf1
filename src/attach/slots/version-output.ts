import { CfnOutput, Fn, Lazy, Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { CfnVersion, Version } from 'aws-cdk-lib/aws-lambda';
import { EDGE_REGION } from './edge-region';

/** Logical ids may have 255 characters. */
const ID_MAX_LENGTH = 255;

/**
 * The ARN of a version for a stack of another Region, which looks it up when it is deployed.
 *
 * What the CDK would make of a weak reference, without the reference: for the first one in an app it prints a warning
 * about a setting that ours do not depend on, and `cdk synth --strict` fails. The output is named after the version, so
 * that a new one changes the template of the other stack.
 */
export function arnFromElsewhere(version: Version, distribution: CfnDistribution): string {
  const stack = Stack.of(version);
  const output = new CfnOutput(version, 'Arn', { value: version.edgeArn });
  const resource = version.node.defaultChild as CfnVersion;
  output.overrideLogicalId(Lazy.uncachedString({
    produce: () => `${String(stack.resolve(resource.logicalId)).slice(3 - ID_MAX_LENGTH)}Arn`,
  }));
  distribution.node.addDependency(resource); // of stacks, since they are in two
  return Fn.getStackOutput(stack.stackName, output.logicalId, EDGE_REGION);
}
