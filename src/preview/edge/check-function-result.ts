import { checkFunctionHeaders, readValues } from './check-function-values';
import { keepLength } from './check-response';
import { invalid, REASONS, valid, type Checked } from './checked';
import type { Call } from './edge-functions';
import { functionRequest, functionResponse } from './function-event';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { isDisallowed } from '../../core/facts/edge-headers';
import { GENERATED_STATUS } from '../../core/facts/edge-limits';
import type { EdgeHeaders } from '../../core/http/headers';
import { isBase64 } from '../../core/values/base64';
import { isObject } from '../../core/values/is-object';
import { keepHeaders, withHeader, withoutHeaders } from '../exchange/headers';
import type { EdgeRequest, EdgeResponse } from '../exchange/message';

/**
 * Checks a request that a CloudFront Function returned. A query string or cookies that the function did not change keep
 * the viewer's spelling.
 */
export function checkFunctionRequest<T extends EdgeRequest>(
  call: Call,
  before: T,
  result: Record<string, unknown>,
): Checked<T> {
  const shown = functionRequest(before, call);
  const { uri } = result;
  if (typeof uri !== 'string' || !uri.startsWith('/')) {
    return invalid(REASONS.request, `uri is ${JSON.stringify(uri)}; it must start with /`);
  }
  const headers = checkFunctionHeaders(call.event, shown.headers, result.headers);
  if (!headers.ok) return headers;
  const query = sameJson(result.querystring, shown.querystring)
    ? valid(before.querystring)
    : checkQuery(result.querystring, shown.querystring);
  if (!query.ok) return query;
  const cookies = sameJson(result.cookies, shown.cookies)
    ? valid(before.headers.cookie?.[0]?.value)
    : checkCookies(result.cookies, shown.cookies);
  if (!cookies.ok) return cookies;
  const injected = Object.keys(call.cloudFrontHeaders ?? {});
  const hidden = keepHeaders(before.headers, (name) => isDisallowed(name) || injected.includes(name));
  let after: EdgeHeaders = { ...withoutHeaders(headers.value, ...injected), ...hidden };
  if (cookies.value !== undefined && cookies.value !== '') after = withHeader(after, 'cookie', cookies.value);
  const selected = typeof result.$origin === 'string' ? { selectedOrigin: result.$origin } : {};
  return valid({ ...before, uri, querystring: query.value, headers: after, ...selected });
}

/**
 * Checks a response that a CloudFront Function generated at viewer-request (`before` is undefined) or returned at
 * viewer-response, where it may replace the body.
 */
export function checkFunctionResponse(
  event: EdgeEvent,
  before: EdgeResponse | undefined,
  result: Record<string, unknown>,
): Checked<EdgeResponse> {
  const { statusCode, statusDescription } = result;
  if (
    !Number.isInteger(statusCode)
    || Number(statusCode) < GENERATED_STATUS.min
    || Number(statusCode) > GENERATED_STATUS.max
  ) {
    return invalid(REASONS.status, `statusCode is ${JSON.stringify(statusCode)}; use a number from 200 to 599`);
  }
  const shown = before === undefined ? { headers: {}, cookies: {} } : functionResponse(before);
  const headers = checkFunctionHeaders(event, shown.headers, result.headers);
  if (!headers.ok) return headers;
  const cookies = readValues(result.cookies, shown.cookies, 'cookies');
  if (!cookies.ok) return cookies;
  const body = checkBody(result.body);
  if (!body.ok) return body;
  const setCookies = cookies.value.flatMap(([name, values]) =>
    values.map(({ value, attributes }) => ({
      key: 'Set-Cookie',
      value: `${name}=${value}${attributes === undefined ? '' : `; ${attributes}`}`,
    })),
  );
  const all = setCookies.length === 0 ? headers.value : { ...headers.value, 'set-cookie': setCookies };
  return valid({
    status: Number(statusCode),
    statusDescription: typeof statusDescription === 'string' ? statusDescription : undefined,
    headers: keepLength(all, body.value === undefined ? (before?.headers ?? {}) : {}),
    body: body.value ?? before?.body,
  });
}

function checkQuery(result: unknown, before: Parameters<typeof readValues>[1]): Checked<string> {
  if (typeof result === 'string') return valid(result);
  const given = readValues(result, before, 'querystring');
  if (!given.ok) return given;
  return valid(
    given.value
      .flatMap(([name, values]) => values.map(({ value }) => (value === '' ? name : `${name}=${value}`)))
      .join('&'),
  );
}

function checkCookies(result: unknown, before: Parameters<typeof readValues>[1]): Checked<string | undefined> {
  const given = readValues(result, before, 'cookies');
  return given.ok
    ? valid(given.value.flatMap(([name, values]) => values.map(({ value }) => `${name}=${value}`)).join('; '))
    : given;
}

function checkBody(body: unknown): Checked<Buffer | undefined> {
  if (body === undefined || body === null) return valid(undefined);
  if (typeof body === 'string') return valid(Buffer.from(body));
  if (!isObject(body) || typeof body.data !== 'string') {
    return invalid(REASONS.body, 'body is neither a string nor an object with data');
  }
  if (body.encoding !== 'base64') return valid(Buffer.from(body.data));
  return isBase64(body.data)
    ? valid(Buffer.from(body.data, 'base64'))
    : invalid(REASONS.body, 'body.data is not base64');
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
