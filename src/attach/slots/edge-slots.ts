import { AspectPriority, Aspects, attachCustomSynthesis, Stack, Token, type CfnElement } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Construct, type IConstruct } from 'constructs';
import { annotate, annotateNothingSelected } from '../annotations';
import { AppProblems } from '../app-problems';
import { unknownPatterns, type BehaviorSelector } from '../behavior-selector';
import { mapBehaviors, patternText, readBehaviors } from '../behaviors';
import { EdgeConfigError, refuse, type Finding } from '../config-error';
import { renderBehavior, AttachmentsByBehavior } from './associations';
import { checkContributions } from './check';
import { createCloudFrontFunction } from './cloudfront-function';
import { bakedContributions, hostOf, type Contribution, type PolicyContribution } from './contribution';
import { createEdgeFunction } from './edge-function';
import { writeManifest, type PlacedFunctions } from './edge-manifest';
import { copyTerminationProtection, referWeakly } from './edge-region';
import { planWarnings } from './flat-rate';
import { functionId } from './function-id';
import { FunctionSettings, type EdgeFunctionSettings } from './function-settings';
import { MadeFunctions, type MadeFunction } from './made-functions';
import { expectedPatterns, planFunctions, type PlannedFunction } from './plan';
import { SiteFacts } from './site-facts';
import { VersionArn } from './version-arn';
import { error, type Problem } from '../../core/problem';
import type { StepPart } from '../../core/slots/parts';
import type { Expectation } from '../rendered/check-coverage';
import { finalProblems, type CreatedVersion } from '../rendered/final-check';
import { renderedBehaviors, type RenderedBehavior } from '../rendered/rendered-behaviors';

const ID = 'EdgeSlots';

/** Parts that treat a request for the default root object as one for `/`. */
const ROOT_OBJECT_PARTS: readonly StepPart[] = ['redirect', 'mask-errors', 'mask-errors-stored'];

interface CreatedFunction extends MadeFunction {
  /** Of the planned function. */
  readonly key: string;
  readonly arn: string;
}

/**
 * Collects what all constructs of this library contribute to a distribution, and creates the functions.
 *
 * An aspect creates the functions, when every construct has contributed and every behavior is known: two constructs on
 * the same slot share a function, and `EdgeBehaviors.all()` includes behaviors that are added last.
 */
export class EdgeSlots extends Construct {
  /** The slots of a distribution: the same object for every construct that attaches to it. */
  static of(resource: CfnDistribution): EdgeSlots {
    return resource.node.tryFindChild(ID) as EdgeSlots | undefined ?? new EdgeSlots(resource);
  }

  private readonly contributions: Contribution[] = [];
  private readonly policies: PolicyContribution[] = [];
  /** The created functions, for code that customizes them. */
  readonly made = new MadeFunctions();
  /** Facts about the site that the constructs share. */
  readonly site: SiteFacts;
  private readonly versions: CreatedVersion[] = [];
  private readonly arns: VersionArn[] = [];
  private readonly settings: FunctionSettings;
  /** Why functions could not be created. The others were, so that there is no second attempt. */
  private readonly failures: Finding[] = [];
  /** Set when the functions have been created. */
  private applied?: Expectation;
  /** The default root object when the functions were created, if one of them depends on it. */
  private rootObject?: string;
  private rendered?: RenderedBehavior[];

  private constructor(private readonly resource: CfnDistribution) {
    super(resource, ID);
    this.site = new SiteFacts(resource);
    this.settings = new FunctionSettings(resource, this);
    Aspects.of(this).add({ visit: (node) => node === this && this.apply() }, { priority: AspectPriority.MUTATING });
    AppProblems.of(resource).addFinalCheck(resource, () => this.finalProblems());
  }

  /** Adds a step to a function slot of the selected behaviors. */
  contribute(contribution: Contribution): void {
    this.refuseLate(contribution.owner);
    if (hostOf(contribution) === 'lambda-edge') this.settings.add(contribution.owner, contribution.settings ?? {});
    this.validatePatterns(contribution);
    this.contributions.push(contribution);
  }

  /** Checks the settings of a construct that has errors and therefore contributes nothing. */
  checkRefused({ owner, behaviors, settings = {} }: Pick<Contribution, 'owner' | 'behaviors' | 'settings'>): void {
    this.settings.add(owner, settings);
    this.validatePatterns({ owner, behaviors });
  }

  /** The stack of the functions, for a construct with these settings; undefined if there is an error. */
  functionStack(owner: IConstruct, settings: EdgeFunctionSettings): Stack | undefined {
    this.settings.add(owner, settings);
    return this.settings.scope && Stack.of(this.settings.scope);
  }

  /** Sets the response headers policy of the selected behaviors. */
  contributePolicy(policy: PolicyContribution): void {
    this.refuseLate(policy.owner);
    this.validatePatterns(policy);
    this.policies.push(policy);
  }

  private refuseLate(owner: IConstruct): void {
    // Thrown at once: there may be no later synthesis to report it.
    refuse(owner, !this.applied ? [] : [error('EDGE_ATTACHED_LATE', 'has its functions already, because the app '
      + 'is being synthesized or was; attach before synthesis, or in an aspect that visits the distribution '
      + 'itself', 'distribution')]);
  }

  /** Reports path patterns that match no behavior, after all aspects: a later aspect may still add the behavior. */
  validatePatterns({ owner, behaviors }: Pick<Contribution, 'owner' | 'behaviors'>): void {
    AppProblems.of(owner).addFinalCheck(owner, () => (
      unknownPatterns(this.literal(behaviors), this.finalBehaviors().map((b) => b.pattern))));
  }

  private apply(): void {
    // The template may differ from that of an earlier synthesis.
    this.rendered = undefined;
    this.arns.forEach((arn) => arn.unsettle());
    // An app can be synthesized more than once, also after a synthesis that failed.
    if (this.failures.length > 0) return;
    if (this.applied) return this.made.callCustomizers();
    const { resource } = this;
    const contributions = bakedContributions(this.contributions)
      .map((c) => ({ ...c, behaviors: this.literal(c.behaviors) }));
    const policies = this.policies.map((p) => ({ ...p, behaviors: this.literal(p.behaviors) }));
    const behaviors = readBehaviors(resource);
    const patterns = behaviors.map((b) => b.pattern);
    const plan = planFunctions(contributions, expectedPatterns(contributions, patterns));
    const together = contributions.map(
      ({ owner, checkTogether }) => [owner, checkTogether?.(contributions, behaviors) ?? []] as const);
    const problems = AppProblems.of(this);
    problems.replace(this, checkContributions(resource, behaviors, plan, contributions, policies, together));
    // No functions for an app with errors: they would only cause further errors.
    if (problems.any) return;
    annotateNothingSelected([...contributions, ...policies], patterns);
    for (const { owner, warnings } of contributions) annotate(owner, warnings?.(behaviors) ?? []);
    for (const [owner, found] of together) annotate(owner, found);
    annotate(this, planWarnings(this, behaviors, policies.length > 0));
    const created = this.createAll(plan);
    if (created === undefined) return;
    const arns = new Map(created.map(({ key, arn }) => [key, arn]));
    const resources = new Map(plan.map((planned) => [planned, this.resourceOf(planned)]));
    this.writeManifest({ distribution: resource, plan, contributions, resources });
    const expected = new AttachmentsByBehavior(contributions, policies, arns);
    const lost = mapBehaviors(
      resource, (pattern, behavior) => renderBehavior(resource, behavior, expected.on(pattern)));
    const dependsOnRootObject = contributions.some(({ step }) => ROOT_OBJECT_PARTS.includes(step.part));
    this.rootObject = dependsOnRootObject ? this.site.rootObject() : undefined;
    this.applied = { patterns: new Set(patterns), expectedOn: (pattern) => expected.on(pattern), lost };
    this.made.complete(created);
  }

  private writeManifest(placed: PlacedFunctions): void {
    // In a construct of its own: each construct has one custom synthesis, and that of this one reports problems.
    attachCustomSynthesis(new Construct(this, 'Manifest'), {
      onSynthesize: ({ outdir }) => writeManifest(outdir, placed),
    });
  }

  /** Creates the functions; undefined if any of them fails. All failures are reported together. */
  private createAll(plan: readonly PlannedFunction[]): CreatedFunction[] | undefined {
    const created = plan.flatMap((planned) => {
      try {
        return [this.create(planned)];
      } catch (thrown) {
        if (!(thrown instanceof EdgeConfigError)) throw thrown;
        this.failures.push({ owner: this, problems: thrown.problems });
        return [];
      }
    });
    AppProblems.of(this).replace(this, this.failures);
    return this.failures.length > 0 ? undefined : created;
  }

  /** Creates a function and the ARN for its associations. */
  private create({ key, event, host, patterns, steps, owners }: PlannedFunction): CreatedFunction {
    const id = functionId(event, patterns[0]);
    const distribution = this.resource.node.path.replace(/\/Resource$/, '');
    const description = `${event} of ${distribution}: ${steps.map((s) => s.part).join(', ')}`;
    if (host === 'cloudfront-function') {
      const resource = createCloudFrontFunction(this, id, description, steps);
      return { key, event, patterns, owners, made: { host, resource }, arn: resource.functionArn };
    }
    const made = createEdgeFunction(this.settings.scope!, id, { description, steps, runtime: this.settings.runtime });
    const { version } = made;
    if (Stack.of(version) !== Stack.of(this)) referWeakly(version);
    copyTerminationProtection(Stack.of(version), this.resource);
    const arn = new VersionArn(version);
    this.versions.push({ version, arn: arn.toString() });
    this.arns.push(arn);
    return { key, event, patterns, owners, made, arn: arn.toString() };
  }

  /** The resource of a created function. */
  private resourceOf({ event, host, patterns }: PlannedFunction): CfnElement {
    const scope = host === 'cloudfront-function' ? this : this.settings.scope!;
    return scope.node.findChild(functionId(event, patterns[0])).node.defaultChild as CfnElement;
  }

  private finalProblems(): Problem[] {
    if (!this.applied) return [];
    return [
      ...finalProblems(this.resource, this.finalBehaviors(), this.versions, this.applied),
      ...this.rootObject === undefined ? [] : lateRootObject(this.rootObject, this.site.rootObject()),
    ];
  }

  /** The behaviors of the final template. Cached: rendering is slow, and every construct needs them. */
  private finalBehaviors(): RenderedBehavior[] {
    this.arns.forEach((arn) => arn.settle(Stack.of(this)));
    return this.rendered ??= renderedBehaviors(this.resource);
  }

  /** The selector with its tokens as text, comparable with the patterns of behaviors. */
  literal(selector: BehaviorSelector): BehaviorSelector {
    if (!selector.patterns.some((p) => Token.isUnresolved(p))) return selector;
    return { ...selector, patterns: selector.patterns.map((p) => patternText(this.resource, p)) };
  }
}

function lateRootObject(before: string, final: string): Problem[] {
  return before === final ? [] : [error('EDGE_ROOT_OBJECT_LATE', 'changed after the functions were created, which '
    + `treat a request for it as one for "/", got ${JSON.stringify(final)} after ${JSON.stringify(before)}; set it `
    + 'before synthesis, or in an aspect that visits the distribution itself', 'defaultRootObject')];
}
