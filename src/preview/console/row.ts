import type { Row } from './api';
import { headerValue } from '../../core/http/headers';
import { shortened } from '../edge/bounded';
import type { Exchange } from '../exchange/exchange';

const URL_MAX_LENGTH = 1_024;

/** A summary of an exchange for the list. */
export function rowOf(exchange: Exchange): Row {
  const { id, startedAt, host, viewerRequest: { method, uri, querystring }, response, behavior } = exchange;
  const { trace: last, begun } = exchange;
  const headers = response?.headers ?? {};
  const location = headerValue(headers, 'location');
  return {
    id,
    at: startedAt,
    method: shortened(method, 32),
    url: shortened(uri + (querystring === '' ? '' : `?${querystring}`), URL_MAX_LENGTH),
    host: shortened(host, 255),
    status: response?.status ?? 0,
    xCache: (headerValue(headers, 'x-cache') ?? '').replace(/ from cloudfront$/, ''),
    ...(location !== undefined && { location: shortened(location, URL_MAX_LENGTH) }),
    ms: last === undefined ? 0 : Math.round((last.ended - begun) * 1_000) / 1_000,
    behavior: behavior?.pathPattern ?? '',
  };
}
