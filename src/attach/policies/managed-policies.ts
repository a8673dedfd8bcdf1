import { Fn } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { ExistingPolicies, type ExistingPolicy } from './existing-policy';
import { policyNotManaged } from './policy-findings';
import { managedPolicyWith } from '../../core/security-headers/managed-policy';
import { selects, type BehaviorSelector } from '../behavior-selector';
import type { NamedBehavior } from '../behaviors';
import type { BehaviorFinding } from '../slots/behavior-findings';
import { conditionalBehavior } from '../slots/conflicts';

/** A construct whose behaviors get CloudFront's own policy with security headers. */
export interface ManagedContribution {
  readonly owner: IConstruct;
  readonly behaviors: BehaviorSelector;
}

/**
 * CloudFront's own policies for the behaviors of constructs that may not create one. A behavior that has one with CORS
 * gets the one that has both, which loses nothing.
 */
export class ManagedPolicies {
  readonly findings: BehaviorFinding[] = [];
  private readonly ids = new Map<string, string>();

  constructor(
    resource: CfnDistribution, contributions: readonly ManagedContribution[], behaviors: readonly NamedBehavior[],
  ) {
    const existing = new ExistingPolicies(resource);
    for (const { pattern, behavior, conditional } of behaviors) {
      const owner = contributions.find((one) => selects(one.behaviors, pattern))?.owner;
      if (owner === undefined) continue;
      const report = (describe: BehaviorFinding['describe']) => { this.findings.push({ owner, pattern, describe }); };
      if (conditional) report(conditionalBehavior(pattern));
      else this.ids.set(pattern, idFor(existing.find(behavior.responseHeadersPolicyId), report));
    }
  }

  on(pattern: string): string | undefined {
    return this.ids.get(pattern);
  }
}

function idFor(existing: ExistingPolicy, report: (describe: BehaviorFinding['describe']) => void): string {
  if (existing?.kind === 'either') {
    const [then, otherwise] = [idFor(existing.then, report), idFor(existing.otherwise, report)];
    return then === otherwise ? then : Fn.conditionIf(existing.condition, then, otherwise).toString();
  }
  const id = existing === undefined ? managedPolicyWith()
    : existing.kind === 'known' && existing.fixed ? managedPolicyWith(existing.id) : undefined;
  if (id === undefined) report(policyNotManaged(existing!.name));
  return id ?? '';
}
