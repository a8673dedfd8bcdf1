import { HOP_BY_HOP, keepHeaders, toRawHeaders, withHeader } from '../exchange/headers';
import type { OriginRequest } from '../exchange/message';
import { percentEncoded } from '../exchange/percent-encoded';
import { isLoopback } from '../server/loopback';

/** A function may put characters into the path that HTTP does not allow; they are percent-encoded. */
export function wirePath({ origin, uri, querystring }: OriginRequest, { pathname }: URL): string {
  const path = `${pathname.replace(/\/$/, '')}${origin.path}${uri}${querystring && `?${querystring}`}`;
  return percentEncoded(path);
}

/** A flat list, because repeated headers must remain separate lines. */
export function wireHeaders(request: OriginRequest, target: URL): string[] {
  let headers = keepHeaders(request.headers, (name) => !HOP_BY_HOP.includes(name) && name !== 'content-length');
  // A function may delete it, but every request of HTTP/1.1 has one.
  if (headers.host === undefined) headers = withHeader(headers, 'host', request.origin.domainName);
  for (const { name, value } of request.origin.customHeaders) headers = withHeader(headers, name, value);
  // A local server gets the Host header of the real origin; a remote one needs its own host name to find the site,
  // unless a function says which one it needs.
  const isRemote = !isLoopback(target.hostname) && request.origin.overrides?.hostHeader === undefined;
  if (isRemote) headers = withHeader(headers, 'host', target.host);
  if (request.body !== undefined) headers = withHeader(headers, ...framing(request));
  return toRawHeaders(withHeader(headers, 'connection', 'Keep-Alive'));
}

/** As the viewer framed the body, although its length is known when it has been read for functions. */
function framing({ body, headers }: OriginRequest): [name: string, value: string] {
  const length = headers['transfer-encoding'] === undefined ? body!.length : undefined;
  return length === undefined ? ['transfer-encoding', 'chunked'] : ['content-length', String(length)];
}
