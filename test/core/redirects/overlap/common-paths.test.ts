import { commonPaths } from '../../../../src/core/redirects/overlap/intersect-paths';
import { Overlaps } from '../../../../src/core/redirects/overlap/pattern-tree';
import { fitsPath } from '../../../../src/core/redirects/traits/may-redirect-to-self';
import { PATHS, smallRules } from '../small-sources';

describe.each(['json', 'netlify'] as const)('two sources of %s', (format) => {
  const rules = smallRules(format).map((rule) => ({ rule, fits: PATHS.filter((path) => fitsPath(rule, path)) }));

  test('that share a path are given one which fits both', () => {
    for (const a of rules) {
      const own = new Set(a.fits);
      for (const b of rules) {
        const found = commonPaths(a.rule, b.rule);
        const right = found.filter((path) => fitsPath(a.rule, path) && fitsPath(b.rule, path));
        // A star that ends with its segment may leave nothing for a placeholder: whoever asks such a path, asks in
        // vain.
        const wrong = format === 'json' ? found.filter((path) => !right.includes(path)) : [];
        const missed = right.length === 0 ? b.fits.filter((path) => own.has(path)) : [];
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

  test('that share a path are found in the tree', () => {
    const tree = new Overlaps(1e9);
    rules.forEach(({ rule }, i) => tree.add(rule.source.segments, i));
    for (const { rule, fits } of rules) {
      const found = new Set(tree.with(rule.source.segments));
      const missed = rules.filter((other, i) => !found.has(i) && other.fits.some((path) => fits.includes(path)));
      expect([rule.from, missed.map((other) => other.rule.from)]).toEqual([rule.from, []]);
    }
  });
});
