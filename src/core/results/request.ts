import { checkedHeaders, headerBytes } from './headers';
import { invalidResult } from './invalid-result';
import { checkOriginShape } from './origin';
import type { EdgeEvent } from '../facts/edge-events';
import { exposedBodyMaxBytes, REQUEST_HEADERS_MAX_BYTES, URL_MAX_LENGTH } from '../facts/edge-limits';
import type { EdgeHeaders } from '../http/headers';
import { isBase64 } from '../values/base64';
import { isObject } from '../values/is-object';

/** The fields of a request that a function may change. */
export interface CheckedRequest {
  readonly uri: string;
  readonly querystring: string;
  readonly headers: EdgeHeaders;
}

/** Characters that CloudFront does not accept in a query string that a function wrote. */
const NOT_IN_A_QUERY = /[\s#\0-\x1f\x7f]/g;

/**
 * Checks a request that a Lambda@Edge function returned. Throws an `InvalidResult` if CloudFront would not accept it.
 *
 * Characters of the original query string, such as a raw `#`, are accepted: the function only passes them on.
 *
 * The method is read-only: CloudFront ignores another one.
 */
export function checkedRequest(
  event: EdgeEvent,
  { headers: before, querystring: given }: Pick<CheckedRequest, 'headers' | 'querystring'>,
  result: Readonly<Record<string, unknown>>,
): CheckedRequest {
  const { uri, querystring = '' } = result;
  if (typeof uri !== 'string' || !/^\/[^\x00-\x1f\x7f]*$/.test(uri)) {
    return invalidResult('request', 'uri must start with / and have no control characters', uri);
  }
  if (typeof querystring !== 'string' || querystring.match(NOT_IN_A_QUERY)?.some((c) => !given.includes(c))) {
    return invalidResult(
      'request',
      'querystring must be a string without spaces, control characters and #',
      querystring,
    );
  }
  if (uri.length + querystring.length >= URL_MAX_LENGTH) {
    invalidResult('request', `uri and querystring have ${URL_MAX_LENGTH} characters or more`);
  }
  const headers = checkedHeaders(event, before, result.headers ?? {});
  const bytes = headerBytes(headers);
  if (bytes > REQUEST_HEADERS_MAX_BYTES && bytes > headerBytes(before)) {
    invalidResult('headers', `headers have ${bytes} bytes of ${REQUEST_HEADERS_MAX_BYTES} allowed`);
  }
  checkBody(event, result.body);
  // A new request without an origin goes to the origin of the behavior.
  if (event === 'origin-request' && result.origin !== undefined && result.origin !== null) {
    checkOriginShape(result.origin);
  }
  return { uri, querystring, headers };
}

function checkBody(event: EdgeEvent, body: unknown): void {
  if (!isObject(body) || body.action !== 'replace') return;
  const { data = '', encoding = 'base64' } = body;
  if (typeof data !== 'string') return invalidResult('body', 'body.data is not a string');
  if (encoding !== 'base64' && encoding !== 'text') {
    return invalidResult('body', `body.encoding is ${JSON.stringify(encoding)}`);
  }
  if (encoding === 'base64' && !isBase64(data)) invalidResult('body', 'body.data is not base64');
  const bytes = Buffer.byteLength(data, encoding === 'base64' ? 'base64' : 'utf8');
  if (bytes > exposedBodyMaxBytes(event)) invalidResult('body', `body.data has ${bytes} bytes`);
}
