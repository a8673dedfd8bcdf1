import { checking, type Checked } from './checked';
import { exposed } from './lambda-event';
import type { EdgeEvent } from '../../core/facts/edge-events';
import type { EdgeHeaders } from '../../core/http/headers';
import { checkedResponse } from '../../core/results/response';
import { withoutHeaders } from '../exchange/headers';
import type { EdgeResponse } from '../exchange/message';

/** Checks a response that a Lambda@Edge function generated. */
export function checkGeneratedResponse(event: EdgeEvent, result: Record<string, unknown>): Checked<EdgeResponse> {
  return build(event, result);
}

/**
 * Checks a response that a Lambda@Edge function received and returned. Without a body in the result, the origin's body
 * is kept.
 */
export function checkReturnedResponse(
  event: EdgeEvent,
  before: EdgeResponse,
  result: Record<string, unknown>,
): Checked<EdgeResponse> {
  return build(event, result, before);
}

function build(event: EdgeEvent, result: Record<string, unknown>, before?: EdgeResponse): Checked<EdgeResponse> {
  return checking(() => {
    const shown = before && { status: before.status, headers: exposed(before.headers) };
    const { headers, body, bodyEncoding = 'text', ...checked } = checkedResponse(event, result, shown);
    const made = { status: Number(checked.status), statusDescription: checked.statusDescription };
    if (body === undefined && before !== undefined) {
      return { ...made, headers: keepLength(headers, before.headers), body: before.body };
    }
    // The length of the new body is computed when it is sent.
    return {
      ...made,
      headers: withoutHeaders(headers, 'content-length', 'transfer-encoding'),
      body: body === undefined ? undefined : Buffer.from(body, bodyEncoding === 'text' ? 'utf8' : 'base64'),
    };
  });
}

/** The Content-Length of the origin belongs to its body; a value that a function set is ignored. */
export function keepLength(headers: EdgeHeaders, before: EdgeHeaders): EdgeHeaders {
  const length = before['content-length'];
  if (headers['content-length']?.[0]?.value === length?.[0]?.value) return headers;
  const kept = withoutHeaders(headers, 'content-length');
  return length === undefined ? kept : { ...kept, 'content-length': length };
}
