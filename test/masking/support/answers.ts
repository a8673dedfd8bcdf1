import * as fc from 'fast-check';
import { isDisallowed } from '../../../src/core/facts/edge-headers';
import { edgeEvent } from '../../support/events';

const KNOWN = [
  'Set-Cookie', 'Via', 'Transfer-Encoding', 'Content-Length', 'Content-Type', 'Content-Encoding', 'Content-Range', 'Cache-Control', 'Expires', 'Age', 'ETag',
  'Last-Modified', 'Server', 'X-Powered-By', 'Location', 'WWW-Authenticate', 'Retry-After', 'Vary', 'Access-Control-Allow-Origin', 'Allow', 'Date', 'Warning',
];
const token = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_!~'), minLength: 1, maxLength: 12 });
const other = token.filter((text) => !isDisallowed(text) && !/^(__proto__|constructor)$/i.test(text));
/** HTTP/1.1 origins write names as they like. */
const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...KNOWN) }, { weight: 1, arbitrary: other })
  .chain((text) => fc.constantFrom(text, text.toLowerCase(), text.toUpperCase()));
const value = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 24 }) },
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 32_000 }).map((length) => 'x'.repeat(length)) },
).map((text) => text.replace(/[\r\n\0]/g, ''));

/** Header lines by lower-case name, as CloudFront hands them over: several lines of one name stay several. */
export const headers = fc.array(fc.tuple(name, value), { maxLength: 12 }).map((lines) => {
  const result: Record<string, { key: string; value: string }[]> = {};
  let room = 32_768;
  for (const [key, text] of lines) {
    room -= key.length + Buffer.byteLength(text);
    if (room < 0) continue;
    (result[key.toLowerCase()] ??= []).push({ key, value: text });
  }
  return result;
});

const segment = fc.oneof(
  fc.constantFrom('404.html', 'docs', '..', '.', '', '%2e%2e', 'a%', '%zz', 'index.html', '__proto__'),
  fc.string({ maxLength: 10 }),
);

/** Any origin-response event. */
export const event = fc
  .record({
    status: fc.oneof(fc.integer({ min: 200, max: 599 }), fc.constantFrom(401, 403, 404, 405, 416, 429, 503)),
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS'),
    uri: fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
    querystring: fc.oneof(fc.constant(''), fc.constant('a=1&b=2'), fc.string({ maxLength: 20 })),
    accept: fc.option(fc.constantFrom('text/html,*/*;q=0.8', 'application/json', '*/*', ';q=,,text/html;q=nan'), {
      nil: undefined,
    }),
    requestId: fc.oneof(fc.constant('4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ=='), fc.string()),
    headers,
  })
  .map(({ status, method, uri, querystring, accept, requestId, headers: originHeaders }) => {
    const made = edgeEvent('origin-response', {
      status,
      method,
      uri,
      querystring,
      headers: accept === undefined ? {} : { Accept: accept },
    });
    made.Records[0].cf.config.requestId = requestId;
    made.Records[0].cf.response.headers = originHeaders;
    return made;
  });
