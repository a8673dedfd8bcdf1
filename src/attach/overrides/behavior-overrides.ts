import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { applyOverride, OVERRIDDEN, type OverriddenProperty } from './apply-override';
import { OverrideTree } from './override-tree';
import { isAbsent } from '../../core/headers-policy/intrinsics';
import { mapBehaviors, readBehaviors, type Behavior, type NamedBehavior } from '../behaviors';

/** An override of one of the properties that this library adds to. */
interface BehaviorOverride {
  readonly path: readonly string[];
  readonly property: OverriddenProperty;
  readonly value: unknown;
}

const PROPERTIES = Object.keys(OVERRIDDEN) as OverriddenProperty[];

/**
 * Overrides of function associations and response headers policies.
 *
 * The CDK applies overrides last, where they would remove what this library adds. So that both have an effect, those
 * that are about the user's own associations are applied before anything is added.
 */
export class BehaviorOverrides {
  private readonly tree: OverrideTree;
  /** The overrides that were there when the first construct was attached: they cannot be about what it adds. */
  private readonly early: ReadonlySet<string>;

  constructor(private readonly resource: CfnDistribution) {
    this.tree = new OverrideTree(resource);
    this.early = new Set(this.paths().map((path) => path.join('.')));
  }

  /**
   * Applies the overrides that are about what the user declared, or all of them. Those that are left can only be about
   * what this library adds; the final check reports them.
   *
   * Returns what `mapBehaviors` returns.
   */
  apply(all: boolean): () => readonly unknown[] {
    if (this.tree.below([]) === undefined) return () => [];
    this.removeBehaviors();
    const behaviors = readBehaviors(this.resource);
    const applied = behaviors.flatMap((behavior) => this.on(behavior)
      .filter(({ path, property }) => all || this.early.has(path.join('.')) || this.declares(behavior, property)));
    if (applied.length === 0) return () => [];
    for (const { path } of applied) this.tree.remove(path);
    return mapBehaviors(this.resource, (_pattern, behavior, index) => {
      const own = applied.filter(({ path }) => path.slice(0, -1).join('.') === place(index).join('.'));
      return own.reduce((changed, override) => this.changed(changed, override), behavior);
    });
  }

  private changed(behavior: Behavior, { property, value }: BehaviorOverride): Behavior {
    const name = OVERRIDDEN[property];
    return { ...behavior, [name]: applyOverride(this.resource, property, behavior[name], value) };
  }

  /** `addPropertyDeletionOverride('DistributionConfig.CacheBehaviors')`. */
  private removeBehaviors(): void {
    const root = this.tree.below([]) ?? {};
    if (!('CacheBehaviors' in root) || root.CacheBehaviors !== undefined) return;
    this.tree.remove(['CacheBehaviors']);
    this.resource.distributionConfig = { ...this.resource.distributionConfig as object, cacheBehaviors: undefined } as
      CfnDistribution.DistributionConfigProperty;
  }

  private on({ index, conditional }: NamedBehavior): BehaviorOverride[] {
    const overrides = conditional ? {} : this.tree.below(place(index)) ?? {};
    return PROPERTIES.filter((property) => property in overrides)
      .map((property) => ({ path: [...place(index), property], property, value: overrides[property] }));
  }

  private declares({ behavior }: NamedBehavior, property: OverriddenProperty): boolean {
    const declared: unknown = Stack.of(this.resource).resolve(behavior[OVERRIDDEN[property]]);
    return !isAbsent(declared) && !(Array.isArray(declared) && declared.length === 0);
  }

  /** Known without reading the behaviors, which is only safe when all of them are there. */
  private paths(): (readonly string[])[] {
    const indexes = Object.keys(this.tree.below(['CacheBehaviors']) ?? {}).map(Number);
    return [undefined, ...indexes].flatMap((index) => PROPERTIES
      .filter((property) => property in (this.tree.below(place(index)) ?? {}))
      .map((property) => [...place(index), property]));
  }
}

/** The path of a behavior; without an index, that of the default one. */
function place(index: number | undefined): string[] {
  return index === undefined ? ['DefaultCacheBehavior'] : ['CacheBehaviors', String(index)];
}
