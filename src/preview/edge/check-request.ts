import { readOrigin } from './check-origin';
import { checking, type Checked } from './checked';
import { exposed } from './lambda-event';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { isDisallowed } from '../../core/facts/edge-headers';
import { invalidResult } from '../../core/results/invalid-result';
import { checkedRequest } from '../../core/results/request';
import { isObject } from '../../core/values/is-object';
import { keepHeaders } from '../exchange/headers';
import { wholeBody, type EdgeRequest, type OriginRequest, type RequestBody } from '../exchange/message';

const COUNTRY = 'cloudfront-viewer-country';

/** Checks a request that a Lambda@Edge function returned. */
export function checkReturnedRequest<T extends EdgeRequest | OriginRequest>(
  event: EdgeEvent, before: T, result: Record<string, unknown>,
): Checked<T> {
  return checking(() => {
    const { headers, ...changed } = checkedRequest(event, { ...before, headers: exposed(before.headers) }, result);
    // CloudFront adds it after this event, and documents that a function must not.
    if (event === 'viewer-request' && headers[COUNTRY] !== undefined && before.headers[COUNTRY] === undefined) {
      invalidResult('disallowed', `${COUNTRY} was added, which is an error at viewer-request`);
    }
    // Functions do not see these headers, so their absence in the result does not delete them.
    const hidden = keepHeaders(before.headers, isDisallowed);
    const after = {
      ...before,
      ...changed,
      headers: { ...headers, ...hidden },
      body: newBody(result.body) ?? before.body,
    };
    return 'origin' in before && event === 'origin-request'
      ? { ...after, origin: readOrigin(before.origin, result.origin, headers) }
      : after;
  });
}

function newBody(body: unknown): RequestBody | undefined {
  if (body === undefined || body === null) return undefined;
  if (!isObject(body)) return invalidResult('body', 'body is not an object', body);
  const { action = 'read-only' } = body;
  if (action === 'read-only') return undefined;
  if (action !== 'replace') invalidResult('body', 'body.action must be replace or read-only', action);
  const { data = '', encoding } = body as { data?: string; encoding?: string };
  return wholeBody(Buffer.from(data, encoding === 'text' ? 'utf8' : 'base64'));
}
