import { behaviorProperty, hasUnknown, withCure, type CheckedSite, type SiteFinding } from './checked-site';
import { note, warning } from '../../problem';

const CURE = 'S3BucketOrigin.withOriginAccessControl(bucket, { originAccessLevels: [AccessLevel.READ, '
  + 'AccessLevel.LIST] }), with a "defaultRootObject"; or answer 403 like 404';

/** Without s3:ListBucket, S3 answers 403 for a missing object, so that a page for 404 never shows. */
export function checkListing(site: CheckedSite): SiteFinding[] {
  return site.behaviors.flatMap(({ origins, pathPattern }, i): SiteFinding[] => {
    const wanted = pageFor404(site, i);
    if (wanted === undefined) return [];
    const property = behaviorProperty(site, i, 'TargetOriginId');
    const then = `a missing object is 403, and ${wanted} does not apply`;
    return origins.filter(({ kind, mayList }) => kind === 's3' && mayList !== true).map(({ id, mayList }) => {
      const what = `is ${id} on ${pathPattern}, whose bucket policy`;
      return mayList === undefined
        ? withCure(
          note('EDGE_CHECK_S3_LIST', `${what} is not in this app: without s3:ListBucket for CloudFront, ${then}`),
          property, `allow it in the policy of the bucket, or use a bucket of this app: ${CURE}`)
        : withCure(
          warning('EDGE_CHECK_S3_LIST', `${what} lacks s3:ListBucket for CloudFront: ${then}`), property, CURE);
    });
  });
}

/** The page for 404 on a behavior, unless a 403 gets the same. */
function pageFor404(site: CheckedSite, behavior: number): string | undefined {
  const { errorResponses, masked } = site;
  const [missing, denied] = [404, 403].map((code) => (
    errorResponses.find(({ errorCode, pagePath }) => errorCode === code && pagePath !== undefined)));
  const mask = masked.get(behavior);
  if (mask !== undefined && !mask.isSameFor403) return `the rule for 404 of ${mask.by}`;
  if (missing === undefined || mask !== undefined) return undefined;
  // What is not known may be the page for 403.
  if (denied === undefined && hasUnknown(site, 'CustomErrorResponses')) return undefined;
  const isSame = denied?.pagePath === missing.pagePath && denied?.responseCode === missing.responseCode;
  return isSame ? undefined : `the custom error response for 404, ${missing.pagePath},`;
}
