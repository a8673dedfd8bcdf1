import { comparablePath } from './error-pages';
import type { IsToken } from './rules';

/** What is known of the distribution, to decide whether a location is on it. */
export interface Site {
  /** Its alternate domain names; absent if they are only known at deploy time. */
  readonly hosts?: readonly string[];
  /** The default root object; empty if there is none. */
  readonly rootObject: string;
}

/** Whether it is a valid location: a path of the site or an absolute URL, percent-encoded, without dot segments. */
export function isLocation(location: string): boolean {
  return isPathOrUrl(location) && !hasDotSegments(location);
}

export function isPathOrUrl(location: string): boolean {
  // `//host` and `/\host` look like paths but lead to another site, also percent-encoded if a proxy decodes them.
  const isPath = /^\/(?![/\\]|%(?:2f|5c|09|0a|0d))/i.test(location);
  const isUrl = /^https?:\/\/[^/?#\\@]+([/?#]|$)/i.test(location);
  // Browsers change "\" to "/", so that the path of the request would differ.
  return (isPath || isUrl) && /^[\x21-\x5b\x5d-\x7e]+$/.test(location);
}

/** Clients resolve dot segments, and the result may be `//host`. */
function hasDotSegments(location: string): boolean {
  return /^[^?#]*(?:\/|%2f|%5c)(?:\.|%2e){1,2}(?:[/?#]|%2f|%5c|$)/i.test(location);
}

/**
 * The paths of the locations that are on the distribution, in the form that `isErrorPage` compares. Pages on other
 * sites are omitted.
 */
export function errorPagePaths(locations: readonly string[], site: Site, isToken: IsToken): string[] {
  const onSite = locations.flatMap((location) => pathOnSite(location, site, isToken) ?? []);
  const paths = onSite.map((path) => (isToken(path) ? path : comparablePath(path)));
  // A request for "/" is one for the default root object, whichever of the two a function sees.
  const start = site.rootObject === '' ? [] : ['/', comparablePath(`/${site.rootObject}`)];
  return [...new Set([...paths, ...(start.some((path) => paths.includes(path)) ? start : [])])].sort();
}

/**
 * Error pages with values that are only known at deploy time: as they were written, and in the form in which they are
 * compared.
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
  return host === undefined || isToken(host) || isOnSite(host.toLowerCase().replace(/:\d+$/, ''), site)
    ? path
    : undefined;
}

/**
 * All names below cloudfront.net count, since the name of the distribution is not known at synth. An alias may begin
 * with `*.`.
 */
function isOnSite(host: string, { hosts }: Site): boolean {
  return (
    hosts === undefined
    || host.endsWith('.cloudfront.net')
    || hosts.some((name) =>
      name.startsWith('*.') ? host.endsWith(name.slice(1).toLowerCase()) : host === name.toLowerCase(),
    )
  );
}
