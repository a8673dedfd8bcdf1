import { Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { errorPagePaths, pathOnSite, type Site } from '../../core/errors/locations';
import { EDGE_EVENTS, type EdgeEvent } from '../../core/facts/edge-events';
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
  /** The token of an overridden root object, so that each read returns the same one. */
  private overridden?: string;
  private readonly rewrites: { readonly event: EdgeEvent; readonly rewrites: Rewrites }[] = [];

  constructor(private readonly resource: CfnDistribution) {}

  addErrorLocations(locations: readonly string[]): void {
    this.errorLocations.push(...locations);
  }

  addRewrites(event: EdgeEvent, rewrites: Rewrites): void {
    this.rewrites.push({ event, rewrites });
  }

  /** Paths of the distribution that no rule may redirect: the error pages, and what they are rewritten to. */
  errorPages(): string[] {
    const [site, locations] = [this.known(), this.errorLocations];
    const paths = locations.flatMap((location) => pathOnSite(location, site, isToken) ?? [])
      .filter((path) => !isToken(path));
    return errorPagePaths([...locations, ...this.rewritten(paths)], site, isToken);
  }

  /** What the paths may be rewritten to: each step that rewrites sees the path of the step before. */
  private rewritten(paths: readonly string[]): string[] {
    const running = [...this.rewrites].sort((a, b) => EDGE_EVENTS.indexOf(a.event) - EDGE_EVENTS.indexOf(b.event));
    const seen = new Set(paths);
    for (const { rewrites } of running) {
      for (const path of [...seen]) for (const to of rewrites(path || '/')) seen.add(to);
    }
    return [...seen];
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
    const rootObject = this.rootObject();
    const texts = [...errorPages, ...(errorPages.includes('/') ? [rootObject] : [])];
    const unknown = texts.some(isToken);
    return unknown && rootObject !== '' ? { startPage: rootObject } : {};
  }

  /**
   * The object that CloudFront requests in place of `/`: its name, a token if it is only known at deploy time, or the
   * empty text. Includes overrides of the L1.
   */
  rootObject(): string {
    const overridden = overridesOf(this.resource);
    const given = 'DefaultRootObject' in overridden ? overridden.DefaultRootObject : this.config.defaultRootObject;
    const resolved: unknown = Stack.of(this.resource).resolve(given);
    if (resolved === undefined || resolved === null) return '';
    if (typeof resolved === 'string') return resolved.replace(/^\//, '');
    return typeof given === 'string' ? given : this.overridden ??= Token.asString(given);
  }

  /** The root object for functions in a stack. A deploy-time value is not available in another stack. */
  rootObjectIn(functions: Stack | undefined): string {
    const rootObject = this.rootObject();
    return isToken(rootObject) && functions !== Stack.of(this.resource) ? '' : rootObject;
  }

  /** The alternate domain names in the final template; undefined for each that is only known at deploy time. */
  aliases(): readonly (string | undefined)[] {
    return renderedAliases(this.resource);
  }

  /** The host names of the distribution and its root object, as far as they are known at synth. */
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

/** The changes of `addPropertyOverride`, which the CDK has no public property for. */
function overridesOf(resource: CfnDistribution): { readonly DefaultRootObject?: unknown } {
  const { rawOverrides } = resource as unknown as { rawOverrides?: { Properties?: { DistributionConfig?: object } } };
  return rawOverrides?.Properties?.DistributionConfig ?? {};
}

function isToken(text: string): boolean {
  return Token.isUnresolved(text);
}
