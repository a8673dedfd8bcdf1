import type { EdgeManifest } from '../../core/manifest/edge-manifest';
import { RULE_KINDS, type RuleKind } from '../../core/redirects/store/kinds';
import { isObject } from '../../core/values/is-object';
import type { Distribution } from '../assembly/distribution';

/** What rules a list in a store may have, for which the function that reads it has code. */
export interface StoreKinds {
  /** The names of the store. */
  readonly stores: readonly string[];
  readonly prefix: string;
  readonly kinds: readonly RuleKind[];
}

/** The kinds that the redirectors of a distribution declare, as far as its edge manifest has them. */
export function storeKinds({ behaviors }: Distribution, manifest: EdgeManifest | undefined): StoreKinds[] {
  const functions = behaviors.flatMap((behavior) => Object.values(behavior.functions));
  return functions.flatMap((fn) => {
    if (fn.host !== 'cloudfront-function' || fn.stores.length === 0) return [];
    const { steps } = manifest?.functions.find(({ template, logicalId }) => (
      template === fn.template && logicalId === fn.logicalId)) ?? { steps: [] };
    return steps.flatMap(({ config }): StoreKinds[] => {
      const { prefix, kinds } = isObject(config) && isObject(config.store) ? config.store : {};
      if (typeof prefix !== 'string' || !Array.isArray(kinds)) return [];
      return [{ stores: fn.stores, prefix, kinds: RULE_KINDS.filter((kind) => kinds.includes(kind)) }];
    });
  });
}

/** The kinds of a list that all functions that read it have code for. */
export function kindsOfList(store: string, prefix: string, declared: readonly StoreKinds[]): RuleKind[] {
  const here = declared.filter((one) => one.stores.includes(store) && one.prefix === prefix);
  return RULE_KINDS.filter((kind) => here.every(({ kinds }) => kinds.includes(kind)));
}
