import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { fitsPath, mayRedirectToSelf } from '../../../../src/core/redirects/traits/may-redirect-to-self';
import { PATHS, SmallFormat, smallRules } from '../small-sources';
import { rulesOf } from '../support';

function mayLoop(from: string, to: string, format: RuleFormat): boolean {
  const [rule] = rulesOf(format === 'json' ? [{ from, to }] : `${from} ${to}`, format);
  return mayRedirectToSelf(rule, rule.target!);
}

test.each<[from: string, to: string, format?: RuleFormat]>([
  ['/a', '/a'],
  ['/a', '/a/'],
  ['/a', '/A'],
  ['/', '/'],
  ['/a/*', '/a/x'],
  ['/*', 'https://www.example.com/:splat'],
  ['/:year/:slug', '/:slug/:year'],
  ['/*/:year/:slug', '/:year/:slug/:splat'],
  ['/a/*', '/:splat/a'],
  // What reads like another host is removed from the beginning of a target.
  ['/:p', '/:p//x'],
  ['/a/*', '/a//:splat', 'cloudflare'],
  // A value of the query may be empty.
  ['/a?x=:x', '/:x/a'],
])('%s → %s may redirect to the URL of the request', (from, to, format = 'json') => {
  expect(mayLoop(from, to, format)).toBe(true);
});

test.each<[from: string, to: string]>([
  ['/a', '/b'],
  ['/a/*', '/b/x'],
  ['/a/*', '/b/:splat'],
  ['/a/*', '/a/bc/:splat'],
  ['/abc:p', '/:p'],
  ['/a/b/*', '/a:splat'],
  ['/:year/:slug', '/:slug'],
  ['/*/:year/:slug', '/:slug'],
  ['/:p', '/x/:p/:p'],
])('%s → %s never redirects to the URL of the request', (from, to) => {
  expect(mayLoop(from, to, 'json')).toBe(false);
});

describe.each<SmallFormat>(['json', 'netlify', 'cloudflare'])('sources of %s', (format) => {
  test('with one of their paths as the target may redirect to themselves, with others they never do', () => {
    for (const rule of smallRules(format)) {
      const right = PATHS.filter((path) => {
        const isEqual = mayRedirectToSelf(rule, { path: [path] });
        return isEqual === fitsPath(rule, path) || path.toLowerCase() === rule.from.toLowerCase();
      });
      expect([rule.from, right]).toEqual([rule.from, PATHS]);
    }
  });
});
