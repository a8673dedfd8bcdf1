import type { TemplateResources } from './template-resources';
import { checkSite } from '../../../core/explain/checks/check-site';
import type { SiteFinding } from '../../../core/explain/checks/checked-site';
import type { Mask } from '../../../core/explain/checks/reading/masked';
import { readCheckedSite } from '../../../core/explain/checks/reading/read-checked-site';
import type { CloudAssembly } from '../../../preview/assembly/cloud-assembly';
import { readEdgeManifest } from '../../../preview/assembly/read-edge-manifest';
import type { Reference } from '../../../preview/assembly/reference';

/** What `DistributionChecks` reports at synth, from the template. */
export function readFindings(
  assembly: CloudAssembly, reference: Reference, app: TemplateResources, suppressed: ReadonlySet<string>,
): SiteFinding[] {
  const masks = readMasks(assembly, reference);
  const site = readCheckedSite(app.of(reference), { app, template: reference.stack.file, masks });
  const path = reference.stack.constructPaths.get(reference.logicalId);
  return site === undefined ? [] : checkSite(site)
    .filter(({ code }) => !suppressed.has(`${code} ${path}`) && !isAcknowledged(code, reference));
}

/** Whether the user acknowledged it, as a finding of the plugin or of the annotation. */
function isAcknowledged(code: string, { stack: { acknowledged = new Map(), constructPaths }, logicalId }: Reference) {
  const path = `${constructPaths.get(logicalId) ?? ''}/`;
  return [...acknowledged as ReadonlyMap<string, readonly string[]>].some(([at, ids]) => (
    path.startsWith(`${at}/`) && ids.some((id) => ACKNOWLEDGED.exec(id)?.[1] === code)));
}

const ACKNOWLEDGED = /^(?:annotation::cdk-cloudfront-edge:|cdk-cloudfront-edge::?)(\w+)$/i;

/** The `EdgeErrorMasker`s of a distribution, as the edge manifest has them. */
function readMasks(assembly: CloudAssembly, reference: Reference): Mask[] {
  const steps = (readEdgeManifest(assembly, reference, [])?.functions ?? []).flatMap((one) => one.steps);
  return steps.filter(({ part }) => part.startsWith('mask-errors')).flatMap(({ config, constructs }) => (
    constructs.map(({ path: by, behaviors }) => ({ by, config, selects: (pattern) => behaviors.includes(pattern) }))));
}
