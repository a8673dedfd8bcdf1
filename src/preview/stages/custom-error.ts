import { matchBehavior } from './match-behavior';
import { originTrip } from './origin-trip';
import { runStages, type Edge, type Stage } from './stage';
import type { Exchange } from '../exchange/exchange';
import { withoutHeaders } from '../exchange/headers';
import { discard } from '../exchange/message';
import { record } from '../trace/record';

/**
 * Custom error responses: distribution-wide, by the status after origin-response. The page is fetched as a request of
 * its own, through the behavior of its path, with that behavior's origin functions but without viewer functions.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html (checked 2026-11-20)
 */
export const customError: Stage = {
  name: 'custom-error',
  way: 'out',
  async run(exchange, edge) {
    const failed = exchange.response!;
    const rule = edge.distribution.errorResponses.get(failed.status);
    if (rule?.pagePath === undefined || !mayBeReplaced(exchange)) return exchange;
    discard(failed.body);
    const fetched = await fetchPage(exchange, rule.pagePath, edge);
    const page = fetched.response!;
    // If the page fails, the viewer is told how that went, and not what went wrong first.
    const status = page.status >= 400 ? page.status : rule.responseCode ?? failed.status;
    const response = { ...page, status, statusDescription: undefined };
    return record({ ...exchange, trace: fetched.trace, response, source: 'error-page', xCache: undefined }, {
      stage: 'custom-error',
      outcome: page.status >= 400 ? 'page-failed' : 'replaced',
      status: failed.status,
      pagePath: rule.pagePath,
      newStatus: status,
    });
  },
};

/**
 * Errors of origins and of CloudFront are replaced, a WAF's plain block among them. What a web ACL or a viewer-request
 * function says in its own words is not; nor is a function's failure, of which nothing is documented and which is
 * better seen here.
 */
function mayBeReplaced({ source, xCache, behavior }: Exchange): boolean {
  const ofCloudFront = source === 'cloudfront' && xCache === undefined && behavior !== undefined;
  return (
    ofCloudFront || source === 'origin' || source === 'origin-request-lambda' || source === 'viewer-request-lambda'
  );
}

function fetchPage(exchange: Exchange, pagePath: string, edge: Edge): Promise<Exchange> {
  const method = exchange.request.method === 'HEAD' ? 'HEAD' : 'GET';
  // A condition or a range was about the object that failed; the page is always fetched whole.
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
  return runStages([matchBehavior, originTrip], {
    ...exchange,
    request: { method, uri: pagePath, querystring: '', headers },
    behavior: undefined,
    originRequest: undefined,
    response: undefined,
    source: undefined,
    xCache: undefined,
    fetchesErrorPage: true,
  }, edge);
}
