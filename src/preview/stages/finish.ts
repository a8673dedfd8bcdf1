import type { Stage } from './stage';
import type { EdgeHeaders } from '../../core/http/headers';
import type { Exchange } from '../exchange/exchange';
import { append, HOP_BY_HOP, keepHeaders, withHeader } from '../exchange/headers';
import { discard, type EdgeResponse } from '../exchange/message';
import { viaHost } from '../policies/origin-request';
import { record } from '../trace/record';
import { headerChanges } from '../trace/short';

/** The edge location in `X-Amz-Cf-Pop`. */
export const POP = 'LOC50-P1';

/** Statuses that never have a body. */
const BODYLESS = [204, 205, 304];

/** The last stage: the headers that CloudFront sets on every response, and Content-Length. */
export const finish: Stage = {
  name: 'finish',
  phase: 'response',
  run(exchange) {
    const { request, id } = exchange;
    const response = exchange.response!;
    const headers: EdgeHeaders = keepHeaders(
      response.headers,
      (name) => !HOP_BY_HOP.includes(name) && name !== 'x-cache' && !name.startsWith('x-amz-cf-'),
    );
    const bodyless = BODYLESS.includes(response.status);
    const framed = bodyless
      ? keepHeaders(headers, (name) => name !== 'content-length')
      : withLength(headers, response);
    if (framed.server === undefined) append(framed, 'Server', 'CloudFront');
    if (framed.date === undefined) append(framed, 'Date', new Date().toUTCString());
    const cacheStatus = xCache(exchange);
    append(framed, 'X-Cache', `${cacheStatus} from cloudfront`);
    append(framed, 'Via', `1.1 ${viaHost(id)} (CloudFront)`);
    append(framed, 'X-Amz-Cf-Pop', POP);
    append(framed, 'X-Amz-Cf-Id', id);
    const body = bodyless || request.method === 'HEAD' ? undefined : response.body;
    if (body === undefined) discard(response.body);
    const { status, headers: before } = response;
    return record({ ...exchange, response: { ...response, headers: framed, body } }, () => ({
      stage: 'finish', outcome: 'finished', status, xCache: cacheStatus, headers: headerChanges(before, framed),
    }));
  },
};

/** Sets the length of a buffer. A stream keeps the origin's Content-Length; without one it is sent in chunks. */
function withLength(headers: EdgeHeaders, { body, chunked }: EdgeResponse): EdgeHeaders {
  return Buffer.isBuffer(body) && chunked !== true
    ? withHeader(headers, 'content-length', String(body.length)) : { ...headers };
}

function xCache({ xCache: cacheStatus, source, response }: Exchange): string {
  if (cacheStatus !== undefined) return cacheStatus;
  return response!.status >= 400 || source === 'error-page' || source === 'waf-response' ? 'Error' : 'Miss';
}
