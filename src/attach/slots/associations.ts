import { Lazy, Stack, Tokenization, type IResolveContext } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { EDGE_EVENTS, type EdgeEvent, type EdgeHost } from '../../core/facts/edge-events';
import { selects } from '../behavior-selector';
import { unwrap, type Behavior } from '../behaviors';
import { isNothing } from '../declared-associations';
import type { BakedContribution, PolicyContribution } from './contribution';
import { slotsOf } from './plan';

/** A function of ours that belongs on a behavior. */
export interface WantedFunction {
  readonly event: EdgeEvent;
  readonly host: EdgeHost;
  readonly includeBody: boolean;
  /** Undefined if it was not made: the behavior came too late. */
  readonly arn?: string;
}

/** What of ours belongs on a behavior. */
export interface Wanted {
  readonly functions: readonly WantedFunction[];
  readonly policyId?: string;
}

/**
 * Answers what belongs on a behavior, from the functions that were made. Asked again and again while the CDK resolves a
 * template.
 */
export class WantedOnBehaviors {
  private readonly known = new Map<string, Wanted>();

  constructor(
    private readonly contributions: readonly BakedContribution[],
    private readonly policies: readonly PolicyContribution[],
    /** ARNs of our functions by the key of their plan. */
    private readonly arns: ReadonlyMap<string, string>,
  ) {}

  on(pattern: string): Wanted {
    const wanted = this.known.get(pattern) ?? this.find(pattern);
    this.known.set(pattern, wanted);
    return wanted;
  }

  private find(pattern: string): Wanted {
    const functions = EDGE_EVENTS.flatMap((event) => slotsOf(this.contributions, event, pattern).map(
      ({ key, host, includeBody }) => ({ event, host, includeBody, arn: this.arns.get(key) })));
    return { functions, policyId: this.policies.find((p) => selects(p.behaviors, pattern))?.policyId };
  }
}

/** A behavior with the functions and the policy that were contributed to it, beside all that the user declared. */
export function renderBehavior(
  resource: CfnDistribution,
  behavior: Behavior,
  { functions, policyId }: Wanted,
): Behavior {
  const made = (host: EdgeHost) => functions.filter((f) => f.host === host && f.arn !== undefined);
  const lambdas = made('lambda-edge').map(({ event, arn, includeBody }) => ({
    eventType: event,
    lambdaFunctionArn: arn,
    ...(includeBody && { includeBody }),
  }));
  return {
    ...behavior,
    ...added(resource, 'lambdaFunctionAssociations', behavior, lambdas),
    ...added(
      resource,
      'functionAssociations',
      behavior,
      made('cloudfront-function').map(({ event, arn }) => ({ eventType: event, functionArn: arn! })),
    ),
    ...(policyId !== undefined && { responseHeadersPolicyId: policyId }),
  };
}

function added(
  resource: CfnDistribution,
  property: 'lambdaFunctionAssociations' | 'functionAssociations',
  behavior: Behavior,
  fresh: readonly unknown[],
): Behavior {
  if (fresh.length === 0) return {};
  const declared: unknown = behavior[property];
  if (Array.isArray(declared)) return { [property]: [...declared, ...fresh] };
  if (!Tokenization.isResolvable(declared) || isNothing(Stack.of(resource).resolve(declared))) {
    return { [property]: fresh };
  }
  const produce = (context: IResolveContext) => [
    ...((unwrap(declared, context) as unknown[] | undefined) ?? []),
    ...fresh,
  ];
  return { [property]: Lazy.uncachedAny({ produce }) };
}
