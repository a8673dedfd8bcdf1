import { Lazy, Stack, Token, Tokenization, type IResolveContext } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { EDGE_EVENTS, type EdgeEvent, type EdgeHost } from '../../core/facts/edge-events';
import { isAbsent } from '../../core/headers-policy/intrinsics';
import { asToken, unwrap, type Behavior } from '../behaviors';
import { Conditions } from '../conditions';
import { isOmitted } from '../declared-associations';
import type { BakedContribution } from './contribution';
import { slotsOf } from './plan';
import { elementsOf, valueOf, withoutEvent, type Tree } from '../existing/association-tree';
import type { BehaviorPolicies } from '../policies/behavior-policies';
import { withPropertyNames } from '../property-names';

/** A function of this library that a behavior needs. */
export interface ExpectedFunction {
  readonly event: EdgeEvent;
  readonly host: EdgeHost;
  readonly includeBody: boolean;
  /** The existing function whose code it has. */
  readonly variant?: string;
  /** Undefined if it was not created, because the behavior was added too late. */
  readonly arn?: string;
}

/** What the constructs of this library attach to a behavior. */
export interface ExpectedAttachments {
  readonly functions: readonly ExpectedFunction[];
  /** Undefined if no construct sets one; empty if the behavior was added too late to have one. */
  readonly policyId?: string;
  /** Whether the behavior was added after the functions were made. */
  readonly late: boolean;
}

/**
 * The expected attachments by behavior, from the functions that were created. Cached, because the CDK resolves a
 * template several times.
 */
export class AttachmentsByBehavior {
  private readonly known = new Map<string, ExpectedAttachments>();

  constructor(
    private readonly contributions: readonly BakedContribution[],
    private readonly policies: BehaviorPolicies,
    /** ARNs of the created functions, by the key of the planned function. */
    private readonly arns: ReadonlyMap<string, string>,
  ) {}

  on(pattern: string): ExpectedAttachments {
    const expected = this.known.get(pattern) ?? this.find(pattern);
    this.known.set(pattern, expected);
    return expected;
  }

  private find(pattern: string): ExpectedAttachments {
    const functions = EDGE_EVENTS.flatMap((event) => slotsOf(this.contributions, event, pattern).map(
      ({ key, host, includeBody, variant }) => ({ event, host, includeBody, arn: this.arns.get(key), variant })));
    return { functions, policyId: this.policies.on(pattern)?.id, late: !this.policies.knows(pattern) };
  }
}

/** Adds the contributed functions and policy to a behavior, and keeps everything that the user declared. */
export function renderBehavior(
  resource: CfnDistribution,
  behavior: Behavior,
  { functions, policyId, late }: ExpectedAttachments,
  /** The functions of the user on an event that join ours, by name. */
  existing: (event: EdgeEvent) => Tree<string> | undefined,
): Behavior {
  const attached = (host: EdgeHost) => {
    const created = functions.filter((f) => f.host === host && f.arn !== undefined);
    const onEvents = new Map(created.map(({ event }) => [event, created.filter((f) => f.event === event)]));
    const fresh = [...onEvents].map(([event, made]) => associationOf(event, made, existing(event)));
    const joined = [...onEvents.keys()].filter((event) => existing(event) !== undefined);
    const property = host === 'lambda-edge' ? 'lambdaFunctionAssociations' : 'functionAssociations';
    return added(resource, property, behavior, fresh, joined);
  };
  return {
    ...behavior,
    ...attached('lambda-edge'),
    ...attached('cloudfront-function'),
    ...(policyId && !(late && hasPolicy(resource, behavior)) && { responseHeadersPolicyId: policyId }),
  };
}

/** The association of the functions that were created for an event. Conditions decide which of several it names. */
function associationOf(event: EdgeEvent, made: readonly ExpectedFunction[], existing?: Tree<string>): unknown {
  const of = (name?: string) => made.find(({ variant }) => variant === name);
  if (existing === undefined) return declaration(made[0]);
  if ('leaf' in existing) return declaration(of(existing.leaf) ?? made[0]);
  return Token.asAny(valueOf(existing, (name) => rendered(of(name) ?? { ...made[0], arn: undefined }, event)));
}

function declaration({ event, host, arn, includeBody }: ExpectedFunction): object {
  return host === 'cloudfront-function' ? { eventType: event, functionArn: arn }
    : { eventType: event, lambdaFunctionArn: arn, ...(includeBody && { includeBody }) };
}

/** The same with CloudFormation's names. */
function rendered({ host, arn, includeBody }: ExpectedFunction, event: EdgeEvent): object {
  return host === 'cloudfront-function' ? { EventType: event, FunctionARN: arn }
    : { EventType: event, LambdaFunctionARN: arn, ...(includeBody && { IncludeBody: true }) };
}

/** A late policy is not replaced: that would be silent. The final check reports it. */
function hasPolicy(resource: CfnDistribution, { responseHeadersPolicyId: id }: Behavior): boolean {
  return !isAbsent(Stack.of(resource).resolve(id));
}

function added(
  resource: CfnDistribution,
  property: 'lambdaFunctionAssociations' | 'functionAssociations',
  behavior: Behavior,
  fresh: readonly unknown[],
  joined: readonly EdgeEvent[] = [],
): Behavior {
  if (fresh.length === 0) return {};
  const declared = asToken(behavior[property]);
  const stack = Stack.of(resource);
  const kept = (list: readonly unknown[]) => joined.reduce((all: readonly unknown[], event) => (
    all.flatMap((item) => withoutJoined(stack, item, event))), list);
  if (Array.isArray(declared)) return { [property]: [...kept(declared), ...fresh] };
  if (!Tokenization.isResolvable(declared) || isOmitted(stack.resolve(declared))) {
    return { [property]: fresh };
  }
  const produce = (context: IResolveContext) => {
    const list = unwrap(declared, context) ?? [];
    return [...kept(Array.isArray(list) ? list : opened(stack, list)), ...fresh];
  };
  return { [property]: Lazy.uncachedAny({ produce }) };
}

/** The elements of a list that is inside of conditions. */
function opened(stack: Stack, list: unknown): unknown[] {
  return elementsOf(Conditions.of(stack), stack.resolve(list)).map(asProperty);
}

/** An association of the user, unless its function joins ours. */
function withoutJoined(stack: Stack, item: unknown, event: EdgeEvent): unknown[] {
  // Nearly always a plain association, which need not be resolved.
  const { eventType } = Object(item) as { eventType?: unknown };
  if (typeof eventType === 'string' && !Token.isUnresolved(eventType)) return eventType === event ? [] : [item];
  const resolved: unknown = stack.resolve(item);
  const left = withoutEvent(Conditions.of(stack), resolved, event);
  if (left === undefined) return [];
  return [JSON.stringify(left) === JSON.stringify(resolved) ? item : asProperty(left)];
}

/** An intrinsic function as a token, and anything else with the property names of the L1, which would lose others. */
function asProperty(value: unknown): unknown {
  return asToken(withPropertyNames(value));
}
