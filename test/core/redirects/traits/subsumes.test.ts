import { fitsPath } from '../../../../src/core/redirects/traits/may-redirect-to-self';
import { subsumes } from '../../../../src/core/redirects/traits/subsumes';
import { PATHS, smallRules } from '../small-sources';

test.each(['json', 'netlify'] as const)('%s: a source that subsumes another fits all of its paths', (format) => {
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
