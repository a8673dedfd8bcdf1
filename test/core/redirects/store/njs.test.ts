import * as fc from 'fast-check';
import { composeCloudFrontFunction } from '../../../../src/attach/slots/function-code';
import { parseRules } from '../../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { storeEntries } from '../../../../src/core/redirects/store/entries';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { HAS_NJS, resultsInNjs } from '../../../support/njs';
import { answerOf, engine, isSent, viewerEvent, type Answer } from '../../../support/redirect-function';
import { counting, storeStep } from '../../../support/redirect-store';
import { aimed, cloudflareLines, jsonRules, lines, request } from '../arbitraries';

const LISTS = 40;

const FORMATS: [RuleFormat, fc.Arbitrary<string>][] = [
  ['json', fc.array(jsonRules, { minLength: 1, maxLength: 4 }).map((rules) => JSON.stringify(rules.flat()))],
  ['netlify', lines],
  ['cloudflare', cloudflareLines],
];

(HAS_NJS ? describe : describe.skip).each(FORMATS)('in njs, a store with rules of %s', (format, text) => {
  test('answers as the engine does', () => {
    const requests = fc.array(request, { minLength: 24, maxLength: 24 });
    const all = fc.sample(fc.tuple(text, requests), { numRuns: LISTS, seed: 20261128 }).flatMap(([file, any]) => {
      const { rules } = parseRules(file, { format });
      const list = { rules, order: ranked(rules), findings: [] };
      const { entries } = storeEntries(list);
      if (entries.size === 0) return [];
      const sent = any.map((one) => aimed(one, rules.map(({ from }) => from))).filter(isSent);
      const decide = engine(list);
      const wanted = sent.map((one) => decide(one));
      return [{ store: Object.fromEntries(entries), events: sent.map(viewerEvent), sent, wanted }];
    });
    const code = counting(composeCloudFrontFunction([storeStep()]));
    const results = resultsInNjs(all.map(({ store, events }) => ({ code, store, events })));
    const textOf = ({ status, location, uri, query }: Answer): object => ({ status, location, uri, query });
    const got = all.map(({ sent }, i) => (
      sent.map((one, k) => ({ ...one, answer: textOf(answerOf(results[i][k], one)) }))));
    expect(got).toEqual(all.map(({ sent, wanted }) => sent.map((one, k) => ({ ...one, answer: textOf(wanted[k]) }))));
    expect(Math.max(...results.flat().map(({ reads$ }) => reads$))).toBeLessThanOrEqual(4);
    const pairs = got.flat();
    expect(pairs.length).toBeGreaterThan(LISTS * 10);
    const answered = pairs.filter(({ answer, path }) => (answer as Answer).uri !== path);
    expect(answered.length).toBeGreaterThan(pairs.length / 8);
  });
});
