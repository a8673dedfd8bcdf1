import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { renderedProperties } from './rendered-resource';
import { isOmitted } from '../declared-associations';

/**
 * The alternate domain names of a distribution in the template, overrides included; undefined for each name, and for a
 * list, that is only known at deploy time.
 */
export function renderedAliases(resource: CfnDistribution): (string | undefined)[] {
  const { Aliases: aliases }: { Aliases?: unknown } = renderedProperties(resource).DistributionConfig ?? {};
  if (aliases === undefined || isOmitted(aliases)) return [];
  if (!Array.isArray(aliases)) return [undefined];
  return aliases.filter((alias) => !isOmitted(alias))
    .map((alias: unknown) => typeof alias === 'string' ? alias : undefined);
}
