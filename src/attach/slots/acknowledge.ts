import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const REASON =
  'Lambda@Edge writes its logs in the Region of each viewer, into streams that it names itself; the log group is '
    + 'that of this function alone.';

/**
 * Answers cdk-nag's question about the wildcards of a function's logs, so that nobody who uses the library has to.
 *
 * Recorded as `Validations.acknowledge` records it. The method itself would refuse the id in older versions of the CDK,
 * because cdk-nag's names of findings have a `::` of their own.
 */
export function acknowledgeLogWildcards(policy: IConstruct, resource: string): void {
  const finding = `AwsSolutions-IAM5[Resource::${flat(Stack.of(policy).resolve(resource))}]`;
  policy.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [finding]: REASON });
}

/** An ARN as cdk-nag writes it: references in angle brackets. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref: ref, 'Fn::Join': join } = value as { 'Ref'?: string; 'Fn::Join'?: [string, unknown[]] };
  return join ? join[1].map(flat).join(join[0]) : `<${ref}>`;
}
