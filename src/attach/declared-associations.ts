import { Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Behavior } from './behaviors';
import { Conditions } from './conditions';
import { possibleEvents } from './event-types';
import { resolvedWithReferences } from './policies/keep-references';
import type { EdgeHost } from '../core/facts/edge-events';
import { isIntrinsic } from '../core/headers-policy/intrinsics';

/** A function association that the user declared on a behavior. */
export interface DeclaredAssociation {
  readonly event: string;
  /** References stay as they are, since the function may be in another stack. */
  readonly arn: unknown;
  /** Whether Lambda@Edge gets the body of requests, in any case of a condition. */
  readonly includeBody: boolean;
  /** Whether a condition decides if it is there. */
  readonly conditional: boolean;
  /** Present if only the deployment knows its event, which is then one of several. */
  readonly unknown?: UnknownEvent;
}

/** An event that only the deployment knows. */
export interface UnknownEvent {
  /** The property, such as `functionAssociations[0].eventType`. */
  readonly property: string;
  /** What stands there, with references as they are. */
  readonly value: unknown;
  /** Whether it is the whole association, or the list of them, of which nothing is known. */
  readonly whole: boolean;
}

export interface DeclaredAssociations {
  /** Includes associations that a condition may leave out, and one for each event that a deployment may choose. */
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
  const found = known.get(declared) ?? readList(Stack.of(resource), property, declared);
  // A token stays the same object, with another value in the next synthesis.
  if (Array.isArray(declared)) known.set(declared, found);
  return found;
}

function readList(stack: Stack, property: List, declared: unknown): Known {
  const resolved = resolvedWithReferences(stack, declared);
  return {
    list: new ListReader(stack, property).associations(resolved, property),
    resolved,
    open: resolved === undefined || isOmitted(resolved) || !Tokenization.isResolvable(declared),
  };
}

class ListReader {
  private readonly conditions: Conditions;
  private readonly host: EdgeHost;

  constructor(private readonly stack: Stack, property: List) {
    this.conditions = Conditions.of(stack);
    this.host = property === 'functionAssociations' ? 'cloudfront-function' : 'lambda-edge';
  }

  associations(declared: unknown, property: string, conditional = false): DeclaredAssociation[] {
    const undecided = conditional || isConditional(this.conditions.settled(declared));
    return this.conditions.possible(declared).flatMap((one) => (Array.isArray(one)
      ? one.flatMap((item, index) => this.associations(item, undecided ? property : `${property}[${index}]`, undecided))
      : this.association(one, property, undecided)));
  }

  private association(declared: unknown, property: string, conditional: boolean): DeclaredAssociation[] {
    if (isIntrinsic(declared) || Token.isUnresolved(declared)) {
      return this.onEvents(declared, { property, value: declared, whole: true }).map((one) => ({
        ...one,
        arn: declared,
      }));
    }
    const value = Object(declared) as Record<string, any>;
    // Inside an intrinsic function the property names are those of CloudFormation.
    const arn: unknown = value.lambdaFunctionArn ?? value.functionArn ?? value.LambdaFunctionARN ?? value.FunctionARN;
    const includeBody = this.conditions.possible(value.includeBody ?? value.IncludeBody)
      .some((one) => String(one) !== 'false');
    return this.conditions.possible(value.eventType ?? value.EventType).flatMap((one, _, all) => (
      this.onEvents(one, { property: `${property}.eventType`, value: one, whole: false }).map((found) => (
        { ...found, arn: this.conditions.settled(arn), includeBody, conditional: conditional || all.length > 1 }))));
  }

  /** An association for each event that a value may be. */
  private onEvents(eventType: unknown, unknown: UnknownEvent): DeclaredAssociation[] {
    const events = possibleEvents(this.stack, this.host, this.stack.resolve(eventType));
    const one = { arn: undefined, includeBody: false, conditional: true };
    return events.map((event) => ({ ...one, event, ...((unknown.whole || events.length > 1) && { unknown }) }));
  }
}

function isConditional(settled: unknown): boolean {
  return 'Fn::If' in Object(settled);
}

/** Whether it is `AWS::NoValue`: CloudFormation then omits the property. */
export function isOmitted(resolved: unknown): boolean {
  return (resolved as { Ref?: unknown } | null | undefined)?.Ref === 'AWS::NoValue';
}
