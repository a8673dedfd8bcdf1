import { headerValue } from '../../core/http/headers';
import type { Exchange } from '../exchange/exchange';
import { actsOf } from '../trace/acts';

/** One line per request: what was asked, what was answered and what made it so. */
export function accessLine(exchange: Exchange): string {
  const { startedAt, viewerRequest, response } = exchange;
  const time = new Date(startedAt).toTimeString().slice(0, 8);
  const { method, uri, querystring } = viewerRequest;
  const target = printable(uri + (querystring === '' ? '' : `?${querystring}`));
  const xCache = headerValue(response!.headers, 'x-cache')?.replace(/ from cloudfront$/, '') ?? '-';
  const location = headerValue(response!.headers, 'location');
  const to = location === undefined ? '' : ` -> ${printable(location)}`;
  const done = actsOf(exchange).map(({ stage, what }) => `${stage}: ${printable(what)}`).join(' | ');
  return `${time} ${method} ${target} ${String(response!.status).padStart(3, '0')}${to} ${xCache} `
    + `${Date.now() - startedAt} ms  ${done}`;
}

/** What a request or an error says must not move the cursor of a terminal, and one line stays one line. */
function printable(text: string): string {
  return text.split('\n', 1)[0]!.replace(/[\x00-\x1f\x7f-\x9f]/g, '?');
}
