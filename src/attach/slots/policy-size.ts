import type { Stack } from 'aws-cdk-lib';

/**
 * A managed policy may have 6,144 characters, not counting white space; a role may have 10 policies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (checked 2026-11-27)
 */
const RESOURCES_MAX_LENGTH = 5500;

/** Splits ARNs into groups that fit into one policy each. Tokens are counted as their text in the template. */
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
