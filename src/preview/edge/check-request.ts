import { checkHeaders } from './check-headers';
import { checkOrigin } from './check-origin';
import { isBase64 } from './check-response';
import { invalid, REASONS, valid, type Checked } from './checked';
import { exposed } from './lambda-event';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { isDisallowed } from '../../core/facts/edge-headers';
import { exposedBodyMaxBytes, URL_MAX_LENGTH } from '../../core/facts/edge-limits';
import { isObject } from '../assembly/json';
import { keepHeaders } from '../exchange/headers';
import type { EdgeRequest, OriginRequest } from '../exchange/message';

/** A request that a function got and gave back, changed or not. The method is CloudFront's to say, so a new one is ignored. */
export function checkReturnedRequest<T extends EdgeRequest | OriginRequest>(
  event: EdgeEvent, before: T, result: Record<string, unknown>,
): Checked<T> {
  const { uri, querystring = '' } = result;
  if (typeof uri !== 'string' || !uri.startsWith('/')) return invalid(REASONS.request, `uri is ${JSON.stringify(uri)}; it must start with /`);
  if (typeof querystring !== 'string' || /[\s#\0-\x1f]/.test(querystring)) {
    return invalid(REASONS.request, `querystring is ${JSON.stringify(querystring)}; it must be a string without spaces, control characters and #`);
  }
  if (uri.length + querystring.length >= URL_MAX_LENGTH) return invalid(REASONS.request, `uri and querystring have ${URL_MAX_LENGTH} characters or more`);
  const headers = checkHeaders(event, exposed(before.headers), result.headers);
  if (!headers.ok) return headers;
  const body = checkBody(event, before.body, result.body);
  if (!body.ok) return body;
  // What functions do not get to see is not theirs to delete.
  const hidden = keepHeaders(before.headers, isDisallowed);
  const after = { ...before, uri, querystring, headers: { ...headers.value, ...hidden }, body: body.value };
  if (!('origin' in before) || event !== 'origin-request') return valid(after);
  const origin = checkOrigin(before.origin, result.origin);
  return origin.ok ? valid({ ...after, origin: origin.value }) : origin;
}

function checkBody(event: EdgeEvent, before: Buffer | undefined, result: unknown): Checked<Buffer | undefined> {
  if (!isObject(result) || result.action !== 'replace') return valid(before);
  const { data = '', encoding = 'base64' } = result;
  if (typeof data !== 'string') return invalid(REASONS.body, 'body.data is not a string');
  if (encoding !== 'base64' && encoding !== 'text') return invalid(REASONS.body, `body.encoding is ${JSON.stringify(encoding)}`);
  if (encoding === 'base64' && !isBase64(data)) return invalid(REASONS.body, 'body.data is not base64');
  const body = Buffer.from(data, encoding === 'base64' ? 'base64' : 'utf8');
  return body.length > exposedBodyMaxBytes(event) ? invalid(REASONS.body, `body.data has ${body.length} bytes`) : valid(body);
}
