import {
  AspectPriority, Aspects, attachCustomSynthesis, Stack, Token, type CfnElement, type CfnResource,
} from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Version } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { annotate, annotateNothingSelected } from '../annotations';
import { AppProblems } from '../app-problems';
import { unknownPatterns, type BehaviorSelector } from '../behavior-selector';
import { mapBehaviors, patternText, readBehaviors } from '../behaviors';
import { EdgeConfigError, refuse, type Finding } from '../config-error';
import { shorten } from '../shorten';
import { forwardAcknowledgements } from './acknowledge-edge';
import { renderBehavior, WantedOnBehaviors } from './associations';
import { checkContributions } from './check';
import { createCloudFrontFunction } from './cloudfront-function';
import {
  bakedContributions, hostOf, type BakedContribution, type Contribution, type PolicyContribution,
} from './contribution';
import { createEdgeFunction } from './edge-function';
import { writeManifest, type PlacedFunctions } from './edge-manifest';
import { protectAlike, referWeakly } from './edge-region';
import { planWarnings } from './flat-rate';
import { functionId } from './function-id';
import { FunctionSettings, type EdgeFunctionSettings } from './function-settings';
import { constructsOf, MadeFunctions, type MadeFunction } from './made-functions';
import { expectedPatterns, planFunctions, type PlannedFunction } from './plan';
import { servesNoDocuments } from './serves-documents';
import { rulesForTemplate, shownRules, stepText } from './shown-rules';
import { SiteFacts } from './site-facts';
import { VersionArn } from './version-arn';
import { arnFromElsewhere } from './version-output';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { error, type Problem } from '../../core/problem';
import type { Intention } from '../rendered/check-coverage';
import { finalProblems, type OurFunction } from '../rendered/final-check';
import { renderedBehaviors, type RenderedBehavior } from '../rendered/rendered-behaviors';

const ID = 'EdgeSlots';

/** Of a Lambda function. */
const DESCRIPTION_MAX_LENGTH = 256;

interface CreatedFunction extends MadeFunction {
  /** Of the plan. */
  readonly key: string;
  readonly arn: string;
}

/**
 * What all constructs of this library put on one distribution.
 *
 * The functions are created by an aspect, when every construct has contributed and every behavior is known: two
 * constructs that meet on a slot get one function, and a behavior that is added last gets what `EdgeBehaviors.all()`
 * promised.
 */
export class EdgeSlots extends Construct {
  /** The slots of a distribution; the same object for every construct that attaches to it. */
  static of(resource: CfnDistribution): EdgeSlots {
    return resource.node.tryFindChild(ID) as EdgeSlots | undefined ?? new EdgeSlots(resource);
  }

  private readonly contributions: Contribution[] = [];
  private readonly policies: PolicyContribution[] = [];
  /** The functions, for those who add something to them. */
  readonly made = new MadeFunctions();
  /** What the constructs tell each other about the site. */
  readonly site: SiteFacts;
  private readonly functions: OurFunction[] = [];
  private readonly arns: VersionArn[] = [];
  private readonly settings: FunctionSettings;
  /** Why functions could not be made. Those beside them were, so that there is no second attempt. */
  private readonly unmade: Finding[] = [];
  /** Set when the functions have been made. */
  private applied?: Intention;
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

  /** Finds what else is wrong with a construct that has nothing to contribute, because it was refused. */
  checkRefused({ owner, behaviors, settings = {} }: Pick<Contribution, 'owner' | 'behaviors' | 'settings'>): void {
    this.settings.add(owner, settings);
    this.validatePatterns({ owner, behaviors });
  }

  /** The stack that the functions will be in, for a construct with these settings; undefined if they can be in none. */
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
    // At once: after a synthesis there may be no other to report it.
    refuse(owner, !this.applied ? [] : [error('EDGE_ATTACHED_LATE', 'has its functions already, because the app '
      + 'is being synthesized or was; attach before synthesis, or in an aspect that visits the distribution '
      + 'itself', 'distribution')]);
  }

  /** Refuses path patterns that name no behavior, at the very end: a later aspect may still add it. */
  validatePatterns({ owner, behaviors }: Pick<Contribution, 'owner' | 'behaviors'>): void {
    AppProblems.of(owner).addFinalCheck(owner, () => (
      unknownPatterns(this.literal(behaviors), this.finalBehaviors().map((b) => b.pattern))));
  }

  private apply(): void {
    // From here on the template may be another one than in an earlier synthesis.
    this.rendered = undefined;
    this.arns.forEach((arn) => arn.unsettle());
    // An app can be synthesized more than once, also after a synthesis that was refused.
    if (this.unmade.length > 0) return;
    if (this.applied) return this.made.callCustomizers();
    const { resource } = this;
    const behaviors = readBehaviors(resource);
    const withoutDocuments = servesNoDocuments(behaviors);
    const contributions = bakedContributions(this.contributions)
      .map((c) => ({ ...c, behaviors: this.literal(c.behaviors), withoutDocuments }));
    const policies = this.policies.map((p) => ({ ...p, behaviors: this.literal(p.behaviors) }));
    const patterns = behaviors.map((b) => b.pattern);
    const plan = planFunctions(contributions, expectedPatterns(contributions, patterns));
    const together = contributions.map(({ owner, among }) => [owner, among?.(contributions, behaviors) ?? []] as const);
    const problems = AppProblems.of(this);
    problems.replace(this, checkContributions(resource, behaviors, plan, contributions, policies, together));
    // Nothing is made for an app that will be refused: what is missing would only bring further errors.
    if (problems.any) return;
    annotateNothingSelected([...contributions, ...policies], patterns);
    for (const { owner, notice } of contributions) annotate(owner, notice?.(behaviors) ?? []);
    for (const [owner, found] of together) annotate(owner, found);
    annotate(this, planWarnings(this, behaviors, policies.length > 0));
    const created = this.createAll(plan, contributions);
    if (created === undefined) return;
    const arns = new Map(created.map(({ key, arn }) => [key, arn]));
    const resources = new Map(plan.map((planned) => [planned, this.resourceOf(planned)]));
    this.writeManifest({ distribution: resource, plan, contributions, resources });
    const wanted = new WantedOnBehaviors(contributions, policies, arns);
    const lost = mapBehaviors(resource, (pattern, behavior) => renderBehavior(resource, behavior, wanted.on(pattern)));
    this.applied = { patterns: new Set(patterns), wantedOn: (pattern) => wanted.on(pattern), lost };
    this.made.complete(created);
    this.forwardAcknowledgements();
  }

  private writeManifest(placed: PlacedFunctions): void {
    // A construct has one custom synthesis, and that of this one is for problems.
    attachCustomSynthesis(new Construct(this, 'Manifest'), {
      onSynthesize: ({ outdir }) => writeManifest(outdir, placed),
    });
  }

  /** Creates the functions; undefined if one cannot be made, which is reported with all others for which this is so. */
  private createAll(
    plan: readonly PlannedFunction[], contributions: readonly BakedContribution[],
  ): CreatedFunction[] | undefined {
    const created = plan.flatMap((planned) => {
      try {
        return [this.create(planned, contributions)];
      } catch (thrown) {
        if (!(thrown instanceof EdgeConfigError)) throw thrown;
        this.unmade.push({ owner: this, problems: thrown.problems });
        return [];
      }
    });
    AppProblems.of(this).replace(this, this.unmade);
    return this.unmade.length > 0 ? undefined : created;
  }

  /** Creates a function, with the ARN to associate. */
  private create(planned: PlannedFunction, contributions: readonly BakedContribution[]): CreatedFunction {
    const { key, event, host, patterns, steps, owners } = planned;
    const id = functionId(event, patterns[0]);
    const rules = steps.map((step) => ({ part: step.part, rules: shownRules(step, contributions, Stack.of(this)) }));
    const description = this.describe(event, steps.map((step, index) => stepText(step, rules[index].rules)).join(', '));
    if (host === 'cloudfront-function') {
      const resource = createCloudFrontFunction(this, id, description, steps);
      return { key, event, patterns, owners, made: { host, resource }, arn: resource.functionArn };
    }
    const made = createEdgeFunction(this.settings.scope!, id, { description, steps, runtime: this.settings.runtime });
    const { resource, version } = made;
    const shown = rulesForTemplate(resource, rules);
    if (shown) (resource.node.defaultChild as CfnResource).addMetadata('cdk-cloudfront-edge', shown);
    protectAlike(Stack.of(version), this.resource);
    const arn = new VersionArn(this.arnOf(version));
    this.functions.push({ version, arn: arn.toString() });
    this.arns.push(arn);
    return { key, event, patterns, owners, made, arn: arn.toString() };
  }

  /** What the function does counts more than a long name of the distribution. */
  private describe(event: EdgeEvent, what: string): string {
    const distribution = this.resource.node.path.replace(/\/Resource$/, '');
    const room = Math.max(20, DESCRIPTION_MAX_LENGTH - `${event} of : ${what}`.length);
    return `${event} of ${shorten(distribution, room)}: ${what}`;
  }

  private arnOf(version: Version): string {
    if (Stack.of(version) === Stack.of(this)) return version.edgeArn;
    referWeakly(version);
    return arnFromElsewhere(version, this.resource);
  }

  /** The resource of a function that was created. */
  private resourceOf({ event, host, patterns }: PlannedFunction): CfnElement {
    const scope = host === 'cloudfront-function' ? this : this.settings.scope!;
    return scope.node.findChild(functionId(event, patterns[0])).node.defaultChild as CfnElement;
  }

  /** When functions are made, since cdk-nag writes acknowledgements into templates, and when aspects are through. */
  private forwardAcknowledgements(): void {
    for (const made of this.made.list ?? []) {
      forwardAcknowledgements([...made.owners, this.resource], constructsOf(made));
    }
  }

  private finalProblems(): Problem[] {
    this.forwardAcknowledgements();
    return this.applied ? finalProblems(this.resource, this.finalBehaviors(), this.functions, this.applied) : [];
  }

  /** The behaviors of the final template, which take a while to render and are asked for by every construct. */
  private finalBehaviors(): RenderedBehavior[] {
    this.arns.forEach((arn) => arn.settle(Stack.of(this)));
    return this.rendered ??= renderedBehaviors(this.resource);
  }

  /** The selector with path patterns that can be compared with those of behaviors. */
  literal(selector: BehaviorSelector): BehaviorSelector {
    if (!selector.patterns.some((p) => Token.isUnresolved(p))) return selector;
    return { ...selector, patterns: selector.patterns.map((p) => patternText(this.resource, p)) };
  }
}
