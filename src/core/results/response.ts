import { checkedHeaders, CONTROL_CHARACTERS, headerBytes } from './headers';
import { invalidResult } from './invalid-result';
import type { EdgeEvent } from '../facts/edge-events';
import { generatedResponseMaxBytes, GENERATED_STATUS } from '../facts/edge-limits';
import type { EdgeHeaders } from '../http/headers';
import type { EdgeResponse } from '../http/message';
import { isBase64 } from '../values/base64';

/**
 * Checks a response that a Lambda@Edge function returned, and normalizes its fields. Throws an `InvalidResult` if
 * CloudFront would not accept it.
 *
 * On response events `before` is the response that the function received: without a body in the result, its body is
 * kept. Without `before` the function generated the response.
 */
export function checkedResponse(
  event: EdgeEvent,
  result: Readonly<Record<string, unknown>>,
  before?: { readonly status: string | number; readonly headers: EdgeHeaders },
): EdgeResponse {
  const status = checkedStatus(result.status);
  const headers = checkedHeaders(event, before?.headers ?? {}, result.headers ?? {});
  if (before && event === 'viewer-response' && status !== String(before.status)) {
    invalidResult('status', `viewer-response may not change the status, and it was ${before.status}, not ${status}`);
  }
  const body = checkedBody(result);
  if (status === '204' && event === 'viewer-request' && body?.body) invalidResult('body', 'a 204 has no body');
  const [made, limit] = [headerBytes(headers) + byteLength(body), generatedResponseMaxBytes(event)];
  if (made > limit) invalidResult('body', `headers and body have ${made} bytes of ${limit} allowed`);
  const { statusDescription: reason } = result;
  // HTTP/2 has no reason phrase, so that an invalid one is dropped.
  const isLine = typeof reason === 'string' && !CONTROL_CHARACTERS.test(reason);
  return { status, ...(isLine && { statusDescription: reason }), headers, ...body };
}

/** The documentation requires a string, but Python samples of AWS set a number, which works. */
function checkedStatus(status: unknown): string {
  const number = typeof status === 'string' && /^\d{3}$/.test(status) ? Number(status) : status;
  if (Number.isInteger(number) && Number(number) >= GENERATED_STATUS.min && Number(number) <= GENERATED_STATUS.max) {
    return String(number);
  }
  return invalidResult('status', `status is ${JSON.stringify(status)}; use a string from "200" to "599"`);
}

type Body = Required<Pick<EdgeResponse, 'body'>> & Pick<EdgeResponse, 'bodyEncoding'>;

function checkedBody({ body, bodyEncoding }: Readonly<Record<string, unknown>>): Body | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body !== 'string') {
    return invalidResult('body', `body is ${Array.isArray(body) ? 'an array' : `of type ${typeof body}`}`);
  }
  if (bodyEncoding === undefined || bodyEncoding === null) return { body };
  if (bodyEncoding !== 'text' && bodyEncoding !== 'base64') {
    return invalidResult('body', `bodyEncoding is ${JSON.stringify(bodyEncoding)}; use "text" or "base64"`);
  }
  if (bodyEncoding === 'base64' && !isBase64(body)) invalidResult('body', 'body is not base64');
  return { body, bodyEncoding };
}

function byteLength(body: Body | undefined): number {
  return Buffer.byteLength(body?.body ?? '', body?.bodyEncoding === 'base64' ? 'base64' : 'utf8');
}
