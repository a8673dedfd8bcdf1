import * as fc from 'fast-check';
import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { storeEntries } from '../../../../src/core/redirects/store/entries';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { cases } from '../../../support/cases';
import { engine, isSent, type Answer } from '../../../support/redirect-function';
import { loadedStore, storeStep } from '../../../support/redirect-store';
import { aimed, cloudflareLines, crowdedRules, jsonRules, lines, request } from '../arbitraries';

const RUNS = cases(600);
const REQUESTS = 16;

const sources: [string, RuleFormat, fc.Arbitrary<string>][] = [
  ['json', 'json', jsonRules.map((rules) => JSON.stringify(rules))],
  ['many of json', 'json', fc.array(jsonRules, { minLength: 4, maxLength: 12 }).map((all) => JSON.stringify(all.flat()))],
  ['many rules for one path', 'json', crowdedRules.map((rules) => JSON.stringify(rules))],
  ['netlify', 'netlify', lines],
  ['many of netlify', 'netlify', fc.array(lines, { minLength: 3, maxLength: 8 }).map((all) => all.join('\n'))],
  ['cloudflare', 'cloudflare', cloudflareLines],
];

describe.each(sources)('a store with rules: %s', (name, format, text) => {
  const isMany = name.startsWith('many');
  const runs = isMany ? Math.ceil(RUNS / 6) : RUNS;
  const requests = fc.array(request, { minLength: REQUESTS, maxLength: REQUESTS });

  test('answers as the engine does, with at most four reads', async () => {
    let [answered, filed] = [0, 0];
    const prefixed = fc.constantFrom('', 'shop');
    await fc.assert(fc.asyncProperty(text, requests, fc.boolean(), prefixed, async (file, all, compiled, prefix) => {
      const { rules } = parseRules(file, { format });
      fc.pre(rules.length > 0);
      const checked = compileRules(rules);
      const list = compiled && checked.program ? checked : { rules, order: ranked(rules), findings: [] };
      const { entries, problems } = storeEntries(list, prefix);
      if (problems.length > 0) {
        expect(isMany).toBe(true);
        return;
      }
      filed++;
      const [answer, engineAnswer] = [loadedStore([storeStep(prefix)], Object.fromEntries(entries)), engine(list)];
      for (const each of all.map((any) => aimed(any, rules.map(({ from }) => from))).filter(isSent)) {
        const got = await answer(each);
        const wanted = engineAnswer(each);
        const key = ({ status, location, retryAfter, uri, query }: Answer): string => (
          JSON.stringify([status, location, retryAfter, uri, query]));
        // Conditions are tested in another order, so that the one may know what the other has not asked.
        const same = key(got) === key(wanted) && (isMany || got.cacheControl === wanted.cacheControl);
        if (!same) expect({ ...each, answer: got }).toEqual({ ...each, answer: wanted });
        if (got.reads > 4 || got.log.length > 0) expect(got).toMatchObject({ reads: 4, log: [] });
        if (wanted.uri !== each.path) answered++;
      }
    }), { numRuns: runs });
    expect(answered).toBeGreaterThan(runs * REQUESTS / 12);
    expect(filed).toBeGreaterThan(runs / 3);
  });
});
