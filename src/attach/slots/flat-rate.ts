import type { IConstruct } from 'constructs';
import { FLAT_RATE_PLANS } from '../../core/facts/flat-rate-plans';
import { warning, type Problem } from '../../core/problem';
import type { NamedBehavior } from '../behaviors';

/** Context key with which an app declares the plan of its distributions, which is not part of a template. */
export const PLAN_CONTEXT = 'cdk-cloudfront-edge:flatRatePlan';

/** Warns about what the flat-rate plan of a distribution does not allow. */
export function planWarnings(scope: IConstruct, behaviors: readonly NamedBehavior[], setsPolicy: boolean): Problem[] {
  const name: unknown = scope.node.tryGetContext(PLAN_CONTEXT);
  if (name === undefined) return [];
  const plan = typeof name === 'string' && Object.hasOwn(FLAT_RATE_PLANS, name) ? FLAT_RATE_PLANS[name] : undefined;
  if (!plan) {
    return [notInPlan(`the context ${PLAN_CONTEXT} names no plan, got ${JSON.stringify(name)}; use `
    + `${Object.keys(FLAT_RATE_PLANS).join(', ')}`)];
  }
  const legacy = behaviors
    .filter((b) => b.behavior.forwardedValues !== undefined)
    .map((b) => JSON.stringify(b.pattern));
  return [
    ...(setsPolicy && !plan.customPolicies ? [notInPlan('SecurityHeaders creates a response headers policy, which '
      + `the ${name} plan does not allow; the business plan does, and managedPolicy: true needs none`)] : []),
    ...(behaviors.length > plan.behaviors ? [notInPlan(`the distribution has ${behaviors.length} behaviors; the `
      + `${name} plan allows ${plan.behaviors}`)] : []),
    ...(legacy.length > 0 ? [notInPlan(`behavior ${legacy.join(', ')} uses ForwardedValues, which no flat-rate `
      + 'plan allows; use a cache policy')] : []),
  ];
}

function notInPlan(message: string): Problem {
  return warning('EDGE_FLAT_RATE_PLAN', message);
}
