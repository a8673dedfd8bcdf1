import type { IResolveContext } from 'aws-cdk-lib';
import type { Version } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { EDGE_EVENTS } from '../../core/facts/edge-events';
import { selects } from '../behavior-selector';
import { unwrap, type Behavior } from '../behaviors';
import { EdgeConfigError } from '../config-error';
import type { Association } from './conflicts';
import type { Contribution, PolicyContribution } from './contribution';
import { slotKey } from './plan';

interface Rendering {
  readonly contributions: readonly Contribution[];
  readonly policies: readonly PolicyContribution[];
  readonly versions: ReadonlyMap<string, Version>;
  readonly owner: IConstruct;
  readonly context: IResolveContext;
}

/** A behavior with the functions and the policy that were contributed to it, beside all that the user declared. */
export function renderBehavior(pattern: string, behavior: Behavior, rendering: Rendering): Behavior {
  const ours = EDGE_EVENTS.flatMap((eventType) => {
    const key = slotKey(rendering.contributions, eventType, pattern);
    return key === undefined ? [] : [{ eventType, lambdaFunctionArn: versionFor(key, pattern, rendering).edgeArn }];
  });
  const policy = rendering.policies.find((p) => selects(p.behaviors, pattern));
  return {
    ...behavior,
    ...(ours.length > 0 && { lambdaFunctionAssociations: [...declared(behavior, rendering.context), ...ours] }),
    ...(policy && { responseHeadersPolicyId: policy.policyId }),
  };
}

function declared(behavior: Behavior, context: IResolveContext): Association[] {
  return (unwrap(behavior.lambdaFunctionAssociations, context) as Association[] | undefined) ?? [];
}

/** A behavior that another aspect adds after the functions were made can share one of them, but cannot have a new one. */
function versionFor(key: string, pattern: string, { versions, owner }: Rendering): Version {
  const version = versions.get(key);
  if (!version) {
    throw new EdgeConfigError(owner, [{
      code: 'EDGE_BEHAVIOR_LATE',
      severity: 'error',
      message: `behavior ${JSON.stringify(pattern)} was added after the functions were made; add it before synthesis, or in an aspect of `
        + 'the distribution itself',
    }]);
  }
  return version;
}
