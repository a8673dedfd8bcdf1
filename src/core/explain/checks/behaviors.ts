import { behaviorProperty, hasUnknown, withCure, type CheckedSite, type SiteFinding } from './checked-site';
import { matchesPathPattern } from '../../facts/path-pattern';
import { warning } from '../../problem';
import { servesPrograms } from '../site/api';

/** People type a host without https://, and then get a 403. */
export function checkProtocol(site: CheckedSite): SiteFinding[] {
  return site.behaviors.flatMap((behavior, i): SiteFinding[] => {
    if (behavior.viewerProtocolPolicy !== 'https-only' || servesPrograms(behavior)) return [];
    // An origin that is not known may be an API.
    const target = behaviorProperty(site, i, 'TargetOriginId');
    if (behavior.origins.length === 0 && (hasUnknown(site, 'Origins') || hasUnknown(site, target))) return [];
    const what = `is https-only on ${behavior.pathPattern}: viewers of http:// get a 403 and no redirect`;
    return [withCure(
      warning('EDGE_CHECK_HTTPS_ONLY', what), behaviorProperty(site, i, 'ViewerProtocolPolicy'),
      'set "viewerProtocolPolicy" to ViewerProtocolPolicy.REDIRECT_TO_HTTPS')];
  });
}

/** Paths that are requested without a signature: by people who are not signed in, and by programs. */
const PUBLIC = ['/', '/robots.txt', '/favicon.ico', '/.well-known/security.txt'];

export function checkPublicKeys(site: CheckedSite): SiteFinding[] {
  // One that is not known may serve the public paths.
  if (hasUnknown(site, 'CacheBehaviors')) return [];
  const pages = site.errorResponses.flatMap(({ pagePath }) => pagePath ?? []);
  return site.behaviors.flatMap(({ trustedKeys, pathPattern }, i): SiteFinding[] => {
    if (trustedKeys.length === 0) return [];
    // Without a root object the host has no home page, as one for videos.
    const expected = site.rootObject !== '' || pathPattern !== '*' ? PUBLIC : [];
    const isServed = (path: string) => (
      site.behaviors.findIndex((one) => matchesPathPattern(one.pathPattern, path)) === i);
    const paths = [...new Set([...expected, ...pages])].filter(isServed);
    if (paths.length === 0) return [];
    const what = `requires a signed URL or cookie on ${pathPattern}, and so for ${paths.join(', ')}`;
    return [withCure(
      warning('EDGE_CHECK_KEYS_PUBLIC', what), behaviorProperty(site, i, 'TrustedKeyGroups'),
      'set "trustedKeyGroups" on behaviors of private paths only, or add a behavior without them for '
        + `${paths.join(', ')}; if nothing of the site is public, acknowledge this`)];
  });
}
