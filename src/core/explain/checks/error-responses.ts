import { hasUnknown, withCure, type CheckedSite, type SiteFinding } from './checked-site';
import { warning } from '../../problem';
import { hiddenBy } from '../site/hiding';

/** Custom error responses apply to all behaviors, and to errors of all sources. */
export function checkHidden(site: CheckedSite): SiteFinding[] {
  return site.errorResponses.flatMap(({ errorCode, pagePath, responseCode = errorCode }, i): SiteFinding[] => {
    if (pagePath === undefined) return [];
    const { refusals, apis } = hiddenBy(errorCode, site);
    // A page that says 403 for a 403 hides nothing that a person looks for; for a program it is not JSON.
    const hidden = [
      ...(responseCode === errorCode ? [] : refusals),
      ...(apis.length === 0 ? [] : [`errors of ${apis.join(', ')}`]),
    ];
    if (hidden.length === 0) return [];
    const what = `replaces every ${errorCode} by ${pagePath} with ${responseCode}, and so hides ${hidden.join(', ')}`;
    return [withCure(
      warning('EDGE_CHECK_ERROR_HIDDEN', what), `CustomErrorResponses[${site.places.errorResponses[i]}]`,
      'remove it from "errorResponses" of the Distribution, and use EdgeErrorMasker, which answers errors of the '
        + 'origin alone, on the behaviors of the site')];
  });
}

/** CloudFront's own page names neither the site nor a reason that a viewer understands. */
export function checkGeoPage(site: CheckedSite): SiteFinding[] {
  const { geoRestriction, errorResponses } = site;
  const hasPage = errorResponses.some(({ errorCode, pagePath }) => errorCode === 403 && pagePath !== undefined);
  if (geoRestriction === undefined || hasPage || hasUnknown(site, 'CustomErrorResponses')) return [];
  return [withCure(
    warning('EDGE_CHECK_GEO_PAGE', "refuses countries without a page of the site: viewers get CloudFront's page"),
    'Restrictions.GeoRestriction',
    'add { httpStatus: 403, responseHttpStatus: 403, responsePagePath: "/403.html" } to "errorResponses" of the '
      + 'Distribution')];
}
