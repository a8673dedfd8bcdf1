import { readFindings } from './read-findings';
import { readSite } from './read-site';
import { suppressedFindings } from './suppressed';
import { TemplateResources } from './template-resources';
import type { SiteFinding } from '../../../core/explain/checks/checked-site';
import type { SiteFacts } from '../../../core/explain/site/site-facts';
import { resourcesOf, type CloudAssembly } from '../../../preview/assembly/cloud-assembly';
import { readAssembly } from '../../../preview/assembly/read-assembly';
import { Reference } from '../../../preview/assembly/reference';
import { PreviewError } from '../../../preview/errors';
import { unusable } from '../unusable';

/** The distributions of a folder that "cdk synth" wrote. */
export function readSites(folder: string): SiteFacts[] {
  return ofDistributions(folder, (reference, assembly) => readSite(assembly, reference));
}

/** The same with what `DistributionChecks` finds. */
export function readCheckedSites(folder: string): { site: SiteFacts; findings: SiteFinding[] }[] {
  let app: TemplateResources | undefined;
  const suppressed = suppressedFindings(folder);
  return ofDistributions(folder, (reference, assembly) => ({
    site: readSite(assembly, reference),
    findings: readFindings(assembly, reference, app ??= new TemplateResources(assembly), suppressed),
  }));
}

function ofDistributions<T>(folder: string, read: (reference: Reference, assembly: CloudAssembly) => T): T[] {
  try {
    const assembly = readAssembly(folder);
    const sites = assembly.stacks.flatMap((stack) => resourcesOf(stack, 'AWS::CloudFront::Distribution')
      .map(([logicalId]) => read(new Reference(stack, logicalId), assembly)));
    if (sites.length === 0) throw unusable(`${folder}: has no distribution; is it the output of "cdk synth"?`);
    return sites;
  } catch (error) {
    if (!(error instanceof PreviewError)) throw error;
    throw unusable(
      `${folder}: ${error.problems.map(({ message, path }) => [path, message].filter(Boolean).join(': ')).join('; ')}`,
    );
  }
}
