import { checkFunctionHeaders, isUnchanged, readValues } from './check-function-values';
import { keepLength } from './check-response';
import { FUNCTION_REASONS, invalid, valid, type Checked } from './checked';
import type { Call } from './edge-functions';
import {
  functionRequest, functionResponse, isHidden, type ShownRequest, type ShownResponse,
} from './function-event';
import { setOwn } from './function-values';
import { generatedResponseMaxBytes, GENERATED_STATUS, URL_MAX_LENGTH } from '../../core/facts/edge-limits';
import type { EdgeHeaders } from '../../core/http/headers';
import { headerBytes } from '../../core/results/headers';
import { isBase64 } from '../../core/values/base64';
import { isObject } from '../../core/values/is-object';
import type { EdgeRequest, EdgeResponse } from '../exchange/message';

const NOTHING = { headers: {}, cookies: {} };

/** Characters that CloudFront does not accept in a query string that a function wrote. */
const NOT_IN_A_QUERY = /[\s#\0-\x1f\x7f]/;

/**
 * Checks a request that a CloudFront Function returned. A query string or cookies that the function did not change keep
 * the viewer's spelling. The method is read-only: CloudFront ignores another one.
 */
export function checkFunctionRequest(
  call: Call,
  before: EdgeRequest,
  result: Record<string, unknown>,
  shown: ShownRequest = functionRequest(before, call),
): Checked<EdgeRequest> {
  const { uri } = result;
  if (typeof uri !== 'string' || !uri.startsWith('/')) {
    return invalid(FUNCTION_REASONS.request, `uri is ${JSON.stringify(uri)}; it must start with /`);
  }
  const headers = checkFunctionHeaders(call.event, shown.headers, before.headers, result.headers, 'request.headers');
  if (!headers.ok) return headers;
  const query = isUnchanged(result.querystring, shown.querystring)
    ? valid(before.querystring)
    : checkQuery(result.querystring, shown.querystring);
  if (!query.ok) return query;
  if (uri.length + query.value.length >= URL_MAX_LENGTH) {
    return invalid(FUNCTION_REASONS.url, `they have ${URL_MAX_LENGTH} characters or more`);
  }
  const cookies = isUnchanged(result.cookies, shown.cookies)
    ? valid(before.headers.cookie?.[0]?.value)
    : checkCookies(result.cookies, shown.cookies);
  if (!cookies.ok) return cookies;
  const after: EdgeHeaders = headers.value;
  const injected = call.cloudFrontHeaders ?? NOTHING.headers;
  for (const name of Object.keys(injected)) delete after[name];
  for (const name of Object.keys(before.headers)) {
    // Functions do not see these headers, so their absence in the result does not delete them.
    if (isHidden(name) || Object.hasOwn(injected, name)) setOwn(after, name, before.headers[name]!);
  }
  if (cookies.value) after.cookie = [{ key: 'Cookie', value: cookies.value }];
  const { method, body, selectedOrigin } = before;
  return valid({
    method,
    uri,
    querystring: query.value,
    headers: after,
    body,
    selectedOrigin: typeof result.$origin === 'string' ? result.$origin : selectedOrigin,
  });
}

/**
 * Checks a response that a CloudFront Function generated at viewer-request (`before` is undefined) or returned at
 * viewer-response, where it may replace the body.
 */
export function checkFunctionResponse(
  { event }: Pick<Call, 'event'>,
  before: EdgeResponse | undefined,
  result: Record<string, unknown>,
  shown: Pick<ShownResponse, 'headers' | 'cookies'> = before === undefined ? NOTHING : functionResponse(before),
): Checked<EdgeResponse> {
  const { statusCode, statusDescription } = result;
  if (!Number.isInteger(statusCode)
    || Number(statusCode) < GENERATED_STATUS.min || Number(statusCode) > GENERATED_STATUS.max) {
    return invalid(FUNCTION_REASONS.status, `statusCode is ${JSON.stringify(statusCode)}`);
  }
  if (statusDescription !== undefined && statusDescription !== null && typeof statusDescription !== 'string') {
    return invalid(FUNCTION_REASONS.description, `statusDescription is ${JSON.stringify(statusDescription)}`);
  }
  const lines = before?.headers ?? NOTHING.headers;
  const headers = checkFunctionHeaders(event, shown.headers, lines, result.headers, 'response.headers');
  if (!headers.ok) return headers;
  const cookies = isUnchanged(result.cookies, shown.cookies)
    ? valid(before?.headers['set-cookie'] ?? [])
    : checkSetCookies(result.cookies, shown.cookies);
  if (!cookies.ok) return cookies;
  const body = checkBody(result.body);
  if (!body.ok) return body;
  const all = cookies.value.length === 0 ? headers.value : { ...headers.value, 'set-cookie': cookies.value };
  if (body.value !== undefined) {
    const [bytes, limit] = [body.value.length + headerBytes(all), generatedResponseMaxBytes(event)];
    if (bytes > limit) {
      return invalid(FUNCTION_REASONS.body, `headers and body have ${bytes} bytes of ${limit} allowed`);
    }
  }
  return valid({
    status: Number(statusCode),
    statusDescription: statusDescription ?? undefined,
    headers: keepLength(all, body.value === undefined ? (before?.headers ?? {}) : {}),
    body: body.value ?? before?.body,
  });
}

function checkQuery(result: unknown, before: Parameters<typeof readValues>[1]): Checked<string> {
  const given = typeof result === 'string' ? valid(result) : joined(result, before);
  if (!given.ok || !NOT_IN_A_QUERY.test(given.value)) return given;
  const written = given.value.split('&').find((part) => NOT_IN_A_QUERY.test(part))!;
  // A character that the viewer sent, such as a raw `#`, is only passed on.
  const [name, value] = [written.split('=', 1)[0]!, written.slice(written.indexOf('=') + 1)];
  return before[name]?.value === value ? given : invalid(FUNCTION_REASONS.query, JSON.stringify(written));
}

function joined(result: unknown, before: Parameters<typeof readValues>[1]): Checked<string> {
  const given = readValues(result, before, 'request.querystring');
  if (!given.ok) return given;
  return valid(given.value
    .flatMap(([name, values]) => values.map(({ value }) => (value === '' ? name : `${name}=${value}`))).join('&'));
}

function checkCookies(result: unknown, before: Parameters<typeof readValues>[1]): Checked<string | undefined> {
  const given = readValues(result, before, 'request.cookies');
  return given.ok
    ? valid(given.value.flatMap(([name, values]) => values.map(({ value }) => `${name}=${value}`)).join('; '))
    : given;
}

function checkSetCookies(
  result: unknown, before: Parameters<typeof readValues>[1],
): Checked<{ key?: string; value: string }[]> {
  const given = readValues(result, before, 'response.cookies');
  if (!given.ok) return given;
  return valid(given.value.flatMap(([name, values]) => values.map(({ value, attributes }) => (
    { key: 'Set-Cookie', value: `${name}=${value}${attributes === undefined ? '' : `; ${attributes}`}` }))));
}

function checkBody(body: unknown): Checked<Buffer | undefined> {
  if (body === undefined || body === null) return valid(undefined);
  if (typeof body === 'string') return valid(Buffer.from(body));
  if (!isObject(body) || typeof body.data !== 'string') {
    return invalid(FUNCTION_REASONS.body, 'body is neither a string nor an object with data');
  }
  const { encoding = 'text', data } = body;
  if (encoding === 'text') return valid(Buffer.from(data));
  if (encoding !== 'base64') return invalid(FUNCTION_REASONS.body, `body.encoding is ${JSON.stringify(encoding)}`);
  return isBase64(data)
    ? valid(Buffer.from(data, 'base64'))
    : invalid(FUNCTION_REASONS.body, 'body.data is not base64');
}
