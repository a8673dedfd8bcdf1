import type { Stack } from 'aws-cdk-lib';

/**
 * A managed policy may have 6,144 characters, white space aside; a role may have 10 of them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (checked 2026-11-27)
 */
const RESOURCES_MAX_LENGTH = 5500;

/** ARNs in groups that each fit into a policy. What only the deployment knows counts as its text in the template. */
export function policySized(stack: Stack, resources: readonly string[]): string[][] {
  const groups: string[][] = [];
  let length = Infinity;
  for (const resource of resources) {
    const own = JSON.stringify(stack.resolve(resource)).length + 1;
    length += own;
    if (length > RESOURCES_MAX_LENGTH) {
      groups.push([]);
      length = own;
    }
    groups.at(-1)!.push(resource);
  }
  return groups;
}
