import { CONTROL_CHARACTERS } from './headers';
import { checkOriginShape } from './origin';
import { plainLength, recordOf, type HeaderRecord } from './plain-headers';
import type { EdgeEvent } from '../facts/edge-events';
import {
  GENERATED_STATUS,
  generatedResponseMaxBytes,
  REQUEST_HEADERS_MAX_BYTES,
  URL_MAX_LENGTH,
} from '../facts/edge-limits';
import type { EdgeRequest, EdgeResponse } from '../http/message';
import { isBase64 } from '../values/base64';

/** A character has three bytes at most. */
const MOST_BYTES = 3;

/** What is compared with a request that a function returns, which may be the same object. */
export interface RequestBefore extends Pick<EdgeRequest, 'method' | 'uri' | 'querystring'> {
  readonly headers: HeaderRecord;
}

export function beforeRequest({ method, uri, querystring, headers }: EdgeRequest): RequestBefore {
  return { method, uri, querystring, headers: recordOf(headers) };
}

/**
 * Whether CloudFront accepts a request for sure, as it is. If not, it needs the check of `request.ts`, which says what
 * is wrong, and copies it; that takes ten times as long.
 */
export function isPlainRequest(event: EdgeEvent, before: RequestBefore, result: any): boolean {
  const { uri, querystring, headers, body, origin, method } = result;
  if (typeof uri !== 'string' || typeof querystring !== 'string' || method !== before.method || isSpecial(result)
    || (uri !== before.uri && !/^\/[\x21-\x7e]*$/.test(uri))
    || (querystring !== before.querystring && !/^[!"$-~]*$/.test(querystring))
    || uri.length + querystring.length >= URL_MAX_LENGTH
    || (body !== undefined && body?.action !== 'read-only')) return false;
  const length = plainLength(event, before.headers, headers);
  if (length === undefined || length * MOST_BYTES > REQUEST_HEADERS_MAX_BYTES) return false;
  if (event === 'origin-request' && origin !== undefined && origin !== null) checkOriginShape(origin);
  return true;
}

/** The same for a response. `before` is that of a response event. */
export function isPlainResponse(
  event: EdgeEvent, before: { readonly status: unknown; readonly headers: HeaderRecord } | undefined, result: any,
): boolean {
  const { status, statusDescription, headers, body, bodyEncoding } = result;
  const number = typeof status === 'string' && /^[1-9]\d\d$/.test(status) ? Number(status) : status;
  if (!Number.isInteger(number) || number < GENERATED_STATUS.min || number > GENERATED_STATUS.max || isSpecial(result)
    || (before && event === 'viewer-response' && String(number) !== String(before.status))
    || (statusDescription !== undefined
      && !(typeof statusDescription === 'string' && !CONTROL_CHARACTERS.test(statusDescription)))) return false;
  const length = plainLength(event, before?.headers ?? [], headers ?? {});
  if (length === undefined) return false;
  if (body === undefined) return length * MOST_BYTES <= generatedResponseMaxBytes(event);
  return typeof body === 'string' && number !== 204
    && (bodyEncoding === undefined || bodyEncoding === 'text' || (bodyEncoding === 'base64' && isBase64(body)))
    && (length + body.length) * MOST_BYTES <= generatedResponseMaxBytes(event);
}

/** Whether text of JSON may say something else than the object, or a promise may take it for one. */
function isSpecial(result: any): boolean {
  return result.toJSON !== undefined || result.then !== undefined;
}

export function responseBefore(response: EdgeResponse) {
  return { ...response, headers: recordOf(response.headers) };
}
