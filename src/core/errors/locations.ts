import { comparablePath } from './error-pages';
import type { IsToken } from './rules';

/** What tells whether a location is on the distribution itself. */
export interface Site {
  /** Its alternate domain names; absent if they are only known at deploy time. */
  readonly hosts?: readonly string[];
  /** What CloudFront fetches for `/`; empty if there is none. */
  readonly rootObject: string;
}

/** Whether viewers can be sent there: a path of the site or an absolute URL, percent-encoded, without dot segments. */
export function isLocation(location: string): boolean {
  return isPathOrUrl(location) && !hasDotSegments(location);
}

export function isPathOrUrl(location: string): boolean {
  // `//host` and `/\host` look like paths and lead to another site, and so they do in proxies that decode them.
  const isPath = /^\/(?![/\\]|%(?:2f|5c|09|0a|0d))/i.test(location);
  const isUrl = /^https?:\/\/[^/?#\\@]+([/?#]|$)/i.test(location);
  // A browser makes "/" of "\", so that the request for the page would not look like it.
  return (isPath || isUrl) && /^[\x21-\x5b\x5d-\x7e]+$/.test(location);
}

/** A client resolves them, and may find `//host` at the end. */
function hasDotSegments(location: string): boolean {
  return /^[^?#]*(?:\/|%2f|%5c)(?:\.|%2e){1,2}(?:[/?#]|%2f|%5c|$)/i.test(location);
}

/**
 * The paths of these locations on the distribution, as `isErrorPage` compares them. A page on another site has none
 * here.
 */
export function errorPagePaths(locations: readonly string[], site: Site, isToken: IsToken): string[] {
  const onSite = locations.flatMap((location) => pathOnSite(location, site, isToken) ?? []);
  const paths = onSite.map((path) => (isToken(path) ? path : comparablePath(path)));
  // A request for "/" is one for the default root object, whichever of the two a function sees.
  const start = site.rootObject === '' ? [] : ['/', comparablePath(`/${site.rootObject}`)];
  return [...new Set([...paths, ...(start.some((path) => paths.includes(path)) ? start : [])])].sort();
}

/**
 * Error pages of which some, or the start page, are only known since the deployment: as they were written, and as they
 * are compared.
 */
export function deployedErrorPages(pages: readonly string[], startPage = ''): string[] {
  return [...new Set([...pages, ...errorPagePaths(pages, { rootObject: startPage.replace(/^\//, '') }, () => false)])];
}

/** The path of a location, without query and fragment; undefined if it is on another site. */
export function pathOnSite(location: string, site: Site, isToken: IsToken): string | undefined {
  const [, host, path] = /^https?:\/\/([^/?#]*)([^?#]*)/i.exec(location) ?? [
    undefined,
    undefined,
    location.split(/[?#]/, 1)[0],
  ];
  return host === undefined || isToken(host) || isOurs(host.toLowerCase().replace(/:\d+$/, ''), site)
    ? path
    : undefined;
}

/**
 * Names below cloudfront.net count, since a template cannot say which of them is ours. An alias may begin with `*.`.
 */
function isOurs(host: string, { hosts }: Site): boolean {
  return (
    hosts === undefined
    || host.endsWith('.cloudfront.net')
    || hosts.some((name) =>
      name.startsWith('*.') ? host.endsWith(name.slice(1).toLowerCase()) : host === name.toLowerCase(),
    )
  );
}
