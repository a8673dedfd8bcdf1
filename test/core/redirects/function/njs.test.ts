import * as fc from 'fast-check';
import { composeCloudFrontFunction } from '../../../../src/attach/slots/function-code';
import { parseRules } from '../../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { HAS_NJS, resultsInNjs } from '../../../support/njs';
import {
  answerOf, functionStep, isSent, loaded, timed, viewerEvent, type TimedRequest,
} from '../../../support/redirect-function';
import { aimed, cloudflareLines, crowdedRules, jsonRules, lines, request } from '../arbitraries';

const LISTS = 40;

const FORMATS: [RuleFormat, fc.Arbitrary<string>][] = [
  ['json', fc.oneof(jsonRules, crowdedRules).map((rules: object[]) => JSON.stringify(rules))],
  ['netlify', lines],
  ['cloudflare', cloudflareLines],
];

(HAS_NJS ? describe : describe.skip).each(FORMATS)('in njs, rules of %s', (format, text) => {
  test('answer as in the preview', () => {
    const requests = fc.array(request, { minLength: 24, maxLength: 24 });
    const all = fc.sample(fc.tuple(text, requests), { numRuns: LISTS, seed: 20261128 }).flatMap(([file, any]) => {
      const { rules } = parseRules(file, { format });
      if (rules.length === 0) return [];
      const step = functionStep({ rules, order: ranked(rules), findings: [] });
      const sent: TimedRequest[] = any.map((one) => aimed(one, rules.map(({ from }) => from))).filter(isSent);
      const answer = loaded([step]);
      return [{
        code: timed(composeCloudFrontFunction([step])),
        events: sent.map(viewerEvent),
        sent,
        wanted: sent.map((one) => answer(one)),
      }];
    });
    const results = resultsInNjs(all.map(({ code, events }) => ({ code, events })));
    const got = all.map(({ sent }, i) => sent.map((one, k) => ({ ...one, answer: answerOf(results[i][k], one) })));
    expect(got).toEqual(all.map(({ sent, wanted }) => sent.map((one, k) => ({ ...one, answer: wanted[k] }))));
    const pairs = got.flat();
    expect(pairs.length).toBeGreaterThan(LISTS * 10);
    expect(pairs.filter(({ answer, path }) => answer.uri !== path).length).toBeGreaterThan(pairs.length / 8);
  });
});
