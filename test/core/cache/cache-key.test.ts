import fc from 'fast-check';
import { keyMaker, keyText } from '../../../src/core/cache/cache-key';
import { invalidationFault, invalidationMatcher } from '../../../src/core/cache/invalidation';
import { variesByAnything, varyForViewers } from '../../../src/core/cache/vary';
import { MANAGED_CACHE_POLICIES } from '../../../src/core/facts/managed-policies';
import { ALL, allExcept, NONE, only, type CachePolicySettings } from '../../../src/core/facts/policy-settings';
import { headerValue, setHeader, type EdgeHeaders } from '../../../src/core/http/headers';
import { describeVectors } from '../../support/vectors';

const BASE = MANAGED_CACHE_POLICIES['b2884449-e4de-46a7-ac36-70bc7f1ddd6d']!;

function keyOf(
  url: string, policy: Partial<CachePolicySettings>, sent: Readonly<Record<string, string>> = {}, method = 'GET',
): string {
  const [uri, querystring = ''] = url.split('?') as [string, string?];
  const headers: EdgeHeaders = {};
  for (const [name, value] of Object.entries(sent)) setHeader(headers, name, value);
  const make = keyMaker({ ...BASE, ...policy });
  return keyText(make({ method, uri, querystring, headers }, (name) => headerValue(headers, name), '1.1'));
}

const same = (a: string, b: string) => a === b;

describe('what is in the cache key', () => {
  test('the path with its case and its escapes', () => {
    expect(new Set(['/a', '/A', '/%61', '/a/', '//a'].map((path) => keyOf(path, {}))).size).toBe(5);
  });

  test('the query only as far as the policy takes it', () => {
    const of = (query: string, queryStrings: CachePolicySettings['queryStrings']) => keyOf(`/?${query}`, { queryStrings });
    expect(same(of('a=1', NONE), of('b=2', NONE))).toBe(true);
    expect(same(of('a=1&b=2', only('a')), of('b=3&a=1', only('a')))).toBe(true);
    expect(same(of('a=1', only('a')), of('a=2', only('a')))).toBe(false);
    expect(same(of('a=1&utm=1', allExcept('utm')), of('a=1&utm=2', allExcept('utm')))).toBe(true);
    expect(same(of('a=1&b=2', ALL), of('b=2&a=1', ALL))).toBe(false);
    // Names are case-sensitive.
    expect(same(of('A=1', only('a')), of('A=2', only('a')))).toBe(true);
  });

  test('headers that it names, by any case', () => {
    const of = (sent: Record<string, string>) => keyOf('/', { headers: only('X-Tenant', 'accept-language') }, sent);
    expect(same(of({ 'x-tenant': 'a' }), of({ 'X-TENANT': 'a', 'x-other': 'b' }))).toBe(true);
    expect(new Set([of({}), of({ 'x-tenant': '' }), of({ 'x-tenant': 'a' }), of({ 'accept-language': 'a' })]).size).toBe(4);
  });

  test('cookies that it names, in any order', () => {
    const of = (cookie: string, cookies: CachePolicySettings['cookies']) => keyOf('/', { cookies }, { cookie });
    expect(same(of('a=1; b=2', ALL), of('b=2; a=1', ALL))).toBe(true);
    expect(same(of('a=1; b=2', only('a')), of('b=3;a=1', only('a')))).toBe(true);
    expect(same(of('a=1', NONE), of('a=2', NONE))).toBe(true);
    expect(same(of('s=1; a=1', allExcept('s')), of('s=2; a=1', allExcept('s')))).toBe(true);
    expect(same(of('a=1', only('a')), of('a=2', only('a')))).toBe(false);
  });

  test('GET and HEAD share an object, OPTIONS has its own', () => {
    expect(same(keyOf('/', {}), keyOf('/', {}, {}, 'HEAD'))).toBe(true);
    expect(same(keyOf('/', {}), keyOf('/', {}, {}, 'OPTIONS'))).toBe(false);
  });

  test('Accept-Encoding, normalized, where the policy compresses', () => {
    const of = (sent: string, gzip: boolean) => keyOf('/', { gzip, brotli: gzip }, { 'accept-encoding': sent });
    expect(same(of('gzip, deflate, br', true), of('br;q=1.0, gzip', true))).toBe(true);
    expect(same(of('gzip', true), of('deflate', true))).toBe(false);
    expect(same(of('gzip', false), of('br', false))).toBe(true);
  });

  test('no request can imitate the key of another', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '=', '&', '?', ';', ' ', 'b') });
    const keyFor = (query: string, header: string, cookie: string) => keyOf(`/?${query}`,
      { headers: only('x'), cookies: ALL, queryStrings: ALL }, { ...header && { x: header }, ...cookie && { cookie } });
    fc.assert(fc.property(text, text, text, text, (query, header, cookie, other) => {
      if (header !== other) expect(keyFor(query, header, cookie)).not.toBe(keyFor(query, other, cookie));
      if (query.includes('?') || other.includes('?') || query === other) return;
      expect(keyFor(query, header, cookie)).not.toBe(keyFor(other, header, cookie));
    }));
  });
});

describe('invalidations', () => {
  const matches = (path: string, uri: string, query = '') => invalidationMatcher(path)({ uri, query });

  test.each<[path: string, uri: string, query: string, matches: boolean]>([
    ['/a.jpg', '/a.jpg', '', true],
    ['/a.jpg', '/A.jpg', '', false],
    ['/a.jpg', '/a.jpg', 'x=1', false],
    ['/a.jpg?x=1', '/a.jpg', 'x=1', true],
    ['/a.jpg*', '/a.jpg', 'x=1', true],
    ['/a/*', '/a/b/c', '', true],
    ['/a/*', '/a', '', false],
    ['/a*', '/a', '', true],
    ['/*', '/', '', true],
    ['/*', '/x', 'y', true],
    ['/*.jpg', '/a.jpg', '', false],
    ['/*.jpg', '/*.jpg', '', true],
    ['/a%20b', '/a b', '', true],
    ['/caf%c3%a9', '/caf%C3%A9', '', true],
    ['/caf%C3%A9', '/café', '', true],
    ['/a', '/a/', '', false],
    ['/%61', '/a', '', false],
  ])('%s and %s?%s: %s', (path, uri, query, expected) => {
    expect(matches(path, uri, query)).toBe(expected);
  });

  test('paths that CloudFront refuses', () => {
    expect([invalidationFault('a'), invalidationFault(''), invalidationFault('/~x'), invalidationFault('/%7Ex'),
      invalidationFault(`/${'x'.repeat(4_000)}`), invalidationFault('/x*')])
      .toEqual(['does not start with /', 'does not start with /', expect.stringContaining('~'),
        expect.stringContaining('~'), expect.stringContaining('4000'), undefined]);
  });

  test('any text is matched by itself, and by itself with a wildcard', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }).filter((s) => !s.endsWith('*')), (text) => {
      expect([matches(`/${text}`, `/${text}`), matches(`/${text}*`, `/${text}more`)]).toEqual([true, true]);
    }));
  });
});

describe('Vary', () => {
  test.each<[string, string | undefined]>([
    ['Accept-Encoding, Cookie', 'Accept-Encoding, Cookie'],
    ['Origin, X-Other', 'Origin'],
    ['X-Other', undefined],
    ['User-Agent', undefined],
    ['*', '*'],
  ])('%s: %s', (vary, kept) => {
    expect(varyForViewers(vary, [only('origin'), NONE])).toBe(kept);
  });

  test('User-Agent where a header of devices is forwarded', () => {
    expect(varyForViewers('User-Agent', [only('CloudFront-Is-Mobile-Viewer')])).toBe('User-Agent');
  });

  test('*', () => {
    expect([variesByAnything('*'), variesByAnything('Origin, *'), variesByAnything('x*'), variesByAnything(undefined)])
      .toEqual([true, true, false, false]);
  });
});

interface ManagedPolicies {
  readonly policies: readonly {
    readonly id: string;
    readonly name: string;
    readonly minTtl: number;
    readonly maxTtl: number;
    readonly defaultTtl: number;
    readonly headers: string;
    readonly cookies: string;
    readonly queryStrings: string;
    readonly compress: string;
  }[];
}

describeVectors<ManagedPolicies>('managed-cache-policies.json', 'the managed cache policies', ({ policies }) => {
  const selection = (text: string) => {
    if (/^None/.test(text)) return NONE;
    return /^All/.test(text) ? ALL : only(...[...text.matchAll(/\+?\s*`([^`]+)`(?= |$)/g)].map(([, name]) => name!)
      .filter((name) => name !== 'Accept-Encoding'));
  };

  test.each(policies.map((policy) => [policy.name, policy] as const))('%s', (name, policy) => {
    expect(MANAGED_CACHE_POLICIES[policy.id]).toEqual({
      name,
      minTtlSec: policy.minTtl,
      defaultTtlSec: policy.defaultTtl,
      maxTtlSec: policy.maxTtl,
      gzip: policy.compress.startsWith('Enabled'),
      brotli: policy.compress.startsWith('Enabled.'),
      headers: selection(policy.headers),
      cookies: selection(policy.cookies),
      queryStrings: selection(policy.queryStrings),
    });
  });
});
