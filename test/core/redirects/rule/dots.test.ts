import { matcherOf, request, rulesOf, sends } from '../support';
import { codes as codesOf } from '../support-problems';
import { file, FORMATS } from './support-dots';
import { compileRules } from '../../../../src/core/redirects/compile';
import { targetText } from '../../../../src/core/redirects/formats/write-text';
import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';

function codes(text: string, format: RuleFormat = 'json'): string[] {
  const { rules, problems } = parseRules(text, { format });
  return [...problems, ...compileRules(rules).problems]
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);
}

describe.each(FORMATS)('a target whose dots make another host is an error: %s', (format) => {
  test.each([
    '/.//evil.example/x', '/x/..//evil.example', '/..//evil.example', '/././/evil.example', '/%2e//evil.example', '/%2E%2e//evil.example',
    '/x/%2e.//evil.example', '/./%2Fevil.example', '/%2Fevil.example', '/.%2F/evil.example', '/..%5Cevil.example', '/;/..//evil.example',
    '/.\\evil.example', '/x/..//evil.example?a=1#b',
  ])('%s', (to) => {
    expect(codes(file(format, '/promo', to), format)).toEqual(['EDGE_REDIRECT_TARGET']);
    expect(codes(file(format, '/promo', to, 200), format)).toEqual(['EDGE_REDIRECT_TARGET']);
  });

  test.each(['/.//:p', '/x/..//:p', '/:p/..//evil.example', '/%2e//:p'])('%s, with a capture', (to) => {
    expect(codes(file(format, '/promo/:p', to), format)).toEqual(['EDGE_REDIRECT_TARGET']);
  });
});

describe.each(FORMATS)('dot segments of a target are resolved as a browser would: %s', (format) => {
  test.each([
    ['/a/./b', '/a/b'], ['/a/../b', '/b'], ['/.', '/'], ['/..', '/'], ['/./', '/'], ['/../../b/', '/b/'], ['/a/b/..', '/a/'], ['/a/.', '/a/'],
    ['/a/%2e%2E/b', '/b'], ['/a/../b?x=../y#../z', '/b?x=../y#../z'], ['https://h.example/a/../b', 'https://h.example/b'],
    ['https://h.example/..', 'https://h.example/'], ['https://h.example/a/..//b', 'https://h.example//b'], ['/a//b', '/a//b'], ['/a//../b', '/a/b'],
    ['/a/...', '/a/...'], ['/a/.b/..c', '/a/.b/..c'], ['/;/../b', '/b'],
  ])('%s → %s', (to, expected) => {
    expect(sends(file(format, '/promo', to), '/promo', {}, format)).toBe(`301 ${expected}`);
  });

  test.each([
    ['/a/:p/../b', '/a/b'], ['/:p/..', '/'], ['/a/:p/./b', '/a/V/b'], ['/./:p', '/V'], ['/x/../:p', '/V'], ['/a/pre-:p/../b', '/a/b'], ['/:p/.', '/V/'],
    ['https://h.example/a/:p/../b', 'https://h.example/a/b'], ['/a/../:p?x=:p', '/V?x=V'],
  ])('%s → %s, with a capture', (to, expected) => {
    expect(sends(file(format, '/promo/:p', to), '/promo/V', {}, format)).toBe(`301 ${expected}`);
  });

  test.each([
    '/a/:splat/../b',
    '/:splat/..',
    '/a/x:splat/../b',
    '/a/:splat/b/../../c',
    'https://h.example/:splat/../x',
  ])('%s: it is unknown how many segments .. removes', (to) => {
    expect(codes(file(format, '/promo/*', to), format)).toEqual(['EDGE_REDIRECT_TARGET']);
  });

  test('a rule that redirects to itself through dots is reported', () => {
    const { rules } = parseRules(file(format, '/docs/*', '/./docs/:splat'), { format });
    const { program, problems } = compileRules(rules);
    expect(codesOf(problems)).toContain(
      format === 'netlify' || format === 'cloudflare' ? 'warning EDGE_REDIRECT_IGNORED' : 'error EDGE_REDIRECT_LOOP',
    );
    expect(program && openProgram(program).match(request('/docs/a'))).toBeUndefined();
  });
});

test('a value of the query is one segment, which .. removes', () => {
  const rules = { '/store?id=:id': '/s/:id/../all' };
  expect([sends(rules, '/store?id=7'), sends(rules, '/store?id=a/b'), sends(rules, '/store?id=')]).toEqual([
    '301 /s/all',
    '301 /s/all',
    '301 /s/all',
  ]);
});

describe('text beside a capture never makes a dot segment', () => {
  test.each<[string, string, string, RuleFormat]>([
    ['/docs/*', '/x/:splat.', '/docs', 'json'], ['/docs/*', '/x/.:splat', '/docs', 'json'], ['/docs/*', '/x/.:splat', '/docs//b', 'json'],
    ['/docs/*', '/x/a:splat..', '/docs/b/', 'json'], ['/docs/*', '/x/..:splat', '/docs', 'netlify'], ['/docs/*', '/x/:splat../y', '/docs', 'cloudflare'],
    ['/s?id=:id', '/x/.:id', '/s?id=.', 'json'], ['/s?id=:id', '/x/:id.', '/s?id=', 'json'], ['/docs/*', '/.:splat', '/docs//evil.example', 'json'],
  ])('%s → %s for %s', (from, to, url, format) => {
    expect(sends(file(format, from, to), url, {}, format)).toBeUndefined();
  });

  test('but any other text is sent', () => {
    expect(sends({ '/docs/*': '/x/.:splat' }, '/docs/b')).toBe('301 /x/.b');
  });
});

describe('a capture never changes the host of a relative target', () => {
  test.each([
    ['/r/*', '/:splat', '/r//evil.example', '/evil.example'], ['/r/*', '/:splat', '/r/%2F..', '/'], ['/r/*', '/:splat', '/r/.%2F/evil.example', '/evil.example'],
    ['/r/*', '/:splat', '/r/%2e%2F%5Cevil.example', '/evil.example'], ['/r?u=:u', '/:u', '/r?u=//evil.example', '/evil.example'],
    ['/r?u=:u', '/:u', '/r?u=.%2F%2Fevil.example', '/evil.example'], ['/r?u=:u', '/:u/evil.example', '/r?u=', '/evil.example'],
    ['/r?u=:u', '/:u', '/r?u=%09/evil.example', '/evil.example'], ['/r/*', '/.:splat', '/r/%2Fevil.example', '/evil.example'],
  ])('%s → %s for %s', (from, to, url, expected) => {
    expect(sends({ [from]: to }, url)).toMatch(new RegExp(`^301 ${expected}(?:\\?|$)`));
    const rewritten = matcherOf({ [from]: { to, statusCode: 200 } }).match(request(url));
    expect(rewritten?.rewrite?.path).toBe(expected);
  });

  test('nor does an empty splat between two slashes, where both are kept', () => {
    expect(sends('/r/* /:splat/evil.example', '/r', {}, 'netlify')).toBe('301 /evil.example');
  });

  test('nor does the target of a shortened chain', () => {
    const rules = { '/a/:p': '/b/:p', '/b/:p': '/:p' };
    expect(sends(rules, '/a/%2Fevil.example')).toBe('301 /evil.example');
    expect(sends(rules, '/a/%2F..')).toBe('301 /');
  });
});

test('a rule does not apply if its target without leading slashes is the URL of the request', () => {
  expect(sends({ '/p/*': '/:splat/////p/' }, '/p//////p/')).toBeUndefined();
  expect(sends({ '/p/*': '/:splat/////p/' }, '/p/a')).toBe('301 /a/////p/');
});

describe('sources', () => {
  test.each([
    ['/a/../b', '/b'],
    ['/a/./b', '/a/b'],
    ['/a/%2e%2e/b', '/b'],
    ['/a/..', '/'],
  ])('%s matches %s, with dots resolved as in requests', (from, url) => {
    expect(sends({ [from]: '/new' }, url)).toBe('301 /new');
  });

  test.each(['/a/:p/../b', '/a/*/../b', '/a/x-:p/%2e%2e/b'])(
    '%s would leave a wildcard out, and is an error',
    (from) => {
      expect(codes(file('json', from, '/new'))).toEqual(['EDGE_REDIRECT_SOURCE']);
    },
  );

  test.each(['/.//a', '/x/..//a'])('%s begins with two slashes', (from) => {
    expect(codes(file('json', from, '/new'))).toEqual(['EDGE_REDIRECT_SOURCE']);
  });
});

test('a conversion writes the resolved target', () => {
  const texts = rulesOf({
    '/a/:p/:q': '/x/:p/../:q/./b',
    '/b/*': 'https://h.example/y/../:splat',
    '/c': '/c./d..?x=/../',
  }).map(targetText);
  expect(texts).toEqual(['/x/:q/b', 'https://h.example/:splat', '/c./d..?x=/../']);
});

test('a line that loops because leading slashes are removed is excluded like others', () => {
  const { rules } = parseRules('/:p/* /.:splat%09:p@ 301', { format: 'netlify' });
  const { program, problems } = compileRules(rules);
  expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['EDGE_REDIRECT_LOOP', 'error']]);
  expect(openProgram(program!).match(request('/@'))).toBeUndefined();
});
