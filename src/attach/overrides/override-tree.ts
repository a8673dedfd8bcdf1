import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';

/** Overrides by property: a value, or the overrides of its members. `undefined` deletes the property. */
export type Overrides = Record<string, unknown>;

/**
 * The overrides of a distribution's configuration, made with `addPropertyOverride` and its like. The CDK applies them
 * when it renders the template, and has no public property for them.
 */
export class OverrideTree {
  constructor(private readonly resource: CfnDistribution) {}

  /** The overrides below a path; undefined if there are none, or if the value as a whole is overridden. */
  below(path: readonly string[]): Overrides | undefined {
    let current: unknown = this.root;
    for (const name of path) {
      if (!isTree(current) || !(name in current)) return undefined;
      current = current[name];
    }
    return isTree(current) ? current : undefined;
  }

  /** Removes an override, since it has been applied. An empty object would be one, too. */
  remove(path: readonly string[]): void {
    const parent = this.below(path.slice(0, -1));
    if (parent === undefined) return;
    delete parent[path.at(-1)!];
    if (path.length > 1 && Object.keys(parent).length === 0) this.remove(path.slice(0, -1));
  }

  private get root(): unknown {
    const { rawOverrides } = this.resource as unknown as {
      readonly rawOverrides?: { readonly Properties?: { readonly DistributionConfig?: unknown } };
    };
    return rawOverrides?.Properties?.DistributionConfig;
  }
}

/** Whether it is an object of the override's path, rather than a value. */
export function isTree(value: unknown): value is Overrides {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('resolve' in value);
}
