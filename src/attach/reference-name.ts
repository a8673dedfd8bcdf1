import type { Stack } from 'aws-cdk-lib';
import { referredResource } from './rendered/rendered-resource';

/** A readable name of a value for a message: the path of the construct that it refers to, rather than a token. */
export function referenceName(stack: Stack, value: unknown): string {
  const resolved: unknown = stack.resolve(value);
  if (typeof resolved === 'string') return resolved;
  const ofAnotherStack = 'Fn::ImportValue' in Object(resolved) || 'Fn::GetStackOutput' in Object(resolved);
  return (
    referredResource(stack, resolved)?.node.path ?? (ofAnotherStack ? 'of another stack' : JSON.stringify(resolved))
  );
}
