import { Stack, Tokenization } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { renderedProperties } from './rendered-resource';
import { isOmitted } from '../declared-associations';

/**
 * The alternate domain names of a distribution in the template, overrides included; undefined for each name, and for a
 * list, that is only known at deploy time.
 */
export function renderedAliases(resource: CfnDistribution): (string | undefined)[] {
  const aliases = aliasesOf(resource);
  if (aliases === undefined || isOmitted(aliases)) return [];
  if (!Array.isArray(aliases)) return [undefined];
  return aliases.filter((alias) => !isOmitted(alias))
    .map((alias: unknown) => typeof alias === 'string' ? alias : undefined);
}

/** Only rendered with all behaviors where an override can change the list. */
function aliasesOf(resource: CfnDistribution): unknown {
  const { distributionConfig: config } = resource;
  const { rawOverrides } = resource as unknown as { readonly rawOverrides?: object };
  return Tokenization.isResolvable(config) || Object.keys(rawOverrides ?? {}).length > 0
    ? renderedProperties(resource).DistributionConfig?.Aliases
    : Stack.of(resource).resolve(config.aliases);
}
