import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { fitsPath } from '../../../../src/core/redirects/traits/may-redirect-to-self';
import { subsumes, targetShape } from '../../../../src/core/redirects/traits/subsumes';
import { PATHS, smallRules } from '../small-sources';
import { rulesOf } from '../support';

test.each(['json', 'netlify'] as const)('%s: a source that subsumes another matches all of its paths', (format) => {
  const rules = smallRules(format).map((rule) => ({
    rule,
    fits: new Set(PATHS.filter((path) => fitsPath(rule, path))),
  }));
  let proved = 0;
  for (const a of rules) {
    for (const b of rules) {
      if (!subsumes(a.rule, b.rule)) continue;
      proved++;
      const missing = [...b.fits].filter((path) => !a.fits.has(path));
      if (missing.length > 0) expect([a.rule.from, b.rule.from, missing]).toEqual([a.rule.from, b.rule.from, []]);
    }
  }
  // Each subsumes itself, and `/*` all.
  expect(proved).toBeGreaterThan(3 * rules.length);
});

/** Whether the first source subsumes the second. The last rule of a line is the one that was not made a folder. */
function isSubsumed(format: RuleFormat, a: string, b: string, more: object = {}): boolean {
  const [x, y] = [a, b].map((from) =>
    rulesOf(format === 'json' ? [{ from, to: '/t', ...more }] : `${from} /t`, format).slice(-1)[0],
  );
  return subsumes(x, y);
}

test.each<[RuleFormat, string, string]>([
  ['json', '/*', '/a/b'],
  ['json', '/*', '/'],
  ['json', '/a/*', '/a'],
  ['json', '/a/*/b', '/a/x/:p/b'],
  ['json', '/:p', '/a'],
  ['json', '/:p/:q', '/a/:r'],
  ['json', '/pre:p', '/pre-1'],
  ['json', '/pre:p', '/prefix-:q'],
  ['json', '/:p.html', '/page-:q.html'],
  ['json', '/a/', '/a'],
  ['json', '/a', 'https://www.example.com/a'],
  ['json', '/*', '/.well-known'],
  ['json', '/*', '/.hidden/a'],
  ['json', '/*', '/.well-known/other/*'],
  ['json', '/.well-known/*', '/.well-known/acme-challenge/*'],
  ['json', '/.:p/*', '/.well-known/acme-challenge/:q'],
  ['netlify', '/n*', '/news'],
  ['netlify', '/n*', '/n:p'],
  ['netlify', '/*', '/n*'],
  ['cloudflare', '/n*', '/nb/'],
  ['cloudflare', '/n*', '/n*'],
  ['cloudflare', '/*', '/n*'],
  ['cloudflare', '/x/*', '/x/'],
  ['cloudflare', '/a/', '/a/'],
  ['cloudflare', '/:a-:b', '/:c-:d'],
])('%s: %s subsumes %s', (format, a, b) => {
  expect(isSubsumed(format, a, b)).toBe(true);
});

test.each<[RuleFormat, string, string]>([
  ['json', '/a', '/A'],
  ['json', '/a', '/a/*'],
  ['json', '/a/:p', '/a'],
  ['json', '/a/*/b', '/a/x/:p'],
  ['json', '/:p', '/*'],
  ['json', '/pre:p', '/pre'],
  ['json', '/:p.html', '/page-:q'],
  ['json', 'https://www.example.com/a', '/a'],
  ['json', '/*', '/.well-known/*'],
  ['json', '/:p/:q/*', '/.well-known/acme-challenge/*'],
  ['netlify', '/*', '/.well-known*'],
  ['netlify', '/n*', '/a'],
  ['netlify', '/n*', '/:p'],
  ['cloudflare', '/a', '/a/'],
  ['cloudflare', '/a/', '/a'],
  ['cloudflare', '/n*/', '/nb'],
  ['cloudflare', '/x/*', '/x'],
  ['cloudflare', '/:a-:b', '/:c.:d'],
])('%s: %s does not subsume %s', (format, a, b) => {
  expect(isSubsumed(format, a, b)).toBe(false);
});

test('a source that ignores case subsumes one that does not, not the reverse', () => {
  const [sensitive, ignoring] = [true, false].map((caseSensitive) => rulesOf([{ from: '/Ab:p', to: '/t', caseSensitive }])[0]);
  expect([subsumes(ignoring, sensitive), subsumes(sensitive, ignoring)]).toEqual([true, false]);
  expect(isSubsumed('json', '/AB/X:p', '/ab/xy', { caseSensitive: false })).toBe(true);
});

describe('the URLs of a target', () => {
  const shapeOf = (from: string, to: string): string | undefined => {
    const shape = targetShape(rulesOf([{ from, to }])[0])?.source;
    const texts = shape?.segments.map((segment) => {
      if (segment.kind === 'literal') return segment.text;
      return segment.kind === 'splat' ? '*' : segment.pieces.map((p) => (typeof p === 'string' ? p : `:${p.name}`)).join('');
    });
    return texts && `/${texts.join('/')}${shape!.slash ? ' with a slash' : ''}`;
  };

  test.each<[from: string, to: string, shape: string]>([
    ['/a', '/b/c', '/b/c'],
    ['/a', '/b/', '/b with a slash'],
    ['/a', '/', '/ with a slash'],
    ['/:p/*', '/x/pre-:p/:splat', '/x/pre-:p/*'],
    ['/a/:p', '/:p', '/:p'],
    ['/a/*/b', '/:splat/', '/* with a slash'],
  ])('of %s → %s are those of a source', (from, to, shape) => {
    expect(shapeOf(from, to)).toBe(shape);
  });

  test.each([
    ['/a/*', '/b:splat'],
    ['/a?id=:id', '/b/:id'],
  ])('of %s → %s have no such form', (from, to) => {
    expect(shapeOf(from, to)).toBeUndefined();
  });
});
