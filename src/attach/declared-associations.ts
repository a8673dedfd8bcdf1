import { Stack, Tokenization } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Behavior } from './behaviors';

/** A function that a behavior names. */
export interface DeclaredAssociation {
  readonly event: string;
  readonly arn: unknown;
}

export interface DeclaredAssociations {
  /** With those that a condition may leave out. */
  readonly list: readonly DeclaredAssociation[];
  /** Whether something can be added: not to a list that is an intrinsic function as a whole. */
  readonly open: boolean;
}

/**
 * What a behavior has in one of its lists of functions; conditions are looked into, since either branch may be
 * deployed.
 */
export function declaredAssociations(
  resource: CfnDistribution, behavior: Behavior, property: 'lambdaFunctionAssociations' | 'functionAssociations',
): DeclaredAssociations {
  const declared: unknown = behavior[property];
  if (declared === undefined) return { list: [], open: true };
  const resolved: unknown = Stack.of(resource).resolve(declared);
  return {
    list: branches(resolved),
    open: resolved === undefined || isNothing(resolved) || !Tokenization.isResolvable(declared),
  };
}

function branches(resolved: unknown): DeclaredAssociation[] {
  if (Array.isArray(resolved)) return resolved.flatMap(branches);
  if (typeof resolved !== 'object' || resolved === null) return [];
  const value = resolved as Record<string, any>;
  if (Array.isArray(value['Fn::If'])) return value['Fn::If'].slice(1).flatMap(branches);
  // Inside an intrinsic function the names are CloudFormation's.
  const event: unknown = value.eventType ?? value.EventType;
  const arn: unknown = value.lambdaFunctionArn ?? value.functionArn ?? value.LambdaFunctionARN ?? value.FunctionARN;
  return typeof event === 'string' ? [{ event, arn }] : [];
}

/** `AWS::NoValue`, which is to CloudFormation as if it were not there. */
export function isNothing(resolved: unknown): boolean {
  return (resolved as { Ref?: unknown } | null | undefined)?.Ref === 'AWS::NoValue';
}
