import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const REASON =
  'Lambda@Edge writes its logs in the Region of each viewer, into streams that it names itself; the log group is '
    + 'that of this function alone.';

/**
 * Acknowledges cdk-nag's finding about the wildcards in the log permissions, so that users of the library need not.
 *
 * Writes the same metadata as `Validations.acknowledge`. That method refuses the id in older versions of the CDK,
 * because ids of cdk-nag contain `::`.
 */
export function acknowledgeLogWildcards(policy: IConstruct, resource: string): void {
  const finding = `AwsSolutions-IAM5[Resource::${flat(Stack.of(policy).resolve(resource))}]`;
  policy.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [finding]: REASON });
}

/** An ARN in cdk-nag's spelling: references in angle brackets. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref: ref, 'Fn::Join': join } = value as { 'Ref'?: string; 'Fn::Join'?: [string, unknown[]] };
  return join ? join[1].map(flat).join(join[0]) : `<${ref}>`;
}
