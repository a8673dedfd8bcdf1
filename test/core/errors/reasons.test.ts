import { STATUS_CODES } from 'node:http';
import { lookup } from 'mrmime';
import { listed, ranged, redirect, rule } from './support';
import { isContentType, isText, typeOfFile, withCharset } from '../../../src/core/errors/content-types';
import { answerStatuses, reasonsFor } from '../../../src/core/errors/reasons';

describe('reason phrases', () => {
  /** Newer than in Node.js, from RFC 9110, or omitted on purpose because they are not used. */
  const NEWER = { 413: 'Content Too Large', 422: 'Unprocessable Content' };
  const UNUSED = ['418', '509', '510'];
  const errors = { codes: [401, 405, 407, 412, 416, 429], ranges: [[400, 599]] as [number, number][], except: [] };

  it('are those of the registry, for each error', () => {
    const expected = Object.entries({ ...STATUS_CODES, ...NEWER }).filter(
      ([status]) => Number(status) >= 400 && !UNUSED.includes(status),
    );
    const phrases = reasonsFor([rule(errors, { kind: 'respond', page: { type: 'text/html', parts: ['x'] } })]);
    expect(phrases).toEqual(Object.fromEntries(expected));
  });

  it('are those of the registry, for each status that is not an error', () => {
    for (const status of [301, 302, 303, 307, 308]) {
      expect(reasonsFor([rule(listed(404), redirect('/x', { status }))])).toEqual({
        503: 'Service Unavailable',
        [status]: STATUS_CODES[status],
      });
    }
    for (const status of [200, 204]) {
      expect(reasonsFor([rule(listed(404), { kind: 'status', status, keepBody: false })])).toEqual({
        503: 'Service Unavailable',
        [status]: STATUS_CODES[status],
      });
    }
  });

  it('are omitted for statuses that cannot occur', () => {
    expect(reasonsFor([])).toEqual({ 503: 'Service Unavailable' });
    expect(answerStatuses(rule(listed(404), { kind: 'pass' }))).toEqual([]);
    expect(answerStatuses(rule(ranged(402, 404, 403), { kind: 'respond', page: undefined }))).toEqual([402, 404]);
  });
});

describe('types of files', () => {
  const ENDINGS = 'avif css gif htm html ico jpeg jpg js json mjs pdf png svg txt webp xhtml xml'.split(' ');
  /** Older names that mrmime still has, or newer ones that it has not. */
  const OTHER: Record<string, string> = { ico: 'image/x-icon', xml: 'application/xml' };

  it.each(ENDINGS)('are known of .%s, in capitals as well', (ending) => {
    const expected = OTHER[ending] ?? lookup(ending);
    expect([typeOfFile(`errors/404.${ending}`), typeOfFile(`a.b.${ending.toUpperCase()}`)]).toEqual([
      expected,
      expected,
    ]);
  });

  it.each(['404', 'page.unknown', 'html', 'a.html/b', ''])('are not known of %j', (name) =>
    expect(typeOfFile(name)).toBeUndefined(),
  );

  it.each([
    'text/html',
    'text/x',
    'application/json',
    'application/problem+json',
    'image/svg+xml',
    'application/xml',
    'text/javascript; x=y',
  ])('%s is text', (type) => {
    expect(isText(type)).toBe(true);
  });
  it.each(['image/png', 'application/pdf', 'application/jsonp', 'x-text/html', 'application/octet-stream'])(
    '%s is not text',
    (type) => expect(isText(type)).toBe(false),
  );

  it.each([
    ['text/html', 'text/html; charset=utf-8'], ['text/html; charset=utf-8', 'text/html; charset=utf-8'], ['application/json', 'application/json'],
    ['application/problem+json', 'application/problem+json'], ['image/png', 'image/png'], ['image/svg+xml', 'image/svg+xml; charset=utf-8'],
  ])('%s is sent as %s', (type, sent) => expect(withCharset(type)).toBe(sent));

  it.each([
    'text/html',
    'text/html;charset=utf8',
    'text/html ; charset="UTF-8"',
    'image/png',
    'application/vnd.x-y+json',
    'image/png; charset=latin1',
    'text/html; a=b; charset = utf-8',
  ])('%s can be a header', (type) => {
    expect(isContentType(type)).toBe(true);
  });
  it.each([
    'html',
    'text/',
    '/html',
    'text/html\r\nx: y',
    'text/html; charset=latin1',
    'text/html; charset=xutf-8',
    'text/html; charset=utf-8x',
    'text/html charset',
    'te xt/html',
    'text/html;ü',
    'x text/html',
    'text/html x',
  ])('%j cannot', (type) => {
    expect(isContentType(type)).toBe(false);
  });
});
