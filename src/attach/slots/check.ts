import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import type { Problem } from '../../core/problem';
import type { NamedBehavior } from '../behaviors';
import type { Finding } from '../config-error';
import { perOwner, type BehaviorFinding } from './behavior-findings';
import { regionProblems, slotFindings } from './conflicts';
import type { BakedContribution, PolicyContribution } from './contribution';
import { ownReferenceProblems } from './own-reference';
import type { PlannedFunction } from './plan';
import { valueProblems } from './value-problems';
import type { ComposedFunctions } from '../existing/compose-existing';

/** Checks everything that was contributed to a distribution. Each finding names the construct that has to change. */
export function checkContributions(
  resource: CfnDistribution, behaviors: readonly NamedBehavior[], plan: readonly PlannedFunction[],
  contributions: readonly BakedContribution[], policies: readonly PolicyContribution[],
  together: readonly (readonly [IConstruct, readonly Problem[]])[],
  policyFindings: readonly BehaviorFinding[],
  existingOn: ComposedFunctions['on'],
): Finding[] {
  const stack = Stack.of(resource);
  const found = perOwner(behaviors.flatMap((named) => [
    ...slotFindings(resource, named, contributions, (event) => existingOn(named.pattern, event) !== undefined),
    ...policyFindings.filter(({ pattern }) => pattern === named.pattern),
  ]));
  return [
    ...[...found, ...together].map(([owner, problems]): Finding => ({ owner, problems })),
    ...policies.map(({ owner, content }): Finding => ({ owner, problems: ownReferenceProblems(resource, content) })),
    ...contributions.map((contribution): Finding => {
      const { owner, step: { config } } = contribution;
      const own = [...ownReferenceProblems(resource, config), ...valueProblems(resource, config)];
      return { owner, problems: own.length > 0 ? own : regionProblems(stack, contribution, plan) };
    }),
  ];
}
