import { resourcesOf } from './cloud-assembly';
import type { Evaluation } from './evaluation';
import { Reference } from './reference';

/** The bucket of the app that goes by this name here: its own, or the stand-in for one that AWS would make up. */
export function findBucket(name: string, here: Evaluation): Reference | undefined {
  const buckets = here.assembly.stacks.flatMap((stack) => resourcesOf(stack, 'AWS::S3::Bucket').map(([logicalId]) => new Reference(stack, logicalId)));
  return buckets.find((bucket) => here.text(bucket) === name);
}
