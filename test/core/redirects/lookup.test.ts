import * as fc from 'fast-check';
import { aimed, jsonRules, lines, request as anyRequest } from './arbitraries';
import { request, rulesOf } from './support';
import { RuleIndex } from '../../../src/core/redirects/checks/rule-index';
import { checkRules } from '../../../src/core/redirects/compile';
import { Lookup } from '../../../src/core/redirects/lookup';
import { parseRules } from '../../../src/core/redirects/parse';
import { openProgram } from '../../../src/core/redirects/program/read/open';
import * as writing from '../../../src/core/redirects/program/write/program';
import type { RuleFormat } from '../../../src/core/redirects/rule/types';
import { ranked } from '../../../src/core/redirects/traits/precedence';
import { cases } from '../../support/cases';

afterEach(() => jest.restoreAllMocks());

/** The rules of a list, all of them in use, looked up one request at a time. */
function lookupOf(text: string, format: RuleFormat) {
  const { rules } = parseRules(text, { format });
  const order = ranked(rules);
  const rank = new Int32Array(rules.length);
  order.forEach((rule, i) => { rank[rule] = i; });
  const list = { rules, order, rank, index: new RuleIndex(rules), rootObject: '', isOut: () => false };
  return { rules, lookup: new Lookup(list, Infinity), whole: openProgram(writing.writeProgram(rules, order, [])) };
}

test.each<[RuleFormat, fc.Arbitrary<string>]>([
  ['json', jsonRules.map((rules) => JSON.stringify(rules))], ['netlify', lines],
])('compiling only the rules that match a path makes no difference, %s', (format, texts) => {
  let applied = 0;
  fc.assert(fc.property(texts, fc.array(anyRequest, { minLength: 8, maxLength: 8 }), (text, requests) => {
    const { rules, lookup, whole } = lookupOf(text, format);
    if (rules.length === 0) return;
    for (const each of requests) {
      const { headers, path, query, host = '', ...parts } = aimed(each, rules.map(({ from }) => from));
      const asked = { ...request('/', { headers, ...parts }), host, path, query };
      const expected = whole.match(asked);
      if (expected !== undefined) applied++;
      expect(lookup.match(asked)).toEqual(expected);
    }
  }), { numRuns: cases(1500) });
  expect(applied).toBeGreaterThan(cases(1500));
});

test('in a mixed list, the cookies of Netlify choose nothing, as if all rules were compiled', () => {
  const rules = [
    ...parseRules('/a /b 302 Country=de', { format: 'netlify' }).rules,
    ...rulesOf({ '/c': { to: '/d', when: { country: 'DE' } } }),
  ];
  const order = ranked(rules);
  const index = new RuleIndex(rules);
  const list = { rules, order, rank: Int32Array.from(order), index, rootObject: '', isOut: () => false };
  const asked = request('/a', { headers: { cookie: 'nf_country=de' } });
  const whole = openProgram(writing.writeProgram(rules, order, []));
  expect(new Lookup(list, Infinity).match(asked)).toEqual(whole.match(asked));
});

describe('the program of a whole list', () => {
  const pages = (target: (i: number) => string, more: object = {}) => rulesOf({
    ...Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`/old/${i}`, target(i)])), ...more,
  });
  const sizes = (rules: ReturnType<typeof pages>) => {
    jest.restoreAllMocks();
    const write = jest.spyOn(writing, 'writeProgram');
    checkRules(rules);
    return write.mock.calls.map(([written]) => written.length);
  };

  test('is not written for the checks where no rule leads to another, or few do', () => {
    expect(sizes(pages((i) => `/new/${i}`))).toEqual([]);
    expect(sizes(pages((i) => `/new/${i}`, { '/*': { statusCode: 404 } }))).toEqual([]);
    expect(sizes(pages((i) => `/new/${i}`, { '/new/1': '/new', '/new/2': '/new' })).every((size) => size < 3)).toBe(true);
  });

  test('is written once if many do', () => {
    const rules = pages((i) => `/old/${i + 1}`);
    const written = sizes(rules);
    expect(written.filter((size) => size === rules.length)).toHaveLength(1);
    expect(written.length).toBeLessThan(rules.length / 4);
  });
});
