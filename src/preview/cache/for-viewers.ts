import type { BehaviorCache } from './behavior-cache';
import { compressed, readWhole } from './body';
import type { AcceptedCodings } from '../../core/cache/accept-encoding';
import { codingFor, varyWithEncoding, weakEtag } from '../../core/cache/compression';
import { varyForViewers } from '../../core/cache/vary';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';
import type { Exchange } from '../exchange/exchange';
import { withHeader, withoutHeaders } from '../exchange/headers';
import type { EdgeResponse } from '../exchange/message';

/** The response as viewers get it: with the headers and the Vary that CloudFront passes on, and compressed. */
export async function forViewers(
  exchange: Exchange, behavior: BehaviorCache, codings: AcceptedCodings, maxBytes: number,
): Promise<EdgeResponse> {
  const response = withVary(withoutRequestIds(withoutEmptyBody(exchange), exchange), behavior);
  const { status, body, headers } = response;
  if (body === undefined) return response;
  const coding = behavior.compresses ? codingFor(response, codings) : undefined;
  // Errors are replaced by pages, and functions replace bodies: what is kept has to be complete before.
  const isNeeded = coding !== undefined || status >= 400 || behavior.hasViewerResponse;
  if (!isNeeded || Number(headerValue(headers, 'content-length') ?? 0) > maxBytes) return response;
  const isStream = !Buffer.isBuffer(body);
  const whole = isStream ? await readWhole(body, maxBytes) : body;
  if (!Buffer.isBuffer(whole)) return { ...response, body: whole.rest };
  if (coding === undefined) return { ...response, ...(isStream && chunkedAs(headers)), body: whole };
  const encoded = await compressed(whole, coding);
  return { ...response, headers: encodedHeaders(headers, coding), body: encoded, chunked: true };
}

/** A stream whose length is not known is sent in chunks, also from the cache. */
export function chunkedAs(headers: EdgeHeaders): { readonly chunked?: true } {
  return headers['content-length'] === undefined ? { chunked: true } : {};
}

/** The body of a response to HEAD, and of a 204, is empty, and ends when it is read. */
function withoutEmptyBody({ request, response }: Exchange): EdgeResponse {
  const { body, ...head } = response!;
  if (body === undefined || (request.method !== 'HEAD' && head.status !== 204)) return response!;
  if (!Buffer.isBuffer(body)) body.resume();
  return head;
}

/** Origin-response functions see the ids that S3 gives to a request, and viewers do not. */
function withoutRequestIds(response: EdgeResponse, { originRequest }: Exchange): EdgeResponse {
  const { headers } = response;
  if (originRequest?.origin.kind !== 's3' || headers['x-amz-request-id'] === undefined) return response;
  return { ...response, headers: withoutHeaders(headers, 'x-amz-request-id', 'x-amz-id-2') };
}

function withVary(response: EdgeResponse, { forwarded }: BehaviorCache): EdgeResponse {
  const { headers } = response;
  const vary = headerValue(headers, 'vary');
  if (vary === undefined) return response;
  const kept = varyForViewers(vary, forwarded);
  if (kept === vary) return response;
  return {
    ...response, headers: kept === undefined ? withoutHeaders(headers, 'vary') : withHeader(headers, 'vary', kept),
  };
}

/** The length of the compressed body is not known when its headers are sent. */
function encodedHeaders(headers: EdgeHeaders, coding: string): EdgeHeaders {
  const { 'content-length': _, etag, ...kept } = headers;
  const weak = etag === undefined ? undefined : weakEtag(etag[0]!.value);
  const changed = withHeader(kept, 'content-encoding', coding);
  const varied = withHeader(changed, 'vary', varyWithEncoding(headerValue(headers, 'vary')));
  return weak === undefined ? varied : { ...varied, etag: [{ key: etag![0]!.key, value: weak }] };
}
