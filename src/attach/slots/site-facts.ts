import { Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { errorPagePaths, pathOnSite, type Site } from '../../core/errors/locations';
import { renderedAliases } from '../rendered/rendered-aliases';

/** The paths that a request for a path may be answered with by a rewrite. */
export type Rewrites = (path: string) => string[];

/**
 * What the constructs on a distribution have to know of each other about the site: which pages are error pages, so that
 * none of them redirects those. Complete when the functions are made.
 */
export class SiteFacts {
  /** Where error pages send viewers to. Two constructs could otherwise send a viewer back and forth. */
  private readonly errorLocations: string[] = [];
  private readonly rewrites: Rewrites[] = [];

  constructor(private readonly resource: CfnDistribution) {}

  addErrorLocations(locations: readonly string[]): void {
    this.errorLocations.push(...locations);
  }

  addRewrites(rewrites: Rewrites): void {
    this.rewrites.push(rewrites);
  }

  /**
   * Paths of the distribution that no rule may redirect: the pages, and what the origin is asked for in their place.
   */
  errorPages(): string[] {
    const [site, locations] = [this.known(), this.errorLocations];
    const paths = locations.flatMap((location) => pathOnSite(location, site, isToken) ?? [])
      .filter((path) => !isToken(path));
    const rewritten = paths.flatMap((path) => this.rewrites.flatMap((rewrites) => rewrites(path || '/')));
    return errorPagePaths([...locations, ...rewritten], site, isToken);
  }

  /**
   * Pages of the distribution's custom error responses. CloudFront fetches them itself, without viewer functions but
   * with the origin functions of their behavior, which could answer that request with a redirect.
   */
  customErrorPages(): string[] {
    const { customErrorResponses } = this.config;
    const responses: unknown = Stack.of(this.resource).resolve(customErrorResponses);
    if (!Array.isArray(responses)) return [];
    const pages = (responses as { readonly responsePagePath?: unknown }[])
      .flatMap(({ responsePagePath: page }) => (page ? [Token.asString(page)] : []));
    return errorPagePaths(pages, this.known(), isToken);
  }

  /**
   * What `/` is, where only CloudFormation can tell if it matters: an error page or the default root object is a
   * parameter.
   */
  startPage(errorPages: readonly string[]): { readonly startPage?: string } {
    const { defaultRootObject = '' } = this.config;
    const texts = [...errorPages, ...(errorPages.includes('/') ? [defaultRootObject] : [])];
    const unknown = texts.some(isToken);
    return unknown && defaultRootObject !== '' ? { startPage: defaultRootObject } : {};
  }

  /** Its alternate domain names in the template; undefined for what only the deployment knows. */
  aliases(): readonly (string | undefined)[] {
    return renderedAliases(this.resource);
  }

  /** The names of the distribution and its start page, as far as they are known at synth. */
  known(): Site {
    const stack = Stack.of(this.resource);
    const aliases: unknown = stack.resolve(this.config.aliases ?? []);
    const rootObject: unknown = stack.resolve(this.config.defaultRootObject);
    const known = Array.isArray(aliases) && aliases.every((alias) => typeof alias === 'string');
    return {
      ...(known && { hosts: aliases }),
      rootObject: typeof rootObject === 'string' ? rootObject.replace(/^\//, '') : '',
    };
  }

  private get config(): CfnDistribution.DistributionConfigProperty {
    return this.resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  }
}

function isToken(text: string): boolean {
  return Token.isUnresolved(text);
}
