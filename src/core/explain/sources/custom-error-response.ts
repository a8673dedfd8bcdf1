import { certain, likely, possible } from '../found';
import { logValue } from '../from-log';
import { guide } from '../links';
import { quotes } from '../quote';
import { isPageOfBucket } from './s3-origin';
import type { Signs } from '../signs';
import type { ErrorResponseFacts } from '../site/site-facts';
import type { Source } from '../source';
import { isPlainLogError, isUnmarked } from '../unmarked';

const HIDDEN =
  'a custom error response of the distribution replaced an error, whose status and body are not in the response';

export const customErrorResponse: Source = {
  id: 'custom-error-response',
  what: HIDDEN,
  cure:
    'look for the original error: request the origin, or read the logs. "errorResponses" of the Distribution apply to '
    + 'all behaviors; EdgeErrorMasker masks errors of the origin alone, on the behaviors that you select',
  link: guide('creating-custom-error-pages'),
  settledBy: 'compare the body with the page of "errorResponses" of the Distribution',
  find(signs) {
    const {
      status,
      xCache,
      server,
      seen: { log },
      result,
      header,
    } = signs;
    const evidence = [...quotes(signs, 'x-cache', 'server', 'etag', 'x-edge-result-type'), ...templateOf(signs)];
    if (header('x-amzn-waf-action') !== undefined) return undefined;
    if (status >= 200 && status < 300 && log === undefined && xCache === 'Error') {
      // A custom response of AWS WAF may have status 200, too, but not what describes an object.
      return isPageOfBucket(signs) || (server !== '' && server !== 'cloudfront') ? certain(evidence) : likely(evidence);
    }
    if (status >= 200 && status < 300 && log !== undefined && result === 'Error') {
      // Otherwise the viewer ended the connection.
      return [undefined, 'Error'].includes(logValue(log, 'x-edge-response-result-type')) ? likely(evidence) : undefined;
    }
    if (signs.isError && server === 'amazons3' && isPageOfBucket(signs)) return likely(evidence);
    return isUnmarked(signs) || isPlainLogError(signs) ? possible(evidence) : undefined;
  },
  isExcluded: (signs) => signs.site !== undefined && matching(signs).length === 0,
};

/** The custom error responses that may have answered with this status. */
function matching({ site, status }: Signs): ErrorResponseFacts[] {
  return (site?.errorResponses ?? []).filter(({ pagePath, errorCode, responseCode }) => (
    pagePath !== undefined && (responseCode ?? errorCode) === status));
}

function templateOf(signs: Signs): string[] {
  return matching(signs).map(
    ({ errorCode, pagePath }) => `errorResponses in the template: ${errorCode} shows ${pagePath}`,
  );
}
