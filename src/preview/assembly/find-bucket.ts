import { resourcesOf } from './cloud-assembly';
import type { Evaluation } from './evaluation';
import { Reference } from './reference';

/** The buckets of the app by name: the explicit name, or the placeholder for the one that AWS would generate. */
export function bucketsByName(here: Evaluation): ReadonlyMap<string, Reference> {
  const buckets = here.assembly.stacks.flatMap((stack) =>
    resourcesOf(stack, 'AWS::S3::Bucket').map(([logicalId]) => new Reference(stack, logicalId)),
  );
  return new Map(buckets.reverse().map((bucket) => [here.text(bucket), bucket]));
}
