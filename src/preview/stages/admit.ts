import { refuse } from './refusal';
import type { Stage } from './stage';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import { REQUEST_HEADERS_MAX_BYTES, URL_MAX_LENGTH } from '../../core/facts/edge-limits';
import type { EdgeHeaders } from '../../core/http/headers';
import type { Exchange } from '../exchange/exchange';
import { toRawHeaders } from '../exchange/headers';
import { namesLoopback, parseHost } from '../server/host-header';
import { namesDistribution } from '../server/under-name';
import type { AdmitReason } from '../trace/facts';
import { record } from '../trace/record';

/**
 * Before any behavior: is the name one of ours, and is the request of a size that CloudFront takes?
 *
 * The name check is CloudFront's (an alias that is not configured gets 403), and it also keeps a web page that points
 * its own domain at 127.0.0.1 from reading the preview.
 */
export const admit: Stage = {
  name: 'admit',
  way: 'in',
  run(exchange, { distribution }) {
    const { uri, querystring, headers } = exchange.request;
    const url = querystring === '' ? uri : `${uri}?${querystring}`;
    if (url.length > URL_MAX_LENGTH) return refused(exchange, 414, 'url-too-long');
    const bytes = headerBytes(headers) + querystring.length;
    if (bytes > REQUEST_HEADERS_MAX_BYTES) return refused(exchange, 494, 'headers-too-large');
    const name = parseHost(exchange.host)?.name ?? '';
    const ours = namesLoopback(exchange.host) || namesDistribution(distribution.aliases, name);
    if (!ours) return refused(exchange, 403, 'unknown-host');
    return record(exchange, { stage: 'admit', outcome: 'passed', host: exchange.host });
  },
};

/** As on the wire: `Name: value`, and the end of the line. */
function headerBytes(headers: EdgeHeaders): number {
  return toRawHeaders(headers).reduce((sum, text) => sum + text.length + 2, 0);
}

function refused(exchange: Exchange, status: number, reason: AdmitReason): Exchange {
  const { host } = exchange;
  const refusal = refuse(exchange, status, CLOUDFRONT_MESSAGES.badRequest);
  return record(refusal, { stage: 'admit', outcome: 'refused', reason, host, status });
}
