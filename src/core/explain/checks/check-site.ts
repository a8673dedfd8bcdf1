import { checkCertificate, checkRecords } from './aliases';
import { checkProtocol, checkPublicKeys } from './behaviors';
import { withCure, type CheckedSite, type SiteFinding } from './checked-site';
import { checkGeoPage, checkHidden } from './error-responses';
import { checkListing } from './listing';
import { note } from '../../problem';

/** Mistakes that lead to a 403 that is hard to explain: found at synth, and shown in two ways. */
export function checkSite(site: CheckedSite): SiteFinding[] {
  return [
    ...checkCertificate(site),
    ...checkRecords(site),
    ...checkHidden(site),
    ...checkGeoPage(site),
    ...checkProtocol(site),
    ...checkPublicKeys(site),
    ...checkListing(site),
    ...site.unknown.map(({ property, what }) => withCure(
      note('EDGE_CHECK_UNKNOWN', `is only known at deploy time, so that ${what} is not checked`), property,
      'write it as text, or as a reference to a construct of this app')),
  ];
}
