import { Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { errorPagePaths, type Site } from '../../core/errors/locations';
import type { RuleSource } from '../../core/errors/rules';

/** The locations that all constructs on a distribution redirect to: two of them could otherwise send a viewer back and forth. */
const LOCATIONS = new WeakMap<CfnDistribution, string[]>();

export function addErrorPages(resource: CfnDistribution, rules: readonly RuleSource[]): void {
  LOCATIONS.set(resource, [...LOCATIONS.get(resource) ?? [], ...locationsOf(rules)]);
}

/** Paths of the distribution that no rule may redirect. */
export function errorPagesOf(resource: CfnDistribution): string[] {
  return errorPagePaths(LOCATIONS.get(resource) ?? [], siteOf(resource), (text) => Token.isUnresolved(text));
}

/** What `/` is, where only CloudFormation can tell if it matters: an error page or the default root object is a parameter. */
export function startPageOf(resource: CfnDistribution, errorPages: readonly string[]): { readonly startPage?: string } {
  const { defaultRootObject = '' } = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const texts = [...errorPages, ...(errorPages.includes('/') ? [defaultRootObject] : [])];
  const unknown = texts.some((text) => Token.isUnresolved(text));
  return unknown && defaultRootObject !== '' ? { startPage: defaultRootObject } : {};
}

export function locationsOf(rules: readonly RuleSource[]): string[] {
  return rules.flatMap(({ action }) => (action.kind === 'redirect' ? [action.location] : []));
}

/** The names of the distribution and its start page, as far as they are known at synth. */
export function siteOf(resource: CfnDistribution): Site {
  const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const aliases: unknown = Stack.of(resource).resolve(config.aliases ?? []);
  const rootObject: unknown = Stack.of(resource).resolve(config.defaultRootObject);
  const known = Array.isArray(aliases) && aliases.every((alias) => typeof alias === 'string');
  return { ...(known && { hosts: aliases }), rootObject: typeof rootObject === 'string' ? rootObject.replace(/^\//, '') : '' };
}
