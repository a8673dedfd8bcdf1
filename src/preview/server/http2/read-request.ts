import { METHODS } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { EdgeHeaders } from '../../../core/http/headers';
import { append } from '../../exchange/headers';
import type { Measured, ReceivedRequest } from '../../exchange/new-exchange';
import type { Viewer } from '../../exchange/viewer';
import { readBody } from '../request-body';
import { splitTarget } from '../split-target';
import { tlsOf } from '../tls-of';

/**
 * The headers as a request of HTTP/1.1 has them: `:authority` is the Host, and lines of Cookie, which HTTP/2 may split,
 * are one again (RFC 9113 §8.2.3).
 */
function headersOf({ rawHeaders, authority }: Http2ServerRequest): EdgeHeaders {
  const headers: EdgeHeaders = {};
  if (authority) append(headers, 'Host', authority);
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name, value] = [rawHeaders[at]!, rawHeaders[at + 1]!];
    if (name.startsWith(':') || (name === 'host' && authority)) continue;
    const [cookie] = name === 'cookie' && Object.hasOwn(headers, 'cookie') ? headers.cookie! : [];
    if (cookie === undefined) append(headers, name === 'host' ? 'Host' : name, value);
    else headers.cookie = [{ ...cookie, value: `${cookie.value}; ${value}` }];
  }
  return headers;
}

/**
 * What HTTP/2 itself allows, and HTTP/1.1 does not: an unknown method, and a second host. Of two, the preview could
 * check one and an origin use the other.
 */
export function isMalformed({ method, rawHeaders, authority }: Http2ServerRequest): boolean {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name === 'host');
  const host = rawHeaders[rawHeaders.indexOf('host') + 1];
  return !METHODS.includes(method) || method === 'CONNECT' || hosts.length > 1
    || (hosts.length === 1 && Boolean(authority) && host !== authority);
}

export async function receive(
  incoming: Http2ServerRequest, socket: TLSSocket, viewer: Viewer, measure: Measured,
): Promise<ReceivedRequest> {
  const [uri, querystring] = splitTarget(incoming.url);
  const headers = headersOf(incoming);
  // HTTP/2 ends a request by a flag: only this says whether a body follows.
  const hasBody = !(incoming.stream as { endAfterHeaders?: boolean }).endAfterHeaders;
  const body = hasBody ? await readBody(incoming, viewer) : undefined;
  measure.body = body;
  return {
    request: { method: incoming.method, uri, querystring, headers, body },
    clientIp: socket.remoteAddress ?? '127.0.0.1',
    httpVersion: '2.0',
    host: headers.host?.[0]?.value ?? '',
    tls: tlsOf(socket),
    viewer,
    measure,
  };
}
