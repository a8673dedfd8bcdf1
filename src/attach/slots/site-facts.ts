import { Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { errorPagePaths, pathOnSite, type Site } from '../../core/errors/locations';
import { renderedAliases } from '../rendered/rendered-aliases';

/** The paths to which a path may be rewritten. */
export type Rewrites = (path: string) => string[];

/**
 * Facts about the site that the constructs on a distribution share: which pages are error pages, so that no construct
 * redirects them. Complete when the functions are created.
 */
export class SiteFacts {
  /** Locations of error pages. Without them, two constructs could form a redirect loop. */
  private readonly errorLocations: string[] = [];
  private readonly rewrites: Rewrites[] = [];

  constructor(private readonly resource: CfnDistribution) {}

  addErrorLocations(locations: readonly string[]): void {
    this.errorLocations.push(...locations);
  }

  addRewrites(rewrites: Rewrites): void {
    this.rewrites.push(rewrites);
  }

  /** Paths of the distribution that no rule may redirect: the error pages, and what they are rewritten to. */
  errorPages(): string[] {
    const [site, locations] = [this.known(), this.errorLocations];
    const paths = locations.flatMap((location) => pathOnSite(location, site, isToken) ?? [])
      .filter((path) => !isToken(path));
    const rewritten = paths.flatMap((path) => this.rewrites.flatMap((rewrites) => rewrites(path || '/')));
    return errorPagePaths([...locations, ...rewritten], site, isToken);
  }

  /**
   * Pages of the distribution's custom error responses. CloudFront fetches them without viewer functions but with the
   * origin functions of their behavior, which could respond with a redirect.
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
   * The default root object, if it has to be compared at the edge: an error page or the root object is only known at
   * deploy time.
   */
  startPage(errorPages: readonly string[]): { readonly startPage?: string } {
    const { defaultRootObject = '' } = this.config;
    const texts = [...errorPages, ...(errorPages.includes('/') ? [defaultRootObject] : [])];
    const unknown = texts.some(isToken);
    return unknown && defaultRootObject !== '' ? { startPage: defaultRootObject } : {};
  }

  /** The alternate domain names in the final template; undefined for each that is only known at deploy time. */
  aliases(): readonly (string | undefined)[] {
    return renderedAliases(this.resource);
  }

  /** The host names of the distribution and its root object, as far as they are known at synth. */
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
