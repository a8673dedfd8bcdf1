import { Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { errorPagePaths, pathOnSite, type Site } from '../../core/errors/locations';
import type { RuleSource } from '../../core/errors/rules';

/**
 * The locations that all constructs on a distribution redirect to: two of them could otherwise send a viewer back and
 * forth.
 */
const LOCATIONS = new WeakMap<CfnDistribution, string[]>();

export function addErrorPages(resource: CfnDistribution, rules: readonly RuleSource[]): void {
  LOCATIONS.set(resource, [...LOCATIONS.get(resource) ?? [], ...locationsOf(rules)]);
}

/** What redirectors on a distribution make of a path by their rewrites. */
const REWRITES = new WeakMap<CfnDistribution, ((path: string) => string[])[]>();

export function addRewrites(resource: CfnDistribution, rewrites: (path: string) => string[]): void {
  REWRITES.set(resource, [...REWRITES.get(resource) ?? [], rewrites]);
}

/** Paths of the distribution that no rule may redirect: the pages, and what the origin is asked for in their place. */
export function errorPagesOf(resource: CfnDistribution): string[] {
  const [site, locations] = [siteOf(resource), LOCATIONS.get(resource) ?? []];
  const paths = locations.flatMap((location) => pathOnSite(location, site, isToken) ?? []).filter((path) => !isToken(path));
  const rewritten = paths.flatMap((path) => (REWRITES.get(resource) ?? []).flatMap((rewrites) => rewrites(path || '/')));
  return errorPagePaths([...locations, ...rewritten], site, isToken);
}

/**
 * Pages of the distribution's custom error responses. CloudFront fetches them itself, without viewer functions but with
 * the origin functions of their behavior, which could answer that request with a redirect.
 */
export function customErrorPagesOf(resource: CfnDistribution): string[] {
  const { customErrorResponses } = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const responses: unknown = Stack.of(resource).resolve(customErrorResponses);
  if (!Array.isArray(responses)) return [];
  const declared = (responses as { readonly responsePagePath?: unknown }[]).map(({ responsePagePath }) => responsePagePath);
  const pages = declared.flatMap((page) => (page ? [Token.asString(page)] : []));
  return errorPagePaths(pages, siteOf(resource), isToken);
}

function isToken(text: string): boolean {
  return Token.isUnresolved(text);
}

/**
 * What `/` is, where only CloudFormation can tell if it matters: an error page or the default root object is a
 * parameter.
 */
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
