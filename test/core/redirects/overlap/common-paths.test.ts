import { RuleIndex } from '../../../../src/core/redirects/checks/rule-index';
import { commonPaths } from '../../../../src/core/redirects/overlap/intersect-paths';
import { PatternTree } from '../../../../src/core/redirects/overlap/pattern-tree';
import { fitsPath } from '../../../../src/core/redirects/traits/may-redirect-to-self';
import { PATHS, smallRules } from '../small-sources';
import { rulesOf } from '../support';

describe.each(['json', 'netlify', 'cloudflare'] as const)('two sources of %s that share a path', (format) => {
  const rules = smallRules(format).map((rule) => ({
    rule,
    index: new RuleIndex([rule]),
    fits: PATHS.filter((path) => fitsPath(rule, path)),
  }));

  test('are given such paths and no others', () => {
    for (const a of rules) {
      const own = new Set(a.fits);
      for (const b of rules) {
        const found = commonPaths(a.rule, b.rule);
        const wrong = found.filter((path) => !a.index.fits(0, path) || !b.index.fits(0, path));
        const missed = found.length === 0 ? b.fits.filter((path) => own.has(path)) : [];
        if (wrong.length + missed.length > 0) {
          expect([a.rule.from, b.rule.from, { wrong, missed }]).toEqual([
            a.rule.from,
            b.rule.from,
            { wrong: [], missed: [] },
          ]);
        }
      }
    }
  });

  test('are found in the tree', () => {
    const tree = new PatternTree(1e9);
    rules.forEach(({ rule }, i) => tree.add(rule.source.segments, i));
    for (const { rule, fits } of rules) {
      const found = new Set(tree.overlapping(rule.source.segments));
      const missed = rules.filter((other, i) => !found.has(i) && other.fits.some((path) => fits.includes(path)));
      expect([rule.from, missed.map((other) => other.rule.from)]).toEqual([rule.from, []]);
    }
  });
});

// A star that ends with its segment leaves nothing for a placeholder.
test.each<['netlify' | 'cloudflare', string, string, string[]]>([
  ['netlify', '/a*', '/a/:p', ['/a/zq7wa']],
  ['netlify', '/a*', '/ab:p', ['/abzq7wa']],
  ['cloudflare', '/*b', '/:p', ['/b', '/zq7wab']],
  ['cloudflare', '/:p*', '/a', ['/a']],
  ['cloudflare', '/a*', '/a/', ['/a/']],
  ['cloudflare', '/a', '/a/', []],
  ['cloudflare', '/a/', '/:p/', ['/a/']],
])('%s: the paths of %s and %s', (format, a, b, expected) => {
  const rules = rulesOf(`${a} /t\n${b} /t`, format);
  expect([...commonPaths(rules[rules.length - 2], rules[rules.length - 1])].sort()).toEqual(expected);
});
