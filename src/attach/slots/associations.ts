import { Lazy, Stack, Tokenization, type IResolveContext } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { EDGE_EVENTS, type EdgeEvent, type EdgeHost } from '../../core/facts/edge-events';
import { unwrap, type Behavior } from '../behaviors';
import { isAbsent } from '../../core/headers-policy/intrinsics';
import { isOmitted } from '../declared-associations';
import type { BakedContribution } from './contribution';
import { slotsOf } from './plan';
import type { BehaviorPolicies } from '../policies/behavior-policies';

/** A function of this library that a behavior needs. */
export interface ExpectedFunction {
  readonly event: EdgeEvent;
  readonly host: EdgeHost;
  readonly includeBody: boolean;
  /** Whether it has the code of the function that the user associated with the event. */
  readonly replaces: boolean;
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
      ({ key, host, includeBody, steps }) => ({
        event, host, includeBody, arn: this.arns.get(key), replaces: steps.some((step) => step.existing !== undefined),
      })));
    return { functions, policyId: this.policies.on(pattern)?.id, late: !this.policies.knows(pattern) };
  }
}

/** Adds the contributed functions and policy to a behavior, and keeps everything that the user declared. */
export function renderBehavior(
  resource: CfnDistribution,
  behavior: Behavior,
  { functions, policyId, late }: ExpectedAttachments,
): Behavior {
  const created = (host: EdgeHost) => functions.filter((f) => f.host === host && f.arn !== undefined);
  const lambdas = created('lambda-edge').map(({ event, arn, includeBody }) => ({
    eventType: event,
    lambdaFunctionArn: arn,
    ...(includeBody && { includeBody }),
  }));
  const replaced = new Set(functions.flatMap(({ event, arn, replaces }) => (replaces && arn !== undefined ? [event] : [])));
  return {
    ...behavior,
    ...added(resource, 'lambdaFunctionAssociations', behavior, lambdas),
    ...added(
      resource,
      'functionAssociations',
      behavior,
      created('cloudfront-function').map(({ event, arn }) => ({ eventType: event, functionArn: arn! })),
      replaced,
    ),
    ...(policyId && !(late && hasPolicy(resource, behavior)) && { responseHeadersPolicyId: policyId }),
  };
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
  replaced: ReadonlySet<string> = new Set(),
): Behavior {
  if (fresh.length === 0) return {};
  const declared: unknown = behavior[property];
  const kept = (list: readonly unknown[]) => list.filter((item) => !replaced.has(eventOf(resource, item)));
  if (Array.isArray(declared)) return { [property]: [...kept(declared), ...fresh] };
  if (!Tokenization.isResolvable(declared) || isOmitted(Stack.of(resource).resolve(declared))) {
    return { [property]: fresh };
  }
  const produce = (context: IResolveContext) => [
    ...kept((unwrap(declared, context) as unknown[] | undefined) ?? []),
    ...fresh,
  ];
  return { [property]: Lazy.uncachedAny({ produce }) };
}

/** The event of an association; empty if a condition decides about it. */
function eventOf(resource: CfnDistribution, association: unknown): string {
  const resolved: unknown = Tokenization.isResolvable(association) ? Stack.of(resource).resolve(association) : association;
  const { eventType, EventType = eventType } = Object(resolved) as { eventType?: string; EventType?: string };
  return EventType ?? '';
}
