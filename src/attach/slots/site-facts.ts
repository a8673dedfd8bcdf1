import { Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { errorPagePaths, pathOnSite, type Site } from '../../core/errors/locations';

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
  /** One token for what an override has put there. */
  private overridden?: string;

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
    const rootObject = this.rootObject();
    const texts = [...errorPages, ...(errorPages.includes('/') ? [rootObject] : [])];
    const unknown = texts.some(isToken);
    return unknown && rootObject !== '' ? { startPage: rootObject } : {};
  }

  /**
   * What CloudFront asks for in place of `/`: its name, a token where only CloudFormation knows it, or nothing.
   * Overrides count, as in the template.
   */
  rootObject(): string {
    const overridden = overridesOf(this.resource);
    const given = 'DefaultRootObject' in overridden ? overridden.DefaultRootObject : this.config.defaultRootObject;
    const resolved: unknown = Stack.of(this.resource).resolve(given);
    if (resolved === undefined || resolved === null) return '';
    if (typeof resolved === 'string') return resolved.replace(/^\//, '');
    return typeof given === 'string' ? given : this.overridden ??= Token.asString(given);
  }

  /** The same for functions in a stack: a value of the deployment does not leave its own. */
  rootObjectIn(functions: Stack | undefined): string {
    const rootObject = this.rootObject();
    return isToken(rootObject) && functions !== Stack.of(this.resource) ? '' : rootObject;
  }

  /** The names of the distribution and its start page, as far as they are known at synth. */
  known(): Site {
    const stack = Stack.of(this.resource);
    const aliases: unknown = stack.resolve(this.config.aliases ?? []);
    const rootObject = this.rootObject();
    const known = Array.isArray(aliases) && aliases.every((alias) => typeof alias === 'string');
    return {
      ...(known && { hosts: aliases }),
      rootObject: isToken(rootObject) ? '' : rootObject,
    };
  }

  private get config(): CfnDistribution.DistributionConfigProperty {
    return this.resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  }
}

/** What `addPropertyOverride` has changed, which the CDK shows nowhere before the template is rendered. */
function overridesOf(resource: CfnDistribution): { readonly DefaultRootObject?: unknown } {
  const { rawOverrides } = resource as unknown as { rawOverrides?: { Properties?: { DistributionConfig?: object } } };
  return rawOverrides?.Properties?.DistributionConfig ?? {};
}

function isToken(text: string): boolean {
  return Token.isUnresolved(text);
}
