import { AspectPriority, Aspects, Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Version } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Problem } from '../../core/problem';
import { unknownPatterns } from '../behavior-selector';
import { mapBehaviors, readBehaviors, type NamedBehavior } from '../behaviors';
import { EdgeConfigError } from '../config-error';
import { renderBehavior } from './associations';
import { behaviorProblems, regionProblems } from './conflicts';
import type { Contribution, PolicyContribution } from './contribution';
import { createEdgeFunction } from './edge-function';
import { functionScope, referWeakly } from './edge-region';
import { functionId } from './function-id';
import { planFunctions, type PlannedFunction } from './plan';

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
  private functionScope?: Construct;
  private applied = false;

  private constructor(private readonly resource: CfnDistribution) {
    super(resource, ID);
    Aspects.of(this).add({ visit: (node) => node === this && this.apply() }, { priority: AspectPriority.MUTATING });
  }

  /** Adds a step to a function slot of the selected behaviors. */
  contribute(contribution: Contribution): void {
    this.contributions.push(contribution);
    this.functionStack();
  }

  /** The stack that the functions will be in. */
  functionStack(): Stack {
    return Stack.of(this.functionScope ??= functionScope(this.resource, this));
  }

  /** Sets the response headers policy of the selected behaviors. */
  contributePolicy(policy: PolicyContribution): void {
    this.policies.push(policy);
  }

  private apply(): void {
    if (this.applied) return; // an app can be synthesized more than once, also after a synthesis that was refused
    const behaviors = readBehaviors(this.resource);
    const plan = planFunctions(this.contributions, behaviors.map((b) => b.pattern));
    this.check(behaviors, plan);
    const versions = new Map(plan.map((planned) => [planned.key, this.create(planned)]));
    mapBehaviors(this.resource, (pattern, behavior, context) => renderBehavior(pattern, behavior, {
      contributions: this.contributions, policies: this.policies, versions, owner: this, context,
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

  /** All problems of all constructs at once, under the path of the construct that has them. */
  private check(behaviors: NamedBehavior[], plan: PlannedFunction[]): void {
    const patterns = behaviors.map((b) => b.pattern);
    const found = new Map<Construct, Problem[]>();
    const report = (owner: Construct, problems: Problem[]) => {
      const known = found.get(owner) ?? [];
      const fresh = problems.filter((p) => !known.some((k) => k.code === p.code && k.message === p.message));
      if (fresh.length > 0) found.set(owner, [...known, ...fresh]);
    };
    for (const contribution of [...this.contributions, ...this.policies]) {
      report(contribution.owner, unknownPatterns(contribution.behaviors, patterns));
    }
    for (const named of behaviors) {
      behaviorProblems(Stack.of(this), named, this.contributions, this.policies).forEach(([owner, problems]) => report(owner, problems));
    }
    if (this.functionScope && Stack.of(this.functionScope) !== Stack.of(this)) {
      for (const contribution of this.contributions) report(contribution.owner, regionProblems(contribution, plan));
    }
    const errors = [...found].map(([owner, problems]) => new EdgeConfigError(owner, problems));
    if (errors.length > 0) throw errors.length === 1 ? errors[0] : new Error(errors.map((e) => e.message).join('\n'));
  }
}
