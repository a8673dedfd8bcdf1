import { resourcesOf } from './cloud-assembly';
import type { Evaluation } from './evaluation';
import { Reference } from './reference';

/**
 * The buckets of the app by what they are called here: their own names, or the stand-ins for those that AWS would make
 * up.
 */
export function bucketsByName(here: Evaluation): ReadonlyMap<string, Reference> {
  const buckets = here.assembly.stacks.flatMap((stack) =>
    resourcesOf(stack, 'AWS::S3::Bucket').map(([logicalId]) => new Reference(stack, logicalId)),
  );
  return new Map(buckets.reverse().map((bucket) => [here.text(bucket), bucket]));
}
