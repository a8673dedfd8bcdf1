import { Fn, Lazy, Stack } from 'aws-cdk-lib';
import { CfnResponseHeadersPolicy, type CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { ExistingPolicies, type KnownPolicy } from './existing-policy';
import { ManagedPolicies, type ManagedContribution } from './managed-policies';
import { conditionOf, MergePlan, type PolicyPlace, type PolicyVariant } from './merge-plan';
import { policyTwice } from './policy-findings';
import { changedLate, policyConflicts } from './policy-notes';
import { policyProps } from './policy-props';
import type { PolicyConfig } from '../../core/headers-policy/config';
import type { Problem } from '../../core/problem';
import { DEFAULT_PATTERN, selects } from '../behavior-selector';
import type { NamedBehavior } from '../behaviors';
import { globalName, POLICY_NAME_LENGTH } from '../global-name';
import { renderedProperties } from '../rendered/rendered-resource';
import { shorten } from '../shorten';
import type { BehaviorFinding } from '../slots/behavior-findings';
import type { PolicyContribution } from '../slots/contribution';

/** The policy of a behavior. */
export interface SetPolicy {
  readonly id: string;
}

/**
 * The response headers policies of the constructs on a distribution: which behavior gets which, and those that are
 * merged with existing ones.
 */
export class BehaviorPolicies {
  readonly findings: readonly BehaviorFinding[];
  private readonly managed: ManagedPolicies;
  private readonly plans: readonly (readonly [PolicyContribution, MergePlan])[];
  private readonly ids = new Map<PolicyVariant, string>();
  /** The resources of the policies. */
  readonly resources: CfnResponseHeadersPolicy[] = [];

  constructor(
    resource: CfnDistribution, policies: readonly PolicyContribution[],
    private readonly behaviors: readonly NamedBehavior[], managed: readonly ManagedContribution[] = [],
  ) {
    this.managed = new ManagedPolicies(resource, managed, behaviors);
    const existing = new ExistingPolicies(resource);
    const first = (pattern: string) => policies.find((p) => selects(p.behaviors, pattern));
    this.plans = policies.map((own) => {
      const selected = defaultFirst(behaviors).filter(({ pattern }) => first(pattern) === own);
      return [own, new MergePlan(own, settingsOf(own.policy), existing, selected)] as const;
    });
    const all = [...policies, ...managed];
    this.findings = [
      ...this.managed.findings,
      ...this.plans.flatMap(([, plan]) => plan.findings),
      ...all.flatMap(({ owner, behaviors: selector }, index) => behaviors
        .flatMap(({ pattern }) => {
          const before = all.slice(0, index).filter((p) => selects(p.behaviors, pattern)).at(-1);
          return before && selects(selector, pattern) && !this.isConditional(pattern)
            ? [{ owner, pattern, describe: policyTwice(before.owner.node.path) }] : [];
        })),
    ];
  }

  /** What both policies of a behavior set, for each construct. */
  conflicts(): (readonly [PolicyContribution['owner'], Problem[]])[] {
    return this.plans.map(([own, { conflicts }]) => [own.owner, policyConflicts(own, conflicts)]);
  }

  /** Creates the merged policies. */
  create(): void {
    for (const [own, { variants, ours }] of this.plans) {
      this.resources.push(own.policy);
      // The public policy of the construct is that of its behaviors: merged, if none of them has it alone.
      const main = variants.get('') ?? [...variants.values()][0];
      for (const variant of variants.values()) {
        if (variant === main) this.replace(own, variant, ours);
        else this.ids.set(variant, variant.sources.length > 0 ? this.merged(own, variant) : own.policyId);
      }
    }
  }

  /** The policy that a behavior gets; an empty id if it was added too late to have one. */
  on(pattern: string): SetPolicy | undefined {
    const found = this.plans.find(([own]) => selects(own.behaviors, pattern));
    if (found === undefined) {
      const id = this.managed.on(pattern);
      return id === undefined ? undefined : { id };
    }
    const [, { places, variants }] = found;
    const place = places.get(pattern) ?? variants.get('');
    return { id: place === undefined ? '' : this.idOf(place) };
  }

  /** Whether the behavior existed when the policies were planned. */
  knows(pattern: string): boolean {
    return this.behaviors.some((behavior) => behavior.pattern === pattern);
  }

  /** Policies that shared a merged one, and no longer have the same content. */
  problems(): Problem[] {
    return this.plans.flatMap(([, { variants }]) => [...variants.values()].flatMap(changedLate));
  }

  private isConditional(pattern: string): boolean {
    return this.behaviors.some((behavior) => behavior.pattern === pattern && behavior.conditional);
  }

  private replace({ policy, policyId }: PolicyContribution, variant: PolicyVariant, ours: PolicyConfig): void {
    this.ids.set(variant, policyId);
    const [source] = variant.sources;
    if (source === undefined) return;
    const { name, comment } = policy.responseHeadersPolicyConfig as CfnResponseHeadersPolicy
      .ResponseHeadersPolicyConfigProperty;
    policy.responseHeadersPolicyConfig = config({ name, comment }, () => variant.settings(source), ours);
    copyCondition(policy, source);
  }

  private merged(own: PolicyContribution, variant: PolicyVariant): string {
    const resource = merged(own, variant);
    this.resources.push(resource);
    return resource.ref;
  }

  private idOf(place: PolicyPlace): string {
    if (!('condition' in place)) return this.ids.get(place)!;
    return Fn.conditionIf(place.condition, this.idOf(place.then), this.idOf(place.otherwise)).toString();
  }
}

function merged(
  { owner, policy }: PolicyContribution, { sources: [source], settings }: PolicyVariant,
): CfnResponseHeadersPolicy {
  // Beside the policy of the construct, which is in the stack of the distribution.
  const scope = new Construct(policy.node.scope!.node.scope!, `PolicyWith${source.id}`);
  const name = globalName(scope, POLICY_NAME_LENGTH);
  const comment = shorten(`Security headers of ${owner.node.path} and ${source.name}`, 128);
  const resource = new CfnResponseHeadersPolicy(scope, 'Resource', {
    responseHeadersPolicyConfig: config({ name, comment }, () => settings(source)),
  });
  copyCondition(resource, source);
  return resource;
}

/** Ours is referred to where the existing policy was, and may name what is there under the same condition. */
function copyCondition(policy: CfnResponseHeadersPolicy, source: KnownPolicy): void {
  const condition = conditionOf(source);
  if (condition && Stack.of(condition) === Stack.of(policy)) policy.cfnOptions.condition = condition;
}

/**
 * Rendered last, so that late changes of the existing policy are in it.
 *
 * @param ours What the policy is to others while it is rendered: two may be merged with each other.
 */
function config(
  own: { readonly name: string; readonly comment?: string }, settings: () => PolicyConfig | undefined,
  ours: PolicyConfig = {},
) {
  let isRendering = false;
  const produce = () => {
    if (isRendering) return { ...own, ...policyProps(ours) };
    isRendering = true;
    try {
      return { ...own, ...policyProps(settings() ?? {}) };
    } finally {
      isRendering = false;
    }
  };
  return Lazy.uncachedAny({ produce });
}

function settingsOf(policy: CfnResponseHeadersPolicy): PolicyConfig {
  const { Name, Comment, ...settings } = renderedProperties(policy).ResponseHeadersPolicyConfig as PolicyConfig;
  return settings;
}

function defaultFirst(behaviors: readonly NamedBehavior[]): NamedBehavior[] {
  return [...behaviors].sort((a, b) => Number(b.pattern === DEFAULT_PATTERN) - Number(a.pattern === DEFAULT_PATTERN));
}
