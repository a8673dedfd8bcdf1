import { attachCustomSynthesis, CfnResource, Stack, type CfnElement } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Version } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { forwardAcknowledgements } from './acknowledge-edge';
import { composedFunction, createCloudFrontFunction } from './cloudfront-function';
import type { BakedContribution, BakedStep } from './contribution';
import { createEdgeFunction } from './edge-function';
import { writeManifest } from './edge-manifest';
import { copyTerminationProtection, referWeakly } from './edge-region';
import { describeFunction } from './function-description';
import { functionId } from './function-id';
import type { FunctionSettings } from './function-settings';
import { constructsOf, MadeFunctions, type MadeFunction } from './made-functions';
import type { PlannedFunction } from './plan';
import { rulesForTemplate, shownRules, stepText } from './shown-rules';
import { VersionArn } from './version-arn';
import { arnAcrossRegions } from './version-output';
import { AppProblems } from '../app-problems';
import { EdgeConfigError, type Finding } from '../config-error';
import type { CreatedVersion } from '../rendered/final-check';

interface CreatedFunction extends MadeFunction {
  /** Of the planned function. */
  readonly key: string;
  readonly arn: string;
}

/** Creates the planned functions of a distribution, once, and knows the ARNs for its associations. */
export class SlotFunctions {
  /** The created functions, for code that customizes them. */
  readonly made = new MadeFunctions();
  readonly versions: CreatedVersion[] = [];
  private readonly arns: VersionArn[] = [];
  /** Why functions could not be created. The others were, so that there is no second attempt. */
  private readonly failures: Finding[] = [];
  private created: readonly CreatedFunction[] = [];

  /** `scope` is the scope of CloudFront Functions, and reports errors. */
  constructor(
    private readonly scope: Construct, private readonly resource: CfnDistribution,
    private readonly settings: FunctionSettings,
  ) {}

  /** Whether an earlier synthesis could not create all functions. */
  get failed(): boolean {
    return this.failures.length > 0;
  }

  /**
   * Creates the functions and returns their ARNs by the key of the planned function; undefined if any of them fails.
   * All failures are reported together.
   */
  create(
    plan: readonly PlannedFunction[], contributions: readonly BakedContribution[],
  ): ReadonlyMap<string, string> | undefined {
    const created = plan.flatMap((planned) => {
      try {
        return [underCondition(planned.steps, [this.scope, this.settings.scope], () => (
          this.createOne(planned, contributions)))];
      } catch (thrown) {
        if (!(thrown instanceof EdgeConfigError)) throw thrown;
        this.failures.push({ owner: this.scope, problems: thrown.problems });
        return [];
      }
    });
    AppProblems.of(this.scope).replace(this.scope, this.failures);
    if (this.failed) return undefined;
    this.writeManifest(plan);
    this.created = created;
    return new Map(created.map(({ key, arn }) => [key, arn]));
  }

  /** Why CloudFront Functions could not be created, for an app with other errors: all are reported together. */
  problems(
    plan: readonly PlannedFunction[], contributions: readonly BakedContribution[], found: readonly Finding[],
  ): Finding[] {
    // A list of rules that does not fit alone is the cause, and has its own cure.
    const tooMany = found.some((one) => one.problems.some(({ code }) => code === 'EDGE_REDIRECT_FUNCTION_SIZE'));
    return plan.filter(({ host }) => host === 'cloudfront-function').map((planned): Finding => {
      const { description } = this.describe(planned, contributions);
      const { problems } = composedFunction(this.scope, description, planned.steps, contributions);
      return { owner: this.scope, problems: problems.filter(({ code }) => !tooMany || code !== 'EDGE_FUNCTION_SIZE') };
    });
  }

  /** Hands the functions to customizers, when the distribution refers to them. */
  complete(): void {
    this.made.complete(this.created);
    this.forwardAcknowledgements();
  }

  /**
   * Called when the functions are created, because cdk-nag copies acknowledgements into the template, and again after
   * all aspects.
   */
  forwardAcknowledgements(): void {
    for (const made of this.made.list ?? []) {
      forwardAcknowledgements([...made.owners, this.resource], constructsOf(made));
    }
  }

  /** Caches the ARNs: the functions no longer change. */
  settle(): void {
    this.arns.forEach((arn) => arn.settle(Stack.of(this.scope)));
  }

  /** Drops the cached ARNs: the template may differ from that of an earlier synthesis. */
  unsettle(): void {
    this.arns.forEach((arn) => arn.unsettle());
  }

  private createOne(planned: PlannedFunction, contributions: readonly BakedContribution[]): CreatedFunction {
    const { key, event, host, patterns, steps, owners, optional } = planned;
    const id = functionId(event, host, patterns[0], optional);
    const { rules, description } = this.describe(planned, contributions);
    if (host === 'cloudfront-function') {
      const resource = createCloudFrontFunction(this.scope, id, description, steps, contributions);
      showRules(resource, rules);
      return { key, event, patterns, owners, made: { host, resource }, arn: resource.functionArn };
    }
    const made = createEdgeFunction(this.settings.scope!, id, { description, steps, runtime: this.settings.runtime });
    const { resource, version } = made;
    showRules(resource, rules);
    copyTerminationProtection(Stack.of(version), this.resource);
    const arn = new VersionArn(this.arnOf(version));
    this.versions.push({ version, arn: arn.toString() });
    this.arns.push(arn);
    return { key, event, patterns, owners, made, arn: arn.toString() };
  }

  private describe({ event, steps }: PlannedFunction, contributions: readonly BakedContribution[]) {
    const stack = Stack.of(this.scope);
    const rules = steps.map((step) => ({ part: step.part, rules: shownRules(step, contributions, stack) }));
    const texts = steps.map((step, index) => stepText(step, rules[index].rules));
    return { rules, description: describeFunction(this.resource, event, texts.join(', ')) };
  }

  /** The ARN of a version, for the stack of the distribution. */
  private arnOf(version: Version): string {
    if (Stack.of(version) === Stack.of(this.scope)) return version.edgeArn;
    referWeakly(version);
    return arnAcrossRegions(version, this.resource);
  }

  private writeManifest(plan: readonly PlannedFunction[]): void {
    const { resource: distribution } = this;
    const resources = new Map(plan.map((planned) => [planned, this.resourceOf(planned)]));
    // In a construct of its own: each construct has one custom synthesis, and that of the scope reports problems.
    attachCustomSynthesis(new Construct(this.scope, 'Manifest'), {
      onSynthesize: ({ outdir }) => writeManifest(outdir, { distribution, plan, resources }),
    });
  }

  /** The resource of a created function. */
  private resourceOf({ event, host, patterns, optional }: PlannedFunction): CfnElement {
    const scope = host === 'cloudfront-function' ? this.scope : this.settings.scope!;
    return scope.node.findChild(functionId(event, host, patterns[0], optional)).node.defaultChild as CfnElement;
  }
}

/**
 * A function that runs an existing one is there where that is: it is referred to in the same places, and may name what
 * is there under the same condition.
 */
function underCondition<T>(
  steps: readonly BakedStep[], scopes: readonly (Construct | undefined)[], create: () => T,
): T {
  const condition = steps.find((step) => step.condition)?.condition;
  if (condition === undefined) return create();
  const all = () => scopes.flatMap((scope) => scope?.node.findAll() ?? []);
  const before = new Set<IConstruct>(all());
  const created = create();
  for (const made of all().filter((one) => !before.has(one))) {
    if (CfnResource.isCfnResource(made) && Stack.of(made) === Stack.of(condition)) {
      made.cfnOptions.condition = condition;
    }
  }
  return created;
}

/** See docs/adr/018. */
function showRules(made: Construct, rules: Parameters<typeof rulesForTemplate>[1]): void {
  const shown = rulesForTemplate(made, rules);
  if (shown) (made.node.defaultChild as CfnResource).addMetadata('cdk-cloudfront-edge', shown);
}
