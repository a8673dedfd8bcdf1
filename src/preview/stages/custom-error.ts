import { cacheStage } from './cache';
import { matchBehavior } from './match-behavior';
import { runStages, type Edge, type Stage } from './stage';
import type { CustomErrorResponse } from '../assembly/distribution';
import type { Exchange } from '../exchange/exchange';
import { withoutHeaders } from '../exchange/headers';
import { discard } from '../exchange/message';
import { afterwards, type Soon } from '../exchange/soon';
import { recordIn } from '../trace/record';

/**
 * Custom error responses of the distribution, by the status after origin-response. The page is fetched with a separate
 * request through the behavior of its path, which runs that behavior's origin functions but no viewer functions.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html (checked 2026-11-20)
 */
export const customError: Stage = {
  name: 'custom-error',
  phase: 'response',
  run(exchange, edge) {
    const failed = exchange.response!;
    if (failed.status < 400) return exchange;
    const rule = edge.distribution.errorResponses.get(failed.status);
    if (rule?.pagePath === undefined || !mayBeReplaced(exchange)) return exchange;
    discard(failed.body);
    const { pagePath } = rule;
    return afterwards(fetchPage(exchange, pagePath, edge), (fetched) => withPage(exchange, fetched, pagePath, rule));
  },
};

/**
 * After pages with these, CloudFront closes the connection.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/creating-custom-error-pages.html (checked
 * 2026-11-29)
 */
const CLOSING_STATUSES = [400, 405, 414, 416, 500, 501];

/** If the page cannot be fetched, the viewer gets the status of that request and not the original one. */
function withPage(
  exchange: Exchange, fetched: Exchange, pagePath: string, { responseCode }: CustomErrorResponse,
): Exchange {
  const { status: failed } = exchange.response!;
  const page = fetched.response!;
  const status = page.status >= 400 ? page.status : responseCode ?? failed;
  const response = { ...page, status, statusDescription: undefined, closes: CLOSING_STATUSES.includes(status) };
  return recordIn({ ...exchange, trace: fetched.trace, response, source: 'error-page', xCache: undefined }, {
    stage: 'custom-error',
    outcome: page.status >= 400 ? 'page-failed' : 'replaced',
    status: failed,
    pagePath,
    newStatus: status,
  });
}

/**
 * Errors of origins and of CloudFront are replaced, including a block of AWS WAF without a custom response. Custom
 * responses of a web ACL and responses of a CloudFront Function are not. Neither are failures of functions:
 * CloudFront's documentation does not cover them, and the error itself is more useful here.
 */
function mayBeReplaced({ source, xCache, behavior }: Exchange): boolean {
  const madeByCloudFront = source === 'cloudfront' && xCache === undefined && behavior !== undefined;
  return (
    madeByCloudFront || source === 'origin' || source === 'origin-request-lambda' || source === 'viewer-request-lambda'
  );
}

function fetchPage(exchange: Exchange, pagePath: string, edge: Edge): Soon<Exchange> {
  const method = exchange.request.method === 'HEAD' ? 'HEAD' : 'GET';
  // Conditional and Range headers refer to the failed object; the page is always fetched whole.
  const headers = withoutHeaders(
    exchange.request.headers,
    'range',
    'if-range',
    'if-match',
    'if-none-match',
    'if-modified-since',
    'if-unmodified-since',
    'content-type',
    'content-length',
  );
  return runStages([matchBehavior, cacheStage], {
    ...exchange,
    request: { method, uri: pagePath, querystring: '', headers },
    behavior: undefined,
    originRequest: undefined,
    response: undefined,
    source: undefined,
    xCache: undefined,
    cacheLayer: undefined,
    fetchesErrorPage: true,
    errorPage: { status: exchange.response!.status, behavior: exchange.behavior, freshness: exchange.errorFreshness },
  }, edge);
}
