import { listed, ranged, redirect, rule, source } from './support';
import { checkMask } from '../../../src/core/errors/check';
import { DURATION_MAX_SEC, durationProblem } from '../../../src/core/errors/durations';
import { PAGE_MAX_BYTES } from '../../../src/core/errors/limits';
import type { ActionSource, MaskSource, RuleSource } from '../../../src/core/errors/rules';

/** The exact messages for invalid input. */
const reported = (rules: RuleSource[], more: Partial<MaskSource> = {}) =>
  checkMask(source(rules, more), () => false).map(
    ({ severity, path, message, code }) => `${severity} ${path} ${message} [${code}]`,
  );
const page = (...parts: string[]): ActionSource => ({ kind: 'respond', page: { type: 'text/html', parts } });
const at = (action: ActionSource, more: Partial<RuleSource> = {}) => reported([rule(listed(403), action, more)]);
const METHODS = 'GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE';

const cases: [string, string[], string[]][] = [
  ['no rules', reported([]), ['error rules is empty, so nothing would be masked; add a rule or remove the construct [EDGE_MASK_EMPTY]']],
  ['no statuses', reported([rule(listed(), redirect('/x'))]), ['error rules[0].statuses is empty; name at least one status [EDGE_MASK_STATUS]']],
  ['a status that is not an error', reported([rule(listed(200), redirect('/x'))]), [
    'error rules[0].statuses is not an error status, got 200; use whole numbers from 400 to 599 [EDGE_MASK_STATUS]',
  ]],
  ['a range upside down', reported([rule(ranged(500, 499), redirect('/x'))]), [
    'error rules[0].statuses is not a range of error statuses, got 500-499; use whole numbers from 400 to 599, the lower one first [EDGE_MASK_STATUS]',
  ]],
  ['a range without a status', reported([rule(ranged(401, 401), redirect('/x'))]), [
    'error rules[0].statuses holds no status, so that the rule would never apply; ranges leave out statuses that a client program needs (401, 405, 407, 412, 416, 429): list them by code [EDGE_MASK_STATUS]',
  ]],
  ['a range of one', reported([rule(ranged(404, 404), redirect('/x'))]), []],
  ['a code and a range', reported([rule({ codes: [404], ranges: [[500, 599]], except: [] }, redirect('/x'))]), []],
  ['no methods', at(redirect('/x'), { methods: [] }), ['error rules[0].methods is empty, so that the rule would never apply; leave it out for GET and HEAD [EDGE_MASK_METHOD]']],
  ['a method of others', at(redirect('/x'), { methods: ['TRACE'] }), [
    `error rules[0].methods[0] is not a method that CloudFront takes, got "TRACE"; use ${METHODS} [EDGE_MASK_METHOD]`,
  ]],
  ['no paths', at(redirect('/x'), { paths: [] }), ['error rules[0].paths is empty, so that the rule would never apply; leave it out for every path [EDGE_MASK_PATH]']],
  ['no path pattern', at(redirect('/x'), { paths: ['/a b'] }), [
    'error rules[0].paths[0] is not a path pattern, got "/a b"; write one as behaviors have it, such as "/docs/*" [EDGE_MASK_PATH]',
  ]],
  ['no name of a header', at(redirect('/x'), { originHeaders: [{ name: 'a b', is: 'present' }] }), [
    'error rules[0].originHeaders[0] is not the name of a header, got "a b"; use letters, digits and hyphens [EDGE_MASK_HEADER]',
  ]],
  ['a header of CloudFront', at(redirect('/x'), { originHeaders: [{ name: 'x-cache', is: 'present' }] }), [
    'error rules[0].originHeaders[0] is a header that CloudFront keeps to itself, got "x-cache"; use another [EDGE_MASK_HEADER]',
  ]],
  ['a header about the body', reported([rule(listed(403), redirect('/x'))], { keepHeaders: ['ETag'] }), [
    'error keepHeaders[0] would say something untrue about the new answer, got "ETag"; leave it out [EDGE_MASK_HEADER]',
  ]],
  ['a header for one viewer', reported([rule(listed(403), redirect('/x'))], { keepHeaders: ['Set-Cookie'] }), [
    'error keepHeaders[0] is for one viewer, got "Set-Cookie", and masked answers are cached, so that others would get it; leave it out [EDGE_MASK_HEADER_PRIVATE]',
  ]],
  ['a marker that others may use', reported([rule(listed(403), redirect('/x'))], { sourceHeader: 'my-x-mark' }), [
    'error sourceHeader may be a header that means something else, got "my-x-mark"; use a name that begins with "x-" [EDGE_MASK_HEADER]',
  ]],
  ['no location', at(redirect('404.html')), [
    'error rules[0].action.location is not a valid location, got "404.html"; use a path with a leading slash or an absolute URL, percent-encoded [EDGE_MASK_LOCATION]',
  ]],
  ['dots in a location', at(redirect('/./x')), ['error rules[0].action.location has dot segments, got "/./x"; write the resolved path [EDGE_MASK_LOCATION]']],
  ['dots in no location', at(redirect('x/./y')), [
    'error rules[0].action.location is not a valid location, got "x/./y"; use a path with a leading slash or an absolute URL, percent-encoded [EDGE_MASK_LOCATION]',
  ]],
  ['dots and a space', at(redirect('/./ x')), [
    'error rules[0].action.location is not a valid location, got "/./ x"; use a path with a leading slash or an absolute URL, percent-encoded [EDGE_MASK_LOCATION]',
  ]],
  ['a URL within a text', at(redirect('xhttps://h.example/')), [
    'error rules[0].action.location is not a valid location, got "xhttps://h.example/"; use a path with a leading slash or an absolute URL, percent-encoded [EDGE_MASK_LOCATION]',
  ]],
  ['http', at(redirect('http://h.example/x')), []],
  ['no redirect', at(redirect('/x', { status: 200 })), ['error rules[0].action.statusCode is not a redirect, got 200; use 301, 302, 303, 307, 308 [EDGE_MASK_REDIRECT_STATUS]']],
  ['no status of a page', at({ ...page('x'), status: 302 } as ActionSource), [
    'error rules[0].action.statusCode cannot be answered with, got 302; use 200, or an error from 400 to 599 but 401, 405, 407, 426, which need headers that only the '
    + 'origin can give [EDGE_MASK_ANSWER_STATUS]',
  ]],
  ['no status without a page', at({ kind: 'status', status: 302, keepBody: false }), [
    'error rules[0].action.statusCode cannot be answered with, got 302; use 200, 204, or an error from 400 to 599 but 401, 405, 407, 426, which need headers that only '
    + 'the origin can give [EDGE_MASK_ANSWER_STATUS]',
  ]],
  ['204 with a body', at({ kind: 'status', status: 204, keepBody: true }), [
    'error rules[0].action.statusCode is 204, which has no body, with keepBody; leave keepBody out, or use another status [EDGE_MASK_ANSWER_STATUS]',
  ]],
  ['another status with a body', at({ kind: 'status', status: 404, keepBody: true }), []],
  ['an exception', at({ kind: 'pass' }), []],
  ['a page that could not be read', at({ kind: 'respond', page: undefined }), []],
  ['an empty page', at(page('')), [
    'warning rules[0].action.page is empty, which looks like a fault to viewers; write a page, or use ErrorAction.maskStatus [EDGE_MASK_PAGE_EMPTY]',
  ]],
  ['a page that is too large', at(page('x'.repeat(PAGE_MAX_BYTES + 1))), [
    `error rules[0].action.page is too large, got ${PAGE_MAX_BYTES + 1} bytes with its placeholders filled; an answer may have 1 MB with its headers, so at most ${PAGE_MAX_BYTES} [EDGE_MASK_PAGE_SIZE]`,
  ]],
  ['no key', at({ kind: 'respond', page: { type: 'text/html', bucket: 'b', region: 'r', key: '/x', refreshMs: 1, timeoutMs: 1 } }), [
    'error rules[0].action.page.key is not a key to fetch, got "/x"; use one such as "errors/404.html", without a leading slash [EDGE_MASK_PAGE_KEY]',
  ]],
  ['the longest key', at({ kind: 'respond', page: { type: 'text/html', bucket: 'b', region: 'r', key: 'x'.repeat(1024), refreshMs: 1, timeoutMs: 1 } }), []],
];

test.each(cases)('%s', (_, found, expected) => expect(found).toEqual(expected));

test('a duration that is too long', () => {
  expect(durationProblem('x')).toEqual({
    code: 'EDGE_MASK_DURATION',
    severity: 'error',
    path: 'x',
    message: 'is too long; use a duration of at most 2147483647 seconds',
  });
  expect(DURATION_MAX_SEC).toBe(2_147_483_647);
});

test('a page may have 1 MB less what headers may have', () => expect(PAGE_MAX_BYTES).toBe(1_048_576 - 2 * 32_768));

test('a page of which a part is only known at deploy time is not measured', () => {
  const large = rule(listed(403), page('x'.repeat(PAGE_MAX_BYTES), '${Token[1]}', 'y'));
  expect(checkMask(source([large]), (text) => text.startsWith('$'))).toEqual([]);
});

test.each([
  'accept-ranges', 'age', 'cache-control', 'content-digest', 'content-disposition', 'content-encoding', 'content-language', 'content-length', 'content-location',
  'content-md5', 'content-range', 'content-type', 'digest', 'etag', 'expires', 'last-modified', 'location', 'pragma', 'refresh', 'repr-digest',
])('%s describes the origin\'s body', (name) => {
  expect(reported([rule(listed(403), redirect('/x'))], { keepHeaders: [name] })).toEqual([
    expect.stringContaining('would say something untrue'),
  ]);
});

test.each(['dpop-nonce', 'proxy-authentication-info', 'cookie2'])('%s is for one viewer', (name) => {
  expect(reported([rule(listed(403), redirect('/x'))], { keepHeaders: [name] })).toEqual([
    expect.stringContaining('is for one viewer'),
  ]);
});
