import type { SiteFinding } from '../../../core/explain/checks/checked-site';
import { projectPage } from '../../../core/explain/links';
import type { SourceId } from '../../../core/explain/source-ids';

/** The page that explains the codes. */
export const FINDINGS_LINK = projectPage('errors.md#checks-of-a-distribution');

/** Which source answers, if a finding is not acted on. */
const SOURCES: Readonly<Record<string, SourceId>> = {
  EDGE_CHECK_CERTIFICATE: 'alternate-domain',
  EDGE_CHECK_DNS: 'alternate-domain',
  EDGE_CHECK_ERROR_HIDDEN: 'custom-error-response',
  EDGE_CHECK_GEO_PAGE: 'geo-restriction',
  EDGE_CHECK_HTTPS_ONLY: 'viewer-protocol',
  EDGE_CHECK_KEYS_PUBLIC: 'signed-url',
  EDGE_CHECK_S3_LIST: 's3-origin',
};

export function sourceOf({ code }: SiteFinding): SourceId {
  return Object.hasOwn(SOURCES, code) ? SOURCES[code] : 'cannot-tell';
}

/** Whether it is worth an exit code: a note says what could not be checked. */
export function isWorth({ severity }: SiteFinding): boolean {
  return severity !== 'note';
}
