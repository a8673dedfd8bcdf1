import { compiled, listed, ranged, redirect, rule } from './support';
import { prefersHtml } from '../../../src/core/errors/accept';
import { isErrorPage } from '../../../src/core/errors/error-pages';
import { errorPagePaths, pathOnSite } from '../../../src/core/errors/locations';
import { cutAtPlaceholders, largestSize } from '../../../src/core/errors/page-text';
import { shownPath } from '../../../src/core/errors/placeholders';
import {
  PROBLEM_DETAILS_MEMBERS,
  PROBLEM_DETAILS_TYPE,
  problemDetailsPage,
} from '../../../src/core/errors/problem-details';
import type { ActionSource } from '../../../src/core/errors/rules';

const READ_ONLY = ['transfer-encoding', 'via'];
const page = (text: string): ActionSource => ({ kind: 'respond', page: { type: 'text/html', parts: [text] } });
const only = (action: ActionSource, more = {}) => compiled([rule(listed(403), action)], [], more).rules[0];

describe('the compiled configuration', () => {
  it('of a redirect', () => {
    expect(only(redirect('/x', { cacheTtlSec: undefined }))).toEqual({
      codes: [403], ranges: [], methods: ['GET', 'HEAD'], action: { status: 302, location: '/x', keep: READ_ONLY },
    });
    expect(only(redirect('/x', { keepQuery: true, cacheTtlSec: 0 })).action).toEqual({
      status: 302, location: '/x', keepQuery: true, cacheControl: 'no-store', keep: READ_ONLY,
    });
  });

  it('of a page', () => {
    expect(only(page('x')).action).toEqual({ page: 0, keep: [...READ_ONLY, 'retry-after'] });
    expect(only({ ...page('x'), status: 404, cacheTtlSec: 5 } as ActionSource).action).toEqual({
      status: 404,
      page: 0,
      cacheControl: 'max-age=5',
      keep: READ_ONLY,
    });
  });

  it('of another status', () => {
    expect(only({ kind: 'status', status: 404, keepBody: false }).action).toEqual({ status: 404, keep: READ_ONLY });
    expect(only({ kind: 'status', status: 503, keepBody: true }).action).toEqual({
      status: 503,
      keepBody: true,
      keep: [...READ_ONLY, 'retry-after', 'content-type', 'content-encoding', 'content-language', 'content-length'],
    });
  });

  it('of an exception', () =>
    expect(only({ kind: 'pass' })).toEqual({ codes: [403], ranges: [], methods: ['GET', 'HEAD'] }));

  it('of what else was given', () => {
    expect(
      only(redirect('/x'), { keepHeaders: ['Vary', 'via', 'WWW-Authenticate', 'Retry-After'] }).action!.keep,
    ).toEqual([...READ_ONLY, 'vary']);
    const { pages, sourceHeader, log, errorPages, bound } = compiled([
      rule(ranged(400, 499), page('a')), rule(listed(404, 416), page('b')), rule(listed(410), page('a')),
    ], ['/404.html'], { sourceHeader: 'X-Source', log: true });
    expect(pages.map((each) => ('parts' in each ? each.parts : each))).toEqual([['a'], ['b']]);
    expect({ sourceHeader, log, errorPages }).toEqual({
      sourceHeader: 'x-source',
      log: true,
      errorPages: ['/404.html'],
    });
    expect(bound).toEqual({
      415: expect.arrayContaining(['accept']),
      416: ['accept-ranges', 'content-range'],
      426: ['sec-websocket-version'],
    });
  });

  it('of the pages of several rules', () => {
    const { rules } = compiled([
      rule(listed(404), page('a')),
      rule(listed(405), page('b')),
      rule(listed(410), page('a')),
      rule(listed(411), page('b')),
    ]);
    expect(rules.map(({ action }) => action!.page)).toEqual([0, 1, 0, 1]);
  });

  it('of a condition on headers', () => {
    const tests = [
      { name: 'Server', is: 'equal' as const, value: 'x' },
      { name: 'a', is: 'present' as const },
      { name: 'b', is: 'absent' as const },
    ];
    expect(compiled([rule(listed(404), redirect('/x'), { originHeaders: tests })]).rules[0].originHeaders).toEqual([
      ['server', 'x', true],
      ['a', '', false],
      ['b', '', true],
    ]);
  });
});

describe('a viewer prefers HTML', () => {
  it.each([
    'text/html',
    ' text/html ;q=0.5',
    'image/png,text/html',
    'application/xhtml+xml',
    'a/b;q=0.5, text/html; q=0.9',
    '\ttext/html',
    'text/html,',
    'a/b; \tq=0.3,text/html;q=0.4',
  ])('with Accept %j', (accept) => {
    expect(prefersHtml(accept)).toBe(true);
  });
  it.each([undefined, '', '*/*', 'x/text/html', 'x text/html', 'text/html;q=0', 'text/html;q=0.1,a/b', 'text/htmlx'])(
    'but not with Accept %j',
    (accept) => {
      expect(prefersHtml(accept)).toBe(false);
    },
  );
});

describe('pages of the site', () => {
  const site = { hosts: ['www.example.com', '*.example.org'], rootObject: 'index.html' };
  const no = () => false;

  it.each([
    ['/x?y#z', '/x'], ['https://www.example.com/x?y', '/x'], ['http://WWW.example.com:8080/x', '/x'], ['https://a.example.org', ''], ['https://d1.cloudfront.net/x', '/x'],
    ['https://example.org/x', undefined], ['https://other.example/x', undefined], ['https://www.example.com:80.evil.example/x', undefined],
    ['/go?https://other.example/x', '/go'], ['https://xexample.org/x', undefined],
  ])('%s is %s', (location, path) => expect(pathOnSite(location, site, no)).toBe(path));

  it('are sorted, each once, with the root object of the start page', () => {
    expect(errorPagePaths(['/z', '/', '/a', '/z/'], site, no)).toEqual(['/', '/a', '/index.html', '/z']);
    expect(errorPagePaths(['/z', '/'], { rootObject: '' }, no)).toEqual(['/', '/z']);
    expect(errorPagePaths(['/z'], site, no)).toEqual(['/z']);
  });

  it('include values that are only known at deploy time', () => {
    expect(isErrorPage(['http://h.example/x?y'], '/x')).toBe(true);
    expect(isErrorPage(['https://h.example/x#y'], '/x/z')).toBe(true);
    expect(isErrorPage(['/xhttps://h.example'], '/x')).toBe(false);
  });
});

describe('a page with placeholders', () => {
  it('joins adjacent code and text', () => {
    expect(cutAtPlaceholders('a<script>1</script>b<style>x</style >c{path}d<!-- e -->f', 'text/html')).toEqual([
      'a<script>1</script>b<style>x</style >c',
      2,
      'd<!-- e -->f',
    ]);
  });
  it('is measured in bytes of UTF-8', () => expect(largestSize(['äé€'])).toBe(7));
  it('has none in a type that only ends like a text type', () =>
    expect(cutAtPlaceholders('{path}', 'x-text/html')).toEqual(['{path}']));
  it('shows a path with its later double slashes', () => expect(shownPath('/a//b%2Fc%5Cd')).toBe('/a//b%2Fc%5Cd'));
});

test('problem details omit values that JSON cannot represent, and have standard members', () => {
  expect(problemDetailsPage({ extensions: { a: undefined, b: 1 } })).toBe(
    '{"title":"{reason}","status":{status},"b":1,"instance":"{path}"}',
  );
  expect(PROBLEM_DETAILS_MEMBERS).toEqual(['type', 'title', 'status', 'detail', 'instance']);
  expect(PROBLEM_DETAILS_TYPE).toBe('application/problem+json');
});
