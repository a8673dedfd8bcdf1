import { Readable } from 'node:stream';
import { splitTarget } from './http-server';
import type { EdgeHeaders } from '../../core/http/headers';
import { append, reasonPhrase, toRawHeaders } from '../exchange/headers';
import { wholeBody, type EdgeResponse } from '../exchange/message';
import type { Arrival } from '../exchange/new-exchange';

/**
 * A request of the Fetch API as an arrival. A path in place of a URL is taken as it is written; a URL is normalized
 * before it gets here, so `/a/../b` can only be asked for as a path.
 */
export async function arrivalOf(
  input: string | URL | Request,
  init: RequestInit | undefined,
  ownHost: string,
): Promise<Arrival> {
  const path = typeof input === 'string' && input.startsWith('/') ? input : undefined;
  const request = new Request(path === undefined ? input : `http://${ownHost}/`, init);
  const url = new URL(request.url);
  const [uri, querystring] = splitTarget(path ?? url.pathname + url.search);
  const headers: EdgeHeaders = {};
  // Node, unlike a browser, lets a Host header be set: that is how a test asks for an alias.
  const host = request.headers.get('host') ?? url.host;
  append(headers, 'Host', host);
  for (const [name, value] of request.headers) if (name !== 'host') append(headers, name, value);
  const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
  if (body !== undefined && headers['content-length'] === undefined) {
    append(headers, 'Content-Length', String(body.length));
  }
  const arriving = { method: request.method, uri, querystring, headers, body: body && wholeBody(body) };
  return { request: arriving, clientIp: '127.0.0.1', httpVersion: '1.1', host, signal: request.signal };
}

/** Redirects are given as they are, never followed. */
export function toFetchResponse(response: EdgeResponse): Response {
  const { status, headers, body } = response;
  const raw = toRawHeaders(headers);
  const list = new Headers();
  for (let i = 0; i < raw.length; i += 2) list.append(raw[i]!, raw[i + 1]!);
  // The types of Node's web streams and of fetch are two descriptions of one thing.
  const content =
    body === undefined || Buffer.isBuffer(body) ? body : (Readable.toWeb(body) as unknown as ReadableStream);
  const bodyless = [204, 205, 304].includes(status);
  return new Response(bodyless ? null : (content ?? null), {
    status,
    statusText: reasonPhrase(response) ?? '',
    headers: list,
  });
}
