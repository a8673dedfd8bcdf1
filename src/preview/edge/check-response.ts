import { checkHeaders } from './check-headers';
import { invalid, REASONS, valid, type Checked } from './checked';
import { exposed } from './lambda-event';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { generatedResponseMaxBytes, GENERATED_STATUS } from '../../core/facts/edge-limits';
import type { EdgeHeaders } from '../../core/http/headers';
import { toRawHeaders, withoutHeaders } from '../exchange/headers';
import type { EdgeResponse } from '../exchange/message';

/** A response that a function made in place of CloudFront's or the origin's. */
export function checkGeneratedResponse(event: EdgeEvent, result: Record<string, unknown>): Checked<EdgeResponse> {
  return build(event, result, {}, undefined);
}

/** A response that a function got and gave back; without a body in the result, the origin's stays. */
export function checkReturnedResponse(event: EdgeEvent, before: EdgeResponse, result: Record<string, unknown>): Checked<EdgeResponse> {
  const checked = build(event, result, exposed(before.headers), before);
  if (event === 'viewer-response' && checked.ok && checked.value.status !== before.status) {
    return invalid(REASONS.status, `viewer-response may not change the status, and it was ${before.status}, not ${checked.value.status}`);
  }
  return checked;
}

function build(
  event: EdgeEvent, result: Record<string, unknown>, headersBefore: EdgeHeaders, before: EdgeResponse | undefined,
): Checked<EdgeResponse> {
  const status = readStatus(result.status);
  if (status === undefined) return invalid(REASONS.status, `status is ${JSON.stringify(result.status)}; use a string from "200" to "599"`);
  const headers = checkHeaders(event, headersBefore, result.headers);
  if (!headers.ok) return headers;
  const body = readBody(result);
  if (!body.ok) return body;
  if (status === 204 && event === 'viewer-request' && (body.value?.length ?? 0) > 0) return invalid(REASONS.body, 'a 204 has no body');
  const made = toRawHeaders(headers.value).join('').length + (body.value?.length ?? 0);
  const limit = generatedResponseMaxBytes(event);
  if (body.value !== undefined && made > limit) return invalid(REASONS.body, `headers and body have ${made} bytes of ${limit} allowed`);
  const statusDescription = typeof result.statusDescription === 'string' ? result.statusDescription : undefined;
  if (body.value === undefined && before !== undefined) {
    return valid({ status, statusDescription, headers: keepLength(headers.value, before.headers), body: before.body });
  }
  // The new body has a length of its own, and is sent with it.
  return valid({ status, statusDescription, headers: withoutHeaders(headers.value, 'content-length', 'transfer-encoding'), body: body.value });
}

/** Lambda@Edge's documentation says a string, AWS's own Python samples set a number, and those run. */
function readStatus(status: unknown): number | undefined {
  const number = typeof status === 'string' && /^\d{3}$/.test(status) ? Number(status) : status;
  return Number.isInteger(number) && Number(number) >= GENERATED_STATUS.min && Number(number) <= GENERATED_STATUS.max ? Number(number) : undefined;
}

function readBody({ body, bodyEncoding }: Record<string, unknown>): Checked<Buffer | undefined> {
  if (body === undefined || body === null) return valid(undefined);
  if (typeof body !== 'string') return invalid(REASONS.body, `body is ${Array.isArray(body) ? 'an array' : `of type ${typeof body}`}`);
  if (bodyEncoding !== undefined && bodyEncoding !== 'text' && bodyEncoding !== 'base64') {
    return invalid(REASONS.body, `bodyEncoding is ${JSON.stringify(bodyEncoding)}; use "text" or "base64"`);
  }
  if (bodyEncoding !== 'base64') return valid(Buffer.from(body, 'utf8'));
  return isBase64(body) ? valid(Buffer.from(body, 'base64')) : invalid(REASONS.body, 'body is not base64');
}

export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

/** With the origin's body goes its length, whatever a function wrote. */
export function keepLength(headers: EdgeHeaders, before: EdgeHeaders): EdgeHeaders {
  const length = before['content-length'];
  const kept = withoutHeaders(headers, 'content-length');
  return length === undefined ? kept : { ...kept, 'content-length': length };
}
