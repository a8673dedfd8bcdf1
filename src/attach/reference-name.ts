import { CfnElement, Stack } from 'aws-cdk-lib';

/** What a value refers to, in words for a message: a construct path tells a reader more than a token. */
export function referenceName(stack: Stack, value: string | undefined): string {
  const resolved: unknown = stack.resolve(value);
  if (typeof resolved === 'string') return resolved;
  const id = logicalId(resolved);
  const element = stack.node.findAll().find((c) => CfnElement.isCfnElement(c) && stack.resolve(c.logicalId) === id);
  return element?.node.path ?? 'of another stack';
}

function logicalId(resolved: unknown): string | undefined {
  const { Ref: ref, 'Fn::GetAtt': getAtt } = (resolved ?? {}) as { 'Ref'?: string; 'Fn::GetAtt'?: [string, string] };
  return ref ?? getAtt?.[0];
}
