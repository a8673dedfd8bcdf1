import { alternateDomain } from './alternate-domain';
import { cachedError } from './cached-error';
import { capacity } from './capacity';
import { clientAborted } from './client-aborted';
import { customErrorResponse } from './custom-error-response';
import { customOrigin } from './custom-origin';
import { edgeFunctionAnswered } from './edge-function-answered';
import { edgeFunctionFailed } from './edge-function-failed';
import { geoRestriction } from './geo-restriction';
import { getWithBody } from './get-with-body';
import { limits } from './limits';
import { malformedRequest } from './malformed-request';
import { maskedOriginError } from './masked-origin-error';
import { methodNotAllowed } from './method-not-allowed';
import { originInvalidResponse } from './origin-invalid-response';
import { originTimeout } from './origin-timeout';
import { originUnreachable } from './origin-unreachable';
import { s3Origin } from './s3-origin';
import { signedUrl } from './signed-url';
import { stackedDistributions } from './stacked-distributions';
import { viewerProtocol } from './viewer-protocol';
import { waf } from './waf';
import { wafCustomResponse } from './waf-custom-response';
import type { Source } from '../source';

/**
 * In the order in which equally strong findings are ranked: what says that it answered, then what CloudFront checks
 * first, then origins, and last the cache, which has the answer of another source.
 */
export const SOURCES: readonly Source[] = [
  maskedOriginError, edgeFunctionFailed, edgeFunctionAnswered, capacity, clientAborted,
  waf, geoRestriction, methodNotAllowed, viewerProtocol, alternateDomain, getWithBody, limits, malformedRequest,
  stackedDistributions, signedUrl, customErrorResponse, wafCustomResponse,
  originUnreachable, originTimeout, originInvalidResponse, s3Origin, customOrigin, cachedError,
];
