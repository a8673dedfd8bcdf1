import { refuse } from './refusal';
import type { Stage } from './stage';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import { REQUEST_HEADERS_MAX_BYTES, URL_MAX_LENGTH } from '../../core/facts/edge-limits';
import type { EdgeHeaders } from '../../core/http/headers';
import type { Exchange } from '../exchange/exchange';
import { namesLoopback, parseHost } from '../server/host-header';
import { isServedHost } from '../server/with-host';
import type { AdmitReason } from '../trace/facts';
import { record } from '../trace/record';

/**
 * Checks the size of the request and the host name, before a behavior is chosen.
 *
 * CloudFront answers 403 to an alias that is not configured. Here the check also keeps a web page that points its own
 * domain at 127.0.0.1 from reading the preview.
 */
export const admit: Stage = {
  name: 'admit',
  phase: 'request',
  run(exchange, { distribution }) {
    const { uri, querystring, headers } = exchange.request;
    const url = querystring === '' ? uri : `${uri}?${querystring}`;
    if (url.length > URL_MAX_LENGTH) return refused(exchange, 414, 'url-too-long');
    const bytes = headerBytes(headers) + querystring.length;
    if (bytes > REQUEST_HEADERS_MAX_BYTES) return refused(exchange, 494, 'headers-too-large');
    const known = namesLoopback(exchange.host)
      || isServedHost(distribution.aliases, parseHost(exchange.host)?.name ?? '');
    if (!known) return refused(exchange, 403, 'unknown-host');
    return record(exchange, { stage: 'admit', outcome: 'passed', host: exchange.host });
  },
};

/** The size as sent: each header is `Name: value` and a line end, four characters more than its texts. */
function headerBytes(headers: EdgeHeaders): number {
  let bytes = 0;
  for (const name in headers) for (const { value } of headers[name]!) bytes += name.length + value.length + 4;
  return bytes;
}

function refused(exchange: Exchange, status: number, reason: AdmitReason): Exchange {
  const { host } = exchange;
  const refusal = refuse(exchange, status, CLOUDFRONT_MESSAGES.badRequest);
  return record(refusal, { stage: 'admit', outcome: 'refused', reason, host, status });
}
