import { AspectPriority, Aspects, Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Version } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { mapBehaviors, readBehaviors } from '../behaviors';
import { problemLine } from '../config-error';
import { renderBehavior } from './associations';
import { checkContributions } from './check';
import type { Contribution, PolicyContribution } from './contribution';
import { createEdgeFunction } from './edge-function';
import { functionScope, referWeakly } from './edge-region';
import { functionId } from './function-id';
import { planFunctions, type PlannedFunction } from './plan';
import { finalProblems } from '../rendered/final-check';

const ID = 'EdgeSlots';

/**
 * What all constructs of this library put on one distribution.
 *
 * The functions are created by an aspect, when every construct has contributed and every behavior is known: two constructs that
 * meet on a slot get one function, and a behavior that is added last gets what `EdgeBehaviors.all()` promised.
 */
export class EdgeSlots extends Construct {
  /** The slots of a distribution; the same object for every construct that attaches to it. */
  static of(resource: CfnDistribution): EdgeSlots {
    return resource.node.tryFindChild(ID) as EdgeSlots | undefined ?? new EdgeSlots(resource);
  }

  private readonly contributions: Contribution[] = [];
  private readonly policies: PolicyContribution[] = [];
  private readonly versions = new Map<string, Version>();
  private functionScope?: Construct;
  private applied = false;

  private constructor(private readonly resource: CfnDistribution) {
    super(resource, ID);
    Aspects.of(this).add({ visit: (node) => node === this && this.apply() }, { priority: AspectPriority.MUTATING });
    resource.node.addValidation({ validate: () => finalProblems(resource, [...this.versions.values()]).map(problemLine) });
  }

  /** Adds a step to a function slot of the selected behaviors. */
  contribute(contribution: Contribution): void {
    this.functionScope ??= functionScope(this.resource, this);
    this.contributions.push(contribution);
  }

  /** Sets the response headers policy of the selected behaviors. */
  contributePolicy(policy: PolicyContribution): void {
    this.policies.push(policy);
  }

  private apply(): void {
    if (this.applied) return; // an app can be synthesized more than once, also after a synthesis that was refused
    const behaviors = readBehaviors(this.resource);
    const plan = planFunctions(this.contributions, behaviors.map((b) => b.pattern));
    checkContributions(this.resource, behaviors, plan, this.contributions, this.policies);
    for (const planned of plan) this.versions.set(planned.key, this.create(planned));
    mapBehaviors(this.resource, (pattern, behavior, context) => renderBehavior(pattern, behavior, {
      contributions: this.contributions, policies: this.policies, versions: this.versions, owner: this, context,
    }));
    this.applied = true;
  }

  private create({ event, patterns, steps }: PlannedFunction): Version {
    const scope = this.functionScope!;
    const distribution = this.resource.node.path.replace(/\/Resource$/, '');
    const description = `${event} of ${distribution}: ${steps.map((s) => s.part).join(', ')}`.slice(0, 256);
    const version = createEdgeFunction(scope, functionId(event, patterns[0]), description, steps);
    if (Stack.of(scope) !== Stack.of(this)) referWeakly(version);
    return version;
  }
}
