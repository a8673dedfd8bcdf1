import type { IncomingMessage } from 'node:http';
import type { Pending } from './pending';
import { hasBody, readBody } from './request-body';
import { splitTarget } from './split-target';
import { tlsOf } from './tls-of';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';
import { fromRawHeaders } from '../exchange/headers';
import type { RequestBody } from '../exchange/message';
import type { ReceivedRequest } from '../exchange/new-exchange';
import { afterwards, type Soon } from '../exchange/soon';

/**
 * HTTP/1.1 requires exactly one Host header (RFC 9112 §3.2): of two, the preview could check one and an origin use the
 * other.
 */
export function isMalformed({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const { length } = rawHeaders[at]!;
    if (length === 4 && rawHeaders[at]!.toLowerCase() === 'host') hosts++;
    // HTTP/1.0 has no chunks, so that programs disagree on where such a request ends (RFC 9112 §6.1).
    if (length === 17 && httpVersion === '1.0' && rawHeaders[at]!.toLowerCase() === 'transfer-encoding') return true;
  }
  return hosts > 1 || (httpVersion === '1.1' ? hosts === 0 : httpVersion !== '1.0');
}

/** `incoming.headers` is not used: Node.js makes it when it is read, from the same lines. */
export function receive(pending: Pending): Soon<ReceivedRequest> {
  const { incoming } = pending;
  // Clients of proxies send an absolute URL, whose host takes the place of the Host header (RFC 9112 §3.2.2).
  const [origin, named] = /^https?:\/\/([^/?]*)/i.exec(incoming.url!) ?? [''];
  const target = incoming.url!.slice(origin.length);
  const headers = fromRawHeaders(incoming.rawHeaders);
  if (named !== undefined) headers.host = [{ key: 'Host', value: named }];
  const body = hasBody(incoming) ? readBody(incoming, pending.viewer) : undefined;
  return afterwards<RequestBody | undefined, ReceivedRequest>(body, (read) => (
    receivedBy(pending, target, headers, read)));
}

function receivedBy(
  { incoming, viewer, measure }: Pending, target: string, headers: EdgeHeaders, body: RequestBody | undefined,
): ReceivedRequest {
  const [uri, querystring] = splitTarget(target);
  const tls = tlsOf(incoming.socket);
  measure.body = body;
  return {
    request: { method: incoming.method ?? 'GET', uri, querystring, headers, body },
    clientIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    httpVersion: incoming.httpVersion,
    host: headers.host?.[0]?.value ?? '',
    tls,
    // Set by a proxy on this machine that offers the preview by HTTPS.
    plainHttp: tls === undefined && headerValue(headers, 'x-forwarded-proto') !== 'https',
    viewer,
    measure,
  };
}
