import type { CfnCondition } from 'aws-cdk-lib';
import type { ExistingPolicies, ExistingPolicy, KnownPolicy } from './existing-policy';
import { policyKeepsCsp, policyTaken, policyTooLarge, policyUnknown, policyUnreadable } from './policy-findings';
import { contentOf, sourceMerge, type SourceMerge } from './source-merge';
import type { PolicyConfig } from '../../core/headers-policy/config';
import { mergePolicies, type PolicyConflict, type Winner } from '../../core/headers-policy/merge';
import type { NamedBehavior } from '../behaviors';
import type { BehaviorFinding } from '../slots/behavior-findings';
import { conditionalBehavior } from '../slots/conflicts';
import type { PolicyContribution } from '../slots/contribution';

/** A policy that some behaviors get: that of the construct alone, or merged with existing ones of the same content. */
export interface PolicyVariant {
  /** The existing policies; none for that of the construct alone. */
  readonly sources: KnownPolicy[];
  /** The settings, without name and comment; undefined if a late change has made them unreadable. */
  readonly settings: (source: KnownPolicy) => PolicyConfig | undefined;
}

/** The policy of a behavior: one, or one of two by a condition of the template. */
export type PolicyPlace = PolicyVariant | {
  readonly condition: string;
  readonly then: PolicyPlace;
  readonly otherwise: PolicyPlace;
};

/** What both policies of a behavior set. */
export interface FoundConflict extends PolicyConflict {
  readonly pattern: string;
  readonly existing: string;
  /** Of the existing policy. */
  readonly name: string;
}

/** Plans the policies of one construct: as few as its behaviors allow, since an account may have 20. */
export class MergePlan {
  readonly findings: BehaviorFinding[] = [];
  readonly conflicts: FoundConflict[] = [];
  readonly places = new Map<string, PolicyPlace>();
  /** By content; that of the construct alone has the key ''. */
  readonly variants = new Map<string, PolicyVariant>();
  private readonly merges = new Map<string, SourceMerge>();
  /** The content of the policy of the construct alone. */
  private readonly alone: string;

  constructor(
    private readonly contribution: PolicyContribution, readonly ours: PolicyConfig,
    private readonly policies: ExistingPolicies, behaviors: readonly NamedBehavior[],
  ) {
    this.alone = contentOf(mergePolicies(ours, {}, this.winner));
    for (const behavior of behaviors) this.add(behavior);
  }

  private get winner(): Winner {
    return this.contribution.existing?.policyConflicts ?? 'ours';
  }

  private add({ pattern, behavior, conditional }: NamedBehavior): void {
    if (conditional) return this.report(pattern, conditionalBehavior(pattern));
    const existing = this.policies.find(behavior.responseHeadersPolicyId);
    if (existing === undefined || this.contribution.existing?.compose) {
      this.places.set(pattern, this.place(pattern, existing));
    } else {for (const { name } of leaves(existing)) this.report(pattern, policyTaken(name));}
  }

  private place(pattern: string, existing: ExistingPolicy): PolicyPlace {
    if (existing?.kind === 'either') {
      const [then, otherwise] = [this.place(pattern, existing.then), this.place(pattern, existing.otherwise)];
      return then === otherwise ? then : { condition: existing.condition, then, otherwise };
    }
    if (existing?.kind === 'unknown') this.report(pattern, policyUnknown(existing));
    // The user may have set the policy of the construct: there is nothing to merge.
    const other = existing?.kind === 'known' && existing.resource !== this.contribution.policy ? existing : undefined;
    return other ? this.merged(pattern, other) : this.variant('', []);
  }

  private merged(pattern: string, source: KnownPolicy): PolicyVariant {
    const { merge, csp, content, exceeded } = this.mergeOf(source);
    if ('unreadable' in merge) {
      this.report(pattern, policyUnreadable(source.name, merge));
      return this.variant('', []);
    }
    const { byFunction, functionLast } = this.contribution;
    // After the policy, a function sees its headers, and keeps them.
    if (this.winner === 'existing' && !functionLast && byFunction.includes('content-security-policy') && csp) {
      this.report(pattern, policyKeepsCsp(source.name));
    }
    for (const limit of exceeded) this.report(pattern, policyTooLarge(source.name, limit));
    this.conflicts.push(...merge.conflicts.map((conflict) => ({ ...conflict, pattern, name: source.name })));
    if (source.fixed && content === this.alone) return this.variant('', []);
    // Policies under different conditions are no longer one: each is there where the existing one is.
    return this.variant([content, conditionOf(source)?.node.path ?? ''].join('\n').trim(), [source]);
  }

  /** Merged once: many behaviors have the same policy. */
  private mergeOf(source: KnownPolicy): SourceMerge {
    const known = this.merges.get(source.id) ?? sourceMerge(this.ours, source, this.winner);
    this.merges.set(source.id, known);
    return known;
  }

  private variant(content: string, sources: readonly KnownPolicy[]): PolicyVariant {
    const known = this.variants.get(content) ?? { sources: [], settings: (source) => this.settings(source) };
    for (const source of sources) if (!known.sources.some(({ id }) => id === source.id)) known.sources.push(source);
    this.variants.set(content, known);
    return known;
  }

  /** Read when the template is rendered, so that later changes of the existing policy are in it. */
  private settings(source: KnownPolicy): PolicyConfig | undefined {
    const merge = mergePolicies(this.ours, source.read(), this.winner);
    return 'unreadable' in merge ? undefined : merge.config;
  }

  private report(pattern: string, describe: BehaviorFinding['describe']): void {
    this.findings.push({ owner: this.contribution.owner, pattern, describe });
  }
}

/** The condition of the template under which an existing policy is there. */
export function conditionOf({ resource }: KnownPolicy): CfnCondition | undefined {
  return resource?.cfnOptions.condition;
}

function leaves(existing: ExistingPolicy): readonly { readonly name: string }[] {
  if (existing === undefined) return [];
  return existing.kind === 'either' ? [...leaves(existing.then), ...leaves(existing.otherwise)] : [existing];
}
