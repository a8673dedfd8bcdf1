import { Readable } from 'node:stream';
import { splitTarget } from './split-target';
import type { EdgeHeaders } from '../../core/http/headers';
import type { Exchange } from '../exchange/exchange';
import { append, reasonPhrase, toRawHeaders } from '../exchange/headers';
import { wholeBody } from '../exchange/message';
import type { ReceivedRequest } from '../exchange/new-exchange';
import { viewerOf, type Viewer } from '../exchange/viewer';

/**
 * Converts the arguments of `fetch()`. A path is used unchanged; a URL has been normalized by its constructor, so that
 * a request for `/a/../b` must be given as a path.
 */
export async function toReceivedRequest(
  input: string | URL | Request,
  init: RequestInit | undefined,
  ownHost: string,
): Promise<ReceivedRequest> {
  const path = typeof input === 'string' && input.startsWith('/') ? input : undefined;
  const request = new Request(path === undefined ? input : `http://${ownHost}/`, init);
  const url = new URL(request.url);
  // As with the global fetch, a fragment is not sent.
  const [uri, querystring] = splitTarget(path?.split('#', 1)[0] ?? url.pathname + url.search);
  const headers: EdgeHeaders = {};
  // Unlike browsers, Node.js allows setting the Host header, which tests use to request an alias.
  const host = request.headers.get('host') ?? url.host;
  append(headers, 'Host', host);
  for (const [name, value] of request.headers) if (name !== 'host') append(headers, name, value);
  const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
  if (body !== undefined && headers['content-length'] === undefined) {
    append(headers, 'Content-Length', String(body.length));
  }
  const edgeRequest = { method: request.method, uri, querystring, headers, body: body && wholeBody(body) };
  return { request: edgeRequest, clientIp: '127.0.0.1', httpVersion: '1.1', host, viewer: viewerOf(request, input) };
}

/** Converts the response for the caller of `fetch()`. Redirects are not followed. */
export function toFetchResponse({ response, viewer }: Exchange): Response {
  const { status, headers, body } = response!;
  const raw = toRawHeaders(headers);
  const list = new Headers();
  for (let i = 0; i < raw.length; i += 2) list.append(raw[i]!, raw[i + 1]!);
  const content = body === undefined || Buffer.isBuffer(body) ? body : webStream(body, viewer);
  const bodyless = [204, 205, 304].includes(status);
  return new Response(bodyless ? null : (content ?? null), {
    status,
    statusText: reasonPhrase(response!) ?? '',
    headers: list,
  });
}

/** A body whose caller has aborted the request ends with the reason for that, as with the global fetch. */
function webStream(body: Readable, viewer: Viewer | undefined): ReadableStream {
  async function* parts() {
    try {
      yield* body;
    } catch (error) {
      viewer?.signal.throwIfAborted();
      throw error;
    }
  }
  // Node's types declare web streams twice, for `node:stream/web` and for fetch.
  return Readable.toWeb(Readable.from(parts(), { objectMode: false })) as unknown as ReadableStream;
}
