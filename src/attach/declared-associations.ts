import { Stack, Tokenization } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Behavior } from './behaviors';
import { Conditions } from './conditions';
import { resolvedWithReferences } from './policies/keep-references';

/** A function association that the user declared on a behavior. */
export interface DeclaredAssociation {
  readonly event: string;
  /** References stay as they are, since the function may be in another stack. */
  readonly arn: unknown;
  /** Whether Lambda@Edge gets the body of requests, in any case of a condition. */
  readonly includeBody: boolean;
  /** Whether a condition decides if it is there. */
  readonly conditional: boolean;
}

export interface DeclaredAssociations {
  /** Includes associations that a condition may leave out. */
  readonly list: readonly DeclaredAssociation[];
  /** Whether associations can be added; false if the whole list is an intrinsic function. */
  readonly open: boolean;
}

type List = 'lambdaFunctionAssociations' | 'functionAssociations';

/**
 * A cache by list: each construct on each event asks, and behaviors with equal lists share one, which is made anew when
 * behaviors are read. Resolving the ARN of a version means hashing the whole function.
 */
const known = new WeakMap<object, Known>();

interface Known extends DeclaredAssociations {
  /** The list as it will be in the template, before conditions are settled, with references as they are. */
  readonly resolved: unknown;
}

/**
 * The associations in one of the two lists of a behavior. Both branches of a condition count, since either may be
 * deployed.
 */
export function declaredAssociations(
  resource: CfnDistribution, behavior: Behavior, property: List,
): Known {
  const declared: object | undefined = behavior[property];
  if (declared === undefined) return { list: [], open: true, resolved: undefined };
  const found = known.get(declared) ?? readList(resource, declared);
  // A token stays the same object, with another value in the next synthesis.
  if (Array.isArray(declared)) known.set(declared, found);
  return found;
}

function readList(resource: CfnDistribution, declared: unknown): Known {
  const resolved = resolvedWithReferences(Stack.of(resource), declared);
  return {
    list: associations(Conditions.of(Stack.of(resource)), resolved),
    resolved,
    open: resolved === undefined || isOmitted(resolved) || !Tokenization.isResolvable(declared),
  };
}

function associations(conditions: Conditions, declared: unknown, conditional = false): DeclaredAssociation[] {
  const undecided = conditional || isConditional(conditions.settled(declared));
  return conditions.possible(declared).flatMap((one) => (Array.isArray(one)
    ? one.flatMap((item) => associations(conditions, item, undecided)) : association(conditions, one, undecided)));
}

function association(conditions: Conditions, declared: unknown, conditional: boolean): DeclaredAssociation[] {
  const value = Object(declared) as Record<string, any>;
  // Inside an intrinsic function the property names are those of CloudFormation.
  const event: unknown = value.eventType ?? value.EventType;
  const arn: unknown = value.lambdaFunctionArn ?? value.functionArn ?? value.LambdaFunctionARN ?? value.FunctionARN;
  const includeBody = conditions.possible(value.includeBody ?? value.IncludeBody)
    .some((one) => String(one) !== 'false');
  return conditions.possible(event).flatMap((one, _, all) => (typeof one === 'string'
    ? [{ event: one, arn: conditions.settled(arn), includeBody, conditional: conditional || all.length > 1 }] : []));
}

function isConditional(settled: unknown): boolean {
  return 'Fn::If' in Object(settled);
}

/** Whether it is `AWS::NoValue`: CloudFormation then omits the property. */
export function isOmitted(resolved: unknown): boolean {
  return (resolved as { Ref?: unknown } | null | undefined)?.Ref === 'AWS::NoValue';
}
