import { AspectPriority, Aspects, Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Construct, type IConstruct } from 'constructs';
import { unknownPatterns } from '../behavior-selector';
import { mapBehaviors, readBehaviors } from '../behaviors';
import { problemLine } from '../config-error';
import { addWarnings } from '../warnings';
import { renderBehavior } from './associations';
import { checkContributions } from './check';
import { createCloudFrontFunction } from './cloudfront-function';
import { hostOf, type Contribution, type PolicyContribution } from './contribution';
import { createEdgeFunction } from './edge-function';
import { referWeakly } from './edge-region';
import { planWarnings } from './flat-rate';
import { functionId } from './function-id';
import { FunctionSettings, type EdgeFunctionSettings } from './function-settings';
import { expectedPatterns, planFunctions, type PlannedFunction } from './plan';
import { finalProblems, type OurFunction } from '../rendered/final-check';
import { renderedBehaviors } from '../rendered/rendered-behaviors';

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
  private readonly functions: OurFunction[] = [];
  private readonly settings: FunctionSettings;
  private applied = false;

  private constructor(private readonly resource: CfnDistribution) {
    super(resource, ID);
    this.settings = new FunctionSettings(resource, this);
    Aspects.of(this).add({ visit: (node) => node === this && this.apply() }, { priority: AspectPriority.MUTATING });
    resource.node.addValidation({ validate: () => finalProblems(resource, this.functions).map(problemLine) });
  }

  /** Adds a step to a function slot of the selected behaviors. */
  contribute(contribution: Contribution): void {
    if (hostOf(contribution) === 'lambda-edge') this.settings.add(contribution.owner, contribution.settings ?? {});
    this.validatePatterns(contribution);
    this.contributions.push(contribution);
  }

  /** The stack that the functions will be in, for a construct with these settings. */
  functionStack(owner: IConstruct, settings: EdgeFunctionSettings): Stack {
    this.settings.add(owner, settings);
    return Stack.of(this.settings.scope);
  }

  /** Sets the response headers policy of the selected behaviors. */
  contributePolicy(policy: PolicyContribution): void {
    this.validatePatterns(policy);
    this.policies.push(policy);
  }

  /** At the very end: a later aspect may still add the behavior that a path pattern names. */
  private validatePatterns({ owner, behaviors }: Pick<Contribution, 'owner' | 'behaviors'>): void {
    const patterns = () => renderedBehaviors(this.resource).map((b) => b.pattern);
    owner.node.addValidation({ validate: () => [...new Set(unknownPatterns(behaviors, patterns()).map(problemLine))] });
  }

  private apply(): void {
    if (this.applied) return; // an app can be synthesized more than once, also after a synthesis that was refused
    const { resource, contributions, policies } = this;
    const behaviors = readBehaviors(resource);
    const plan = planFunctions(contributions, expectedPatterns(contributions, behaviors.map((b) => b.pattern)));
    checkContributions(resource, behaviors, plan, contributions, policies);
    for (const { owner, notice } of contributions) addWarnings(owner, notice?.(behaviors) ?? []);
    addWarnings(this, planWarnings(this, behaviors, policies.length > 0));
    const arns = new Map(plan.map((planned) => [planned.key, this.create(planned)]));
    const rendering = { contributions, policies, arns, owner: this };
    mapBehaviors(resource, (pattern, behavior, context) => renderBehavior(pattern, behavior, { ...rendering, context }));
    this.applied = true;
  }

  /** Creates a function and returns the ARN to associate. */
  private create({ event, host, patterns, steps }: PlannedFunction): string {
    const id = functionId(event, patterns[0]);
    const distribution = this.resource.node.path.replace(/\/Resource$/, '');
    const description = `${event} of ${distribution}: ${steps.map((s) => s.part).join(', ')}`;
    if (host === 'cloudfront-function') return createCloudFrontFunction(this, id, description, steps);
    const version = createEdgeFunction(this.settings.scope, id, { description, steps, runtime: this.settings.runtime });
    if (Stack.of(version) !== Stack.of(this)) referWeakly(version);
    this.functions.push({ version, patterns });
    return version.edgeArn;
  }
}
