import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import type { Problem } from '../../core/problem';
import { unknownPatterns } from '../behavior-selector';
import type { NamedBehavior } from '../behaviors';
import { EdgeConfigError } from '../config-error';
import { behaviorProblems, regionProblems } from './conflicts';
import type { BakedContribution, PolicyContribution } from './contribution';
import { ownReferenceProblems } from './own-reference';
import type { PlannedFunction } from './plan';
import { valueProblems } from './value-problems';

/** Throws with all problems of all constructs at once, each under the path of the construct that has it. */
export function checkContributions(
  resource: CfnDistribution, behaviors: readonly NamedBehavior[], plan: readonly PlannedFunction[],
  contributions: readonly BakedContribution[], policies: readonly PolicyContribution[],
  together: readonly (readonly [IConstruct, readonly Problem[]])[],
): void {
  const stack = Stack.of(resource);
  const patterns = behaviors.map((b) => b.pattern);
  const found = new Findings();
  for (const named of behaviors) {
    for (const [owner, problems] of behaviorProblems(resource, named, contributions, policies)) found.add(owner, problems);
  }
  for (const [owner, problems] of together) found.add(owner, problems.filter(({ severity }) => severity === 'error'));
  for (const { owner, content } of policies) found.add(owner, ownReferenceProblems(resource, content));
  for (const contribution of contributions) {
    const { config } = contribution.step;
    const own = [...ownReferenceProblems(resource, config), ...valueProblems(resource, config)];
    found.add(contribution.owner, own.length > 0 ? own : regionProblems(stack, contribution, plan));
  }
  if (found.any) {
    // Reported along with the rest; alone they wait for the end of the synthesis, since an aspect may still add the
    // behavior.
    for (const { owner, behaviors: selector } of [...contributions, ...policies]) found.add(owner, unknownPatterns(selector, patterns));
  }
  found.refuse();
}

/** Problems by construct, each once: a construct with two steps has two chances to meet the same one. */
class Findings {
  private readonly byOwner = new Map<IConstruct, Problem[]>();

  add(owner: IConstruct, problems: readonly Problem[]): void {
    const known = this.byOwner.get(owner) ?? [];
    const fresh = problems.filter((p) => !known.some((k) => k.code === p.code && k.message === p.message));
    if (fresh.length > 0) this.byOwner.set(owner, [...known, ...fresh]);
  }

  get any(): boolean {
    return this.byOwner.size > 0;
  }

  refuse(): void {
    const errors = [...this.byOwner].map(([owner, problems]) => new EdgeConfigError(owner, problems));
    if (errors.length > 0) throw errors.length === 1 ? errors[0] : new Error(errors.map((e) => e.message).join('\n'));
  }
}
