import { readSite } from './read-site';
import type { SiteFacts } from '../../../core/explain/site/site-facts';
import { resourcesOf } from '../../../preview/assembly/cloud-assembly';
import { readAssembly } from '../../../preview/assembly/read-assembly';
import { Reference } from '../../../preview/assembly/reference';
import { PreviewError } from '../../../preview/errors';
import { unusable } from '../unusable';

/** The distributions of a folder that "cdk synth" wrote. */
export function readSites(folder: string): SiteFacts[] {
  try {
    const assembly = readAssembly(folder);
    const sites = assembly.stacks.flatMap((stack) => resourcesOf(stack, 'AWS::CloudFront::Distribution')
      .map(([logicalId]) => readSite(assembly, new Reference(stack, logicalId))));
    if (sites.length === 0) throw unusable(`${folder}: has no distribution; is it the output of "cdk synth"?`);
    return sites;
  } catch (error) {
    if (!(error instanceof PreviewError)) throw error;
    throw unusable(
      `${folder}: ${error.problems.map(({ message, path }) => [path, message].filter(Boolean).join(': ')).join('; ')}`,
    );
  }
}
