import { selectedCookies, selectedQuery } from '../../../src/core/cache/selected';
import { ALL, allExcept, NONE, only, type Selection } from '../../../src/core/facts/policy-settings';

describe('what a cache policy and an origin request policy forward together', () => {
  const CACHE = { none: NONE, all: ALL, only: only('a'), except: allExcept('a') };
  const ORIGIN = { none: NONE, all: ALL, only: only('b'), except: allExcept('b') };

  test.each<[keyof typeof CACHE, Record<keyof typeof ORIGIN, string>]>([
    ['none', { none: '', all: 'abc', only: 'b', except: 'ac' }],
    ['all', { none: 'abc', all: 'abc', only: 'abc', except: 'abc' }],
    ['only', { none: 'a', all: 'abc', only: 'ab', except: 'ac' }],
    ['except', { none: 'bc', all: 'abc', only: 'bc', except: 'c' }],
  ])('cache policy: %s', (cache, expected) => {
    const seen = (of: (both: Selection[]) => string | undefined) => Object.fromEntries(
      Object.entries(ORIGIN).map(([name, origin]) => [name, (of([CACHE[cache], origin]) ?? '').replace(/[^a-c]/g, '')]));
    expect(seen((both) => selectedQuery('a=1&b=2&c=3', both))).toEqual(expected);
    expect(seen((both) => selectedCookies('a=1; b=2; c=3', both))).toEqual(expected);
  });

  test('a list overrides the exceptions of the other policy', () => {
    expect(selectedQuery('a=1&b=2', [only('a'), allExcept('a')])).toBe('a=1&b=2');
    expect(selectedQuery('a=1&b=2', [allExcept('a'), only('a')])).toBe('a=1&b=2');
    expect(selectedQuery('a=1&b=2', [allExcept('a'), allExcept('a')])).toBe('b=2');
  });
});
