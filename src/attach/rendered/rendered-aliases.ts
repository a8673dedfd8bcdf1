import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { renderedProperties } from './rendered-resource';
import { isNothing } from '../declared-associations';

/**
 * The alternate domain names that a distribution has in the template, overrides included; undefined for each that only
 * the deployment knows, and for a list of which that is so.
 */
export function renderedAliases(resource: CfnDistribution): (string | undefined)[] {
  const { Aliases: aliases }: { Aliases?: unknown } = renderedProperties(resource).DistributionConfig ?? {};
  if (aliases === undefined || isNothing(aliases)) return [];
  if (!Array.isArray(aliases)) return [undefined];
  return aliases.filter((alias) => !isNothing(alias))
    .map((alias: unknown) => typeof alias === 'string' ? alias : undefined);
}
