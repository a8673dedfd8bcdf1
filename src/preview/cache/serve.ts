import { ageOf, type CachedObject } from './cached-object';
import { isCurrent, rangeApplies } from './conditions';
import { partsOf } from './ranges';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';
import { answer, type Exchange } from '../exchange/exchange';
import { keepHeaders, withHeader } from '../exchange/headers';
import type { EdgeResponse } from '../exchange/message';
import { refuse } from '../stages/refusal';

/** The exchange with the response for one viewer, made of an object of the cache. */
export function served(exchange: Exchange, object: CachedObject, xCache: string, conditional: boolean): Exchange {
  const age = String(ageOf(object, exchange.startedAt));
  if (object.message !== undefined) {
    const page = refuse(exchange, object.response.status, object.message);
    return { ...page, response: { ...page.response!, headers: withHeader(page.response!.headers, 'age', age) } };
  }
  const { response } = object;
  const whole = { ...response, headers: { ...response.headers, age: [{ key: 'Age', value: age }] } };
  // `Error` follows from the status.
  const word = response.status >= 400 ? undefined : xCache;
  const asked = exchange.request.headers;
  if (response.status !== 200 && response.status !== 206) return answer(exchange, whole, object.source, word);
  if (conditional && isCurrent(asked, whole)) return answer(exchange, notModified(whole), object.source, word);
  const isRange = response.status === 200 && asked.range !== undefined && exchange.request.method === 'GET';
  if (!isRange) return answer(exchange, whole, object.source, word);
  const ranged = ofRange(asked, whole);
  if (ranged !== 'unsatisfiable') return answer(exchange, ranged, object.source, word);
  const refused = refuse(exchange, 416, 'The requested range is not satisfiable.');
  const length = `bytes */${response.body?.length ?? 0}`;
  return {
    ...refused,
    response: { ...refused.response!, headers: withHeader(refused.response!.headers, 'content-range', length) },
  };
}

function ofRange(asked: EdgeHeaders, response: EdgeResponse): EdgeResponse | 'unsatisfiable' {
  const { headers, body } = response;
  if (!Buffer.isBuffer(body) || !rangeApplies(asked, response)) return response;
  const parts = partsOf(headerValue(asked, 'range')!, body, headerValue(headers, 'content-type'));
  if (parts === undefined || parts === 'unsatisfiable') return parts ?? response;
  const { chunked: _, ...kept } = response;
  let own = withHeader(headers, 'content-length', String(parts.body.length));
  for (const [name, value] of parts.headers) own = withHeader(own, name, value);
  return { ...kept, status: 206, statusDescription: 'Partial Content', headers: own, body: parts.body };
}

/** What describes the body is left out (RFC 9110 §15.4.5). */
function notModified({ headers }: EdgeResponse): EdgeResponse {
  const describing = ['content-type', 'content-length', 'content-encoding', 'content-range', 'accept-ranges',
    'transfer-encoding'];
  return {
    status: 304, statusDescription: 'Not Modified', headers: keepHeaders(headers, (name) => !describing.includes(name)),
  };
}
