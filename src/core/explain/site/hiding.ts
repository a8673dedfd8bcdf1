import { isNamedLikeApi } from './api';
import type { Possibility } from './possibility';
import type { ErrorResponseFacts, SiteFacts } from './site-facts';
import { customErrorResponse } from '../sources/custom-error-response';

/** Custom error responses, and which errors of other sources each one hides. */
export function hidingPossibilities(site: SiteFacts): Possibility[] {
  return site.errorResponses.filter(({ pagePath }) => pagePath !== undefined).map((one) => hiding(one, site));
}

function hiding({ errorCode, pagePath, responseCode = errorCode }: ErrorResponseFacts, site: SiteFacts): Possibility {
  const { refusals, apis } = hiddenBy(errorCode, site);
  const hidden = [...refusals, ...(apis.length === 0 ? [] : [`errors of the origin of ${apis.join(', ')}`])];
  const { cure, link } = customErrorResponse;
  const what = hidden.length === 0 ? '' : `; that hides ${hidden.join(', ')}`;
  return {
    source: 'custom-error-response',
    statuses: [responseCode],
    condition: `the status is ${errorCode}, from any source: viewers get ${pagePath} with ${responseCode}${what}`,
    evidence: [`CustomErrorResponses: ${errorCode} shows ${pagePath} as ${responseCode}`],
    cure,
    link,
    isWarning: hidden.length > 0 && responseCode !== errorCode,
  };
}

/** Errors that are not those of missing pages. */
interface Hidden {
  readonly refusals: readonly string[];
  /** Path patterns of behaviors with an origin of their own, such as an API. */
  readonly apis: readonly string[];
}

export function hiddenBy(errorCode: number, { webAcl, geoRestriction, behaviors }: SiteFacts): Hidden {
  const signed = behaviors.some(({ trustedKeys }) => trustedKeys.length > 0);
  const refusals = errorCode !== 403 ? [] : [
    ...(webAcl === undefined ? [] : ['blocks of AWS WAF']),
    ...(geoRestriction === undefined ? [] : ['the geographic restriction']),
    ...(signed ? ['missing and expired signatures'] : []),
  ];
  const apis = behaviors.filter((one) => (
    behaviors.length > 1 && isNamedLikeApi(one) || (one.origins.some(({ kind }) => kind === 'custom')
      && behaviors.some((other) => other.origins.some(({ kind }) => kind !== 'custom')))));
  return { refusals, apis: apis.map(({ pathPattern }) => pathPattern) };
}
