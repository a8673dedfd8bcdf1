import * as fc from 'fast-check';
import { compiled, listed, ranged, redirect, rule } from './support';
import { ruleFor } from '../../../src/core/errors/decide';
import type { RuleSource } from '../../../src/core/errors/rules';
import { edgeHeaders } from '../../support/events';

interface Asked {
  method?: string;
  uri?: string;
  accept?: string;
  originHeaders?: Record<string, string>;
  pages?: string[];
}

/** The location to which the rules redirect a response. */
function masked(
  rules: RuleSource[],
  status: number,
  { method = 'GET', uri = '/page', accept, originHeaders = {}, pages = [] }: Asked = {},
) {
  const request = {
    method,
    uri,
    querystring: '',
    headers: edgeHeaders(accept === undefined ? {} : { Accept: accept }),
  };
  const response = { status: String(status), headers: edgeHeaders(originHeaders) };
  return ruleFor(compiled(rules, pages), { request, response })?.action.location;
}

describe('statuses', () => {
  const clientErrors = [rule(ranged(400, 499), redirect('/404.html'))];

  it.each([400, 402, 403, 404, 410, 418, 451, 499])('%d is in a range', (status) =>
    expect(masked(clientErrors, status)).toBe('/404.html'),
  );

  it.each([401, 405, 407, 412, 416, 429])('%d is in no range, but can be listed', (status) => {
    expect(masked(clientErrors, status)).toBeUndefined();
    expect(masked([rule(listed(status), redirect('/404.html'))], status)).toBe('/404.html');
  });

  it.each([500, 599])('%d is outside the range', (status) => expect(masked(clientErrors, status)).toBeUndefined());

  it('can be excepted, from a range and from a list', () => {
    const rules = [
      rule(ranged(400, 499, 404, 410), redirect('/x')),
      rule({ codes: [500, 503], ranges: [], except: [503] }, redirect('/x')),
    ];
    expect([403, 404, 405, 409, 410, 411, 500, 503].filter((status) => masked(rules, status) !== undefined)).toEqual([
      403, 409, 411, 500,
    ]);
  });

  it('at the ends of a range can be excepted', () => {
    expect([400, 401, 402].map((status) => masked([rule(ranged(400, 402, 400), redirect('/x'))], status))).toEqual([
      undefined,
      undefined,
      '/x',
    ]);
    expect(masked([rule(ranged(404, 404, 404), redirect('/x'))], 404)).toBeUndefined();
  });
});

describe('the order of rules', () => {
  it('is: a listed code, in any rule; then the first rule', () => {
    const rules = [
      rule(ranged(400, 499), redirect('/range.html')),
      rule(listed(403), redirect('/403.html')),
      rule(listed(403), redirect('/late.html')),
    ];
    expect(masked(rules, 403)).toBe('/403.html');
    expect(masked(rules, 404)).toBe('/range.html');
  });

  it('counts only rules whose conditions hold', () => {
    const rules = [
      rule(listed(403), redirect('/post'), { methods: ['POST'] }),
      rule(ranged(400, 499), redirect('/any')),
    ];
    expect(masked(rules, 403)).toBe('/any');
    expect(masked(rules, 403, { method: 'POST' })).toBe('/post');
  });

  it('supports an exception before a rule', () => {
    const rules = [
      rule(listed(403), { kind: 'pass' }, { originHeaders: [{ name: 'server', is: 'equal', value: 'awselb/2.0' }] }),
      rule(listed(403), redirect('/403.html')),
    ];
    expect(masked(rules, 403, { originHeaders: { Server: 'AWSELB/2.0' } })).toBeUndefined();
    expect(masked(rules, 403, { originHeaders: { Server: 'nginx' } })).toBe('/403.html');
  });
});

describe('conditions', () => {
  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'get'])('do not hold for %s unless it is listed', (method) => {
    expect(masked([rule(ranged(400, 599), redirect('/x'))], 404, { method })).toBeUndefined();
    expect(masked([rule(ranged(400, 599), redirect('/x'), { methods: [method] })], 404, { method })).toBe('/x');
  });

  it.each([
    ['/docs/a', true], ['/docs/', true], ['//docs//a', true], ['/x/../docs/a', true], ['/%64ocs/a', true], ['/docs', false], ['/Docs/a', false], ['/docs/../x', false],
  ])('test whether %s is below /docs: %s', (uri, inside) => {
    expect(
      masked([rule(listed(404), redirect('/x'), { paths: ['/other', 'docs/*'] })], 404, { uri }) !== undefined,
    ).toBe(inside);
  });

  it.each([
    ['/', true],
    ['/settings/profile', true], ['/settings/', true], ['/index.html', true], ['/a.b/c', true], ['/old.HTM', true],
    ['/main.4f3.js', false], ['/data.json', false], ['/.well-known', false], ['/.well-known/change-password', false],
    ['/.well-known/apple-app-site-association', false], ['/.WELL-known/x.html', false], ['/%2ewell-known/x', false],
    ['//a/..//.well-known/x', false], ['/.well-known-facts/x', true], ['/docs/.well-known/x', true],
    ['/users/john.doe', false],
  ])('test whether %s is a page by its path: %s', (uri, isPage) => {
    expect(masked([rule(listed(404), redirect('/x'), { navigations: 'path' })], 404, { uri }) !== undefined).toBe(
      isPage,
    );
  });

  it.each([
    ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8', true], // Chrome, Firefox
    ['text/html, application/xhtml+xml, image/jxr, */*', true],
    ['TEXT/HTML', true],
    ['text/html;level=1;q=0.9, application/json;q=0.8', true],
    ['*/*', false], // fetch(), curl
    ['application/json, text/plain, */*', false], // axios
    ['application/json, text/html;q=0.9', false],
    ['text/html;q=0', false],
    ['image/avif,image/webp,*/*', false],
    ['text/htmlx', false],
    ['', false],
    [undefined, false],
  ])('test whether %j is a page by Accept: %s', (accept, isPage) => {
    expect(masked([rule(listed(404), redirect('/x'), { navigations: 'accept' })], 404, { accept }) !== undefined).toBe(
      isPage,
    );
  });

  it.each([
    [{ is: 'present' }, [true, true, false, false]],
    [{ is: 'absent' }, [false, false, true, true]],
    [{ is: 'equal', value: 'a.c' }, [true, false, false, false]],
    [{ is: 'containing', value: 'B' }, [false, true, false, false]],
  ] as const)('look at a header of the origin: %j', (test, expected) => {
    const rules = [rule(listed(404), redirect('/x'), { originHeaders: [{ name: 'X-App', ...test }] })];
    const answers: Record<string, string>[] = [{ 'X-App': 'A.C' }, { 'x-app': 'abc' }, { 'X-App': '' }, {}];
    expect(answers.map((originHeaders) => masked(rules, 404, { originHeaders }) !== undefined)).toEqual(expected);
  });

  it('can test for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), (value) => {
      const rules = (is: 'equal' | 'containing') => [
        rule(listed(404), redirect('/x'), { originHeaders: [{ name: 'x', is, value }] }),
      ];
      expect(masked(rules('equal'), 404, { originHeaders: { x: value } })).toBe('/x');
      expect(masked(rules('containing'), 404, { originHeaders: { x: `(${value})` } })).toBe('/x');
      expect(masked(rules('equal'), 404, { originHeaders: { x: `(${value})` } })).toBeUndefined();
    }));
  });
});

describe('the error pages themselves', () => {
  const rules = [rule(listed(404), redirect('/errors/404.html')), rule(ranged(500, 599), redirect('/sorry.html'))];
  const pages = ['/errors/404.html', '/sorry.html'];

  it.each([
    '/errors/404.html', '/errors/404%2Ehtml', '//errors//404.html', '/errors/404.html/', '/Errors/404.HTML', '/sorry.html', '/sorry.html/index.html',
    '/x/../sorry.html',
  ])('are never redirected: %s', (uri) => {
    expect(masked(rules, 404, { uri, pages })).toBeUndefined();
    expect(masked(rules, 503, { uri, pages })).toBeUndefined();
  });

  it.each(['/errors/404.html.bak', '/errors/', '/errors/404.htm', '/%zz'])('are not mistaken for %s', (uri) => {
    expect(masked(rules, 404, { uri, pages })).toBe('/errors/404.html');
  });

  it.each([
    ['https://D111111abcdef8.cloudfront.net/Errors/404.html?from=x#top', '/errors/404.html'],
    ['https://d111111abcdef8.cloudfront.net', '/'],
    ['/Errors/404.html', '/errors/404.html'],
    ['/why%3F.html', '/why%3F.html'],
    ['/why?.html', '/why%3F.html'], // as it is once the app has decoded it
  ])('are compared with their deployed values: %s', (page, uri) => {
    expect(masked(rules, 404, { uri, pages: [page] })).toBeUndefined();
    expect(masked(rules, 404, { uri: '/other', pages: [page] })).toBe('/errors/404.html');
  });

  it('may be replaced by a page', () => {
    const answered = rule(listed(500), { kind: 'status', status: 503, keepBody: false, cacheTtlSec: 10 });
    const response = { status: '500', headers: {} };
    const request = { method: 'GET', uri: '/sorry.html', querystring: '', headers: {} };
    expect(ruleFor(compiled([answered], pages), { request, response })?.action.status).toBe(503);
  });
});
