import { page, refuse } from './refusal';
import type { Stage } from './stage';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import { redirectPage } from '../../core/facts/redirect-page';
import { answer, type Exchange } from '../exchange/exchange';
import { append } from '../exchange/headers';
import { record } from '../trace/record';

/**
 * The viewer protocol policy, for requests by HTTP. No function runs on its answers.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
 * (checked 2026-11-20)
 */
export const viewerProtocol: Stage = {
  name: 'viewer-protocol',
  phase: 'request',
  run(exchange) {
    const policy = exchange.behavior!.viewerProtocolPolicy;
    if (exchange.viewerProtocol === 'https' || policy === 'allow-all') return exchange;
    if (policy === 'https-only') return refused(exchange, policy);
    const { request: { method }, httpVersion } = exchange;
    const isRead = method === 'GET' || method === 'HEAD';
    // Clients of HTTP/1.0 do not know 307.
    if (!isRead && httpVersion === '1.0') return refused(exchange, policy);
    return redirected(exchange, isRead ? 301 : 307, policy);
  },
};

function redirected(exchange: Exchange, status: 301 | 307, policy: string): Exchange {
  const { host, viewerRequest: { uri, querystring } } = exchange;
  const location = `https://${host}${uri}${querystring === '' ? '' : `?${querystring}`}`;
  const response = page(status, redirectPage(status), 'text/html');
  append(response.headers, 'Location', location);
  return record(answer(exchange, response, 'cloudfront', 'Redirect'), {
    stage: 'viewer-protocol', outcome: 'redirected', policy, status, location,
  });
}

function refused(exchange: Exchange, policy: string): Exchange {
  return record(refuse(exchange, 403, CLOUDFRONT_MESSAGES.badRequest), {
    stage: 'viewer-protocol', outcome: 'refused', policy, status: 403,
  });
}
