import type { IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { EDGE_EVENTS, type EdgeEvent, type EdgeHost } from '../../core/facts/edge-events';
import { selects } from '../behavior-selector';
import { unwrap, type Behavior } from '../behaviors';
import { EdgeConfigError } from '../config-error';
import type { Contribution, PolicyContribution } from './contribution';
import { slotsOf } from './plan';

/** An association as it stands in a behavior: ours, the user's or somebody else's. */
export interface Association {
  readonly eventType?: string;
  readonly functionArn?: string;
  readonly lambdaFunctionArn?: string;
  readonly includeBody?: boolean;
}

interface Rendering {
  readonly contributions: readonly Contribution[];
  readonly policies: readonly PolicyContribution[];
  /** ARNs of our functions by the key of their plan. */
  readonly arns: ReadonlyMap<string, string>;
  readonly owner: IConstruct;
  readonly context: IResolveContext;
}

/** A behavior with the functions and the policy that were contributed to it, beside all that the user declared. */
export function renderBehavior(pattern: string, behavior: Behavior, rendering: Rendering): Behavior {
  const policy = rendering.policies.find((p) => selects(p.behaviors, pattern));
  return {
    ...behavior,
    ...added('lambdaFunctionAssociations', behavior, ours(pattern, 'lambda-edge', rendering), rendering.context),
    ...added('functionAssociations', behavior, ours(pattern, 'cloudfront-function', rendering), rendering.context),
    ...(policy && { responseHeadersPolicyId: policy.policyId }),
  };
}

function ours(pattern: string, host: EdgeHost, rendering: Rendering): Association[] {
  return EDGE_EVENTS.flatMap((event) => slotsOf(rendering.contributions, event, pattern)
    .filter((slot) => slot.host === host)
    .map(({ key, includeBody }) => association(event, host, arnFor(key, pattern, rendering), includeBody)));
}

function association(eventType: EdgeEvent, host: EdgeHost, arn: string, includeBody: boolean): Association {
  return host === 'lambda-edge' ? { eventType, lambdaFunctionArn: arn, ...(includeBody && { includeBody }) } : { eventType, functionArn: arn };
}

function added(
  property: 'lambdaFunctionAssociations' | 'functionAssociations', behavior: Behavior, fresh: readonly Association[], context: IResolveContext,
): Behavior {
  const declared = (unwrap(behavior[property], context) as Association[] | undefined) ?? [];
  return fresh.length > 0 ? { [property]: [...declared, ...fresh] } : {};
}

/** A behavior that another aspect adds after the functions were made can share one of them, but cannot have a new one. */
function arnFor(key: string, pattern: string, { arns, owner }: Rendering): string {
  const arn = arns.get(key);
  if (arn === undefined) {
    throw new EdgeConfigError(owner, [{
      code: 'EDGE_BEHAVIOR_LATE',
      severity: 'error',
      message: `behavior ${JSON.stringify(pattern)} was added after the functions were made; add it before synthesis, or in an aspect of `
        + 'the distribution itself, or name it with EdgeBehaviors.paths',
    }]);
  }
  return arn;
}
