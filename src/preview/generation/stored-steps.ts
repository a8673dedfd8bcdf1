import type { EdgeManifest } from '../../core/manifest/edge-manifest';
import type { RedirectEvent } from '../../core/redirects/checks/event-rules';
import type { Distribution } from '../assembly/distribution';
import type { RuleObject } from '../origin/rule-objects';

/** A step with rules in S3, as far as the edge manifest has its configuration. */
export interface StoredStep {
  readonly event: RedirectEvent;
  /** Not a text if the value is only known at deploy time. */
  readonly bucket?: unknown;
  readonly key?: unknown;
}

export function storedSteps(manifest: EdgeManifest | undefined): StoredStep[] {
  return (manifest?.functions ?? []).flatMap(({ event, steps }) => steps
    .filter(({ part }) => part === 'redirect-stored')
    .map(({ config }) => ({ ...config as object, event: event as RedirectEvent })));
}

/** Whether functions read pages from buckets. */
export function hasStoredPages(manifest: EdgeManifest | undefined): boolean {
  return (manifest?.functions ?? []).flatMap(({ steps }) => steps).some(({ config }) => {
    const { pages, bodies } = Object(config) as { readonly pages?: unknown; readonly bodies?: unknown };
    return [pages, Object(bodies).pages].flat().some((page) => 'bucket' in Object(page));
  });
}

/** The lists of redirects that functions read from buckets. */
export function ruleObjects(
  steps: readonly StoredStep[], { aliases, defaultRootObject }: Pick<Distribution, 'aliases' | 'defaultRootObject'>,
): RuleObject[] {
  return steps.map(({ event, key }) => (
    { key: String(key), event, siteHosts: aliases, rootObject: defaultRootObject }));
}
