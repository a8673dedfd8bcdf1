import { AspectPriority, Aspects, Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Construct, type IConstruct } from 'constructs';
import { annotate, annotateNothingSelected } from '../annotations';
import { AppProblems } from '../app-problems';
import { missingPatterns, unknownPatterns, type BehaviorSelector } from '../behavior-selector';
import { mapBehaviors, patternText, readBehaviors } from '../behaviors';
import { carryConditions } from '../carried-conditions';
import { refuse } from '../config-error';
import { renderBehavior, AttachmentsByBehavior } from './associations';
import { perOwner } from './behavior-findings';
import { checkContributions } from './check';
import { bakedContributions, bakedStep, hostOf, type Contribution, type PolicyContribution } from './contribution';
import { planWarnings } from './flat-rate';
import { FunctionSettings, type EdgeFunctionSettings } from './function-settings';
import { withHosts } from './host-choice';
import type { MadeFunctions } from './made-functions';
import { expectedPatterns, planFunctions } from './plan';
import { RootObjectCheck } from './root-object-check';
import { servesNoDocuments } from './serves-documents';
import { SiteFacts } from './site-facts';
import { SlotFunctions } from './slot-functions';
import type { MaskConfig } from '../../core/errors/config';
import type { EdgeHost } from '../../core/facts/edge-events';
import { error, isError, type Problem } from '../../core/problem';
import { hostNote } from '../../core/redirects/cost/host-choice';
import { FunctionsAround } from '../around/functions-around';
import { headersLast } from '../around/headers-last';
import { pathWarnings } from '../around/path-warnings';
import { composeExisting, holdsFunction, type ComposedFunctions } from '../existing/compose-existing';
import { failoverSteps, type FailoverSteps } from '../failover/failover-steps';
import { BehaviorOverrides } from '../overrides/behavior-overrides';
import { BehaviorPolicies } from '../policies/behavior-policies';
import { HeadersClaims, type HeadersClaim } from '../policies/headers-claims';
import type { ManagedContribution } from '../policies/managed-policies';
import { policyQuota } from '../policies/policy-quota';
import { redirectFindings } from '../policies/redirect-findings';
import { SharedPolicies } from '../policies/shared-policies';
import type { Expectation } from '../rendered/check-coverage';
import { finalProblems } from '../rendered/final-check';
import { conditionalPatternsIn, renderedBehaviors, type RenderedBehavior } from '../rendered/rendered-behaviors';

const ID = 'EdgeSlots';

/**
 * Collects what all constructs of this library contribute to a distribution, and attaches it.
 *
 * An aspect does so, when every construct has contributed and every behavior is known: two constructs on
 * the same slot share a function, and `EdgeBehaviors.all()` includes behaviors that are added last.
 */
export class EdgeSlots extends Construct {
  /** The slots of a distribution: the same object for every construct that attaches to it. */
  static of(resource: CfnDistribution): EdgeSlots {
    return EdgeSlots.on(resource) ?? new EdgeSlots(resource);
  }

  /** The slots of a distribution to which a construct was attached. */
  static on(resource: CfnDistribution): EdgeSlots | undefined {
    return resource.node.tryFindChild(ID) as EdgeSlots | undefined;
  }

  private readonly contributions: Contribution[] = [];
  private readonly policies: PolicyContribution[] = [];
  private readonly managed: ManagedContribution[] = [];
  private readonly claims: HeadersClaim[] = [];
  /** Facts about the site that the constructs share. */
  readonly site: SiteFacts;
  private readonly settings: FunctionSettings;
  private readonly overrides: BehaviorOverrides;
  private readonly functions: SlotFunctions;
  /** Set when the functions have been created. */
  private applied?: Expectation;
  private existing?: ComposedFunctions;
  private failover?: FailoverSteps;
  private rootObject?: RootObjectCheck;
  private merging?: BehaviorPolicies;
  private rendered?: RenderedBehavior[];

  private constructor(private readonly resource: CfnDistribution) {
    super(resource, ID);
    this.site = new SiteFacts(resource);
    this.settings = new FunctionSettings(resource, this);
    this.overrides = new BehaviorOverrides(resource);
    this.functions = new SlotFunctions(this, resource, this.settings);
    Aspects.of(this).add({ visit: (node) => node === this && this.apply() }, { priority: AspectPriority.MUTATING });
    AppProblems.of(resource).addFinalCheck(resource, () => this.finalProblems());
  }

  /** The created functions, for code that customizes them. */
  get made(): MadeFunctions {
    return this.functions.made;
  }

  /** What `EdgeErrorMasker`s on the distribution do. */
  errorMasks(): (Pick<Contribution, 'owner' | 'behaviors'> & { readonly config: MaskConfig })[] {
    return this.contributions.filter(({ step }) => step.part.startsWith('mask-errors'))
      .map(({ owner, behaviors, step }) => ({ owner, behaviors, config: bakedStep(step).config as MaskConfig }));
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

  /** Says which behaviors get the headers of a construct. Another one that names some of them has those. */
  claimHeaders(claim: HeadersClaim): void {
    this.claims.push(claim);
  }

  /** Sets the response headers policy of the selected behaviors. */
  contributePolicy(policy: PolicyContribution): void {
    this.refuseLate(policy.owner);
    this.validatePatterns(policy);
    this.policies.push(policy);
  }

  /** Sets one of CloudFront's own policies on the selected behaviors. */
  contributeManagedPolicy(contribution: ManagedContribution): void {
    this.refuseLate(contribution.owner);
    this.validatePatterns(contribution);
    this.managed.push(contribution);
  }

  private refuseLate(owner: IConstruct): void {
    // Thrown at once: there may be no later synthesis to report it.
    refuse(owner, !this.applied ? [] : [error('EDGE_ATTACHED_LATE', 'has its functions already, because the app '
      + 'is being synthesized or was; attach before synthesis, or in an aspect that visits the distribution '
      + 'itself', 'distribution')]);
  }

  /** Reports path patterns that match no behavior, after all aspects: a later aspect may still add the behavior. */
  validatePatterns({ owner, behaviors }: Pick<Contribution, 'owner' | 'behaviors'>): void {
    AppProblems.of(owner).addFinalCheck(owner, () => {
      const selector = this.literal(behaviors);
      const patterns = this.finalBehaviors().map((b) => b.pattern);
      if (missingPatterns(selector, patterns).length === 0) return [];
      return unknownPatterns(selector, [...conditionalPatternsIn(this.resource), ...patterns]);
    });
  }

  private apply(): void {
    // The template may differ from that of an earlier synthesis.
    this.rendered = undefined;
    this.functions.unsettle();
    // An app can be synthesized more than once, also after a synthesis that failed.
    if (this.functions.failed) return;
    if (this.applied) return this.made.callCustomizers();
    const { resource } = this;
    const composes = [...this.contributions, ...this.policies].some(({ existing }) => existing?.compose);
    const overridden = this.overrides.apply(composes);
    const behaviors = readBehaviors(resource);
    const withoutDocuments = servesNoDocuments(behaviors);
    const literal = <T extends HeadersClaim>(one: T): T => ({ ...one, behaviors: this.literal(one.behaviors) });
    const claims = new HeadersClaims(this.claims.map(literal), behaviors);
    const given = this.contributions.map((c) => claims.withoutNamed(literal(c)));
    const policies = this.policies.map((p) => claims.withoutNamed(literal(p)));
    const managed = this.managed.map((m) => claims.withoutNamed(literal(m)));
    const patterns = behaviors.map((b) => b.pattern);
    const holds = (pattern: string, host: EdgeHost) => holdsFunction(resource, behaviors, pattern, host);
    const hosted = withHosts(given, behaviors, holds);
    const own = bakedContributions(hosted.contributions).map((c) => ({ ...c, withoutDocuments }));
    const around = new FunctionsAround(resource, own);
    const last = headersLast(around, policies, behaviors, this.settings.hosts);
    const steps = [...own, ...last.contributions];
    const functions = Stack.of(this.settings.scope ?? resource);
    const existing = composeExisting(resource, behaviors, steps, functions);
    const failover = failoverSteps(resource, behaviors, [...steps, ...existing.contributions], functions);
    const contributions = [...steps, ...existing.contributions, ...failover.contributions];
    this.existing = existing;
    this.failover = failover;
    const plan = planFunctions(contributions, expectedPatterns(contributions, patterns));
    const together = contributions.map(
      ({ owner, checkTogether }) => [owner, checkTogether?.(contributions, behaviors) ?? []] as const);
    const merging = new BehaviorPolicies(resource, policies, behaviors, managed);
    const problems = AppProblems.of(this);
    const findings = checkContributions(
      resource, behaviors, plan, contributions, policies, together, merging.findings, existing.on);
    const found = [...findings, ...existing.findings];
    const refused = problems.any || found.some((one) => one.problems.some(isError));
    problems.replace(this, refused ? [...found, ...this.functions.problems(plan, contributions, found)] : found);
    // No functions for an app with errors: they would only cause further errors.
    if (problems.any) return;
    this.settings.settle(plan.some(({ host }) => host === 'lambda-edge'));
    annotateNothingSelected([...contributions, ...policies, ...managed], patterns);
    for (const { owner, warnings } of contributions) annotate(owner, warnings?.(behaviors) ?? []);
    for (const { owner, problems: ours } of findings) annotate(owner, ours);
    const noted = perOwner([...last.findings, ...failover.findings, ...pathWarnings(around, behaviors, contributions)]);
    const away = redirectFindings(claims.settled(), contributions, behaviors, this.site.aliases());
    for (const [owner, more] of [...merging.conflicts(), ...noted, ...away]) annotate(owner, more);
    for (const [owner, choice] of hosted.choices) {
      annotate(owner, [(given.find((one) => one.owner === owner && one.hostNote)?.hostNote ?? hostNote)(choice)]);
    }
    annotate(this, planWarnings(this, behaviors, policies.length > 0));
    const arns = this.functions.create(plan, contributions);
    if (arns === undefined) return;
    merging.create();
    this.merging = merging;
    const expected = new AttachmentsByBehavior(contributions, merging, arns);
    const lost = mapBehaviors(
      resource, (pattern, behavior) => renderBehavior(
        resource, behavior, expected.on(pattern), (event) => existing.on(pattern, event)));
    this.rootObject = new RootObjectCheck(this.site, contributions);
    this.applied = {
      patterns: new Set(patterns),
      expectedOn: (pattern) => expected.on(pattern),
      lost: () => [...overridden(), ...lost()],
    };
    carryConditions(Stack.of(resource), [this, ...this.policies.map(({ policy }) => policy.node.scope!.node.scope!)]);
    for (const policy of merging.resources) SharedPolicies.of(Stack.of(policy)).add(policy);
    this.functions.complete();
  }

  private finalProblems(): Problem[] {
    this.functions.forwardAcknowledgements();
    if (!this.applied) return [];
    // Counted when the other distributions have theirs, too.
    if (this.policies.length > 0) annotate(this, policyQuota(this));
    return [
      ...this.existing?.changed() ?? [],
      ...this.failover?.changed() ?? [],
      ...finalProblems(this.resource, this.finalBehaviors(), this.functions.versions, this.applied),
      ...this.rootObject?.problems() ?? [],
      ...this.merging?.problems() ?? [],
    ];
  }

  /** The behaviors of the final template. Cached: rendering is slow, and every construct needs them. */
  private finalBehaviors(): RenderedBehavior[] {
    this.functions.settle();
    return this.rendered ??= renderedBehaviors(this.resource);
  }

  /** The selector with its tokens as text, comparable with the patterns of behaviors. */
  literal(selector: BehaviorSelector): BehaviorSelector {
    if (!selector.patterns.some((p) => Token.isUnresolved(p))) return selector;
    return { ...selector, patterns: selector.patterns.map((p) => patternText(this.resource, p)) };
  }
}
