import type { BehaviorFacts, SiteFacts } from './site-facts';
import { matchesPathPattern, normalizePathForMatching } from '../../facts/path-pattern';

/** The behavior that serves a URL. */
export function behaviorOf(site: SiteFacts | undefined, url: string | undefined): BehaviorFacts | undefined {
  const path = site === undefined || url === undefined ? undefined : /^https?:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1];
  if (path === undefined) return undefined;
  const normalized = normalizePathForMatching(path || '/');
  return site!.behaviors.find(({ pathPattern }) => matchesPathPattern(pathPattern, normalized));
}

/** The host of a URL in lower case, without its port. */
export function hostOf(url: string | undefined): string | undefined {
  return /^https?:\/\/([^/?#:]+)/i.exec(url ?? '')?.[1].toLowerCase();
}

/** Whether the distribution has the host as an alternate domain name; undefined if that is not known. */
export function servesHost(site: SiteFacts | undefined, host: string | undefined): boolean | undefined {
  if (host === undefined) return undefined;
  if (host.endsWith('.cloudfront.net')) return true;
  if (site === undefined) return undefined;
  const isServed = site.aliases.some((alias) => {
    const name = alias.toLowerCase();
    return name === host || (name.startsWith('*.') && host.slice(host.indexOf('.')) === name.slice(1));
  });
  return isServed || (site.hasUnknownAliases ? undefined : false);
}
