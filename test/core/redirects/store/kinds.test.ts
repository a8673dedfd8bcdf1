import * as fc from 'fast-check';
import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { storeEntries } from '../../../../src/core/redirects/store/entries';
import { kindsOf, OPTIONAL_KINDS, RULE_KINDS, type RuleKind } from '../../../../src/core/redirects/store/kinds';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { cases } from '../../../support/cases';
import { engine, isSent, type Answer } from '../../../support/redirect-function';
import { entriesOf, loadedStore, storeStep } from '../../../support/redirect-store';
import { aimed, jsonRules, lines, request } from '../arbitraries';

const compiled = (rules: object) => compileRules(parseRules(JSON.stringify(rules, null, 1), { format: 'json' }).rules);
const refusedLines = (rules: object, kinds: readonly RuleKind[]) => (
  storeEntries(compiled(rules), '', kinds).problems.map(({ code, line }) => `${code}:${line}`));

const OF_KIND: [RuleKind, object][] = [
  ['patterns', { '/a/*': '/b' }],
  ['patterns', { '/a/:x': '/b/:x' }],
  ['patterns', { 'https://www.example.com/a/*': '/b' }],
  ['patterns', { '/closed/*': { statusCode: 410 } }],
  ['patterns', { '/feed/*': { to: null } }],
  ['query', { '/a?x=1': '/b' }],
  ['query', { '/a?x': { statusCode: 410 } }],
  ['query', { '/a': '/b?x=1' }],
  ['query', { '/a': { to: '/b', query: { only: ['x'] } } }],
  ['conditions', { '/a': { to: '/b', when: { cookie: { seen: true } } } }],
  ['conditions', { '/a': { to: '/b', when: { header: { referer: { contains: 'x' } } } } }],
  ['conditions', { '/a': { to: '/b', when: { country: 'DE' } } }],
  ['conditions', { '/a': { to: '/b', when: { language: 'de' } } }],
  ['conditions', { '/a': { to: '/b', when: { method: 'GET' } } }],
];

describe('a rule of a kind that a store does not have is refused', () => {
  test.each(OF_KIND)('%s: %j', (kind, rules) => {
    const others = RULE_KINDS.filter((one) => one !== kind);
    expect(refusedLines(rules, others)).toEqual(['EDGE_REDIRECT_STORE_KIND:2']);
    expect(refusedLines(rules, ['paths', kind])).toEqual([]);
    expect(kindsOf(compiled(rules))).toEqual([kind]);
  });

  test('with all kinds that it has, each rule by itself, in the order of the file', () => {
    const rules = { '/plain': '/p', '/store?id=:id': '/shop/:id', '/a': { to: '/c?x=1', when: { language: 'de' } }, '/d/*': '/e' };
    const { entries, problems } = storeEntries(compiled(rules), '', ['paths', 'conditions']);
    expect(entries.size).toBe(0);
    expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '3: "/store?id=:id" has placeholders, wildcards or captured texts, and a query that it requires or adds to, for which the '
      + 'function that reads the store has no code (its kinds are paths, conditions); add RedirectRuleKind.PATTERNS and '
      + 'RedirectRuleKind.QUERY to "kinds" of the source, deploy, and add patterns,query to --kinds, or leave the rule out',
      expect.stringMatching(/^4: "\/a" has a query that it requires or adds to, for which/),
      expect.stringMatching(/^10: "\/d\/\*" has placeholders/),
    ]);
  });

  test('because of the end of its chain, which it leads to at once', () => {
    const rules = { '/a': '/b', '/b': '/c?x=1' };
    const messages = storeEntries(compiled(rules), '', ['paths']).problems.map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringContaining('"/a" has a query that it requires or adds to, at the end of its chain of redirects, for which'),
      expect.stringContaining('"/b" has a query that it requires or adds to, for which'),
    ]);
  });
});

test.each<[string, object]>([
  ['a query that is dropped or replaced', { '/a': { to: '/b?x=1', query: 'drop' }, '/c': { to: '/d?x=1', query: 'replace' } }],
  ['hosts', { 'https://www.example.com/a': '/b', 'https://*.example.com/a': 'https://example.org/' }],
  ['the same path on another host', { '/a': 'https://www.example.com/a' }],
  ['dates', { '/a': { to: '/b', start: '2030-01-01', end: '2036-01-01' } }],
  ['cacheTtl', { '/a': { to: '/b', cacheTtl: 60 } }],
  ['maintenance', { '/a': { statusCode: 503, retryAfter: 60 } }],
  ['other statuses', { '/a': { statusCode: 410 }, '/b': { to: '/c', statusCode: 200 }, '/d': { to: '/e', statusCode: 308 } }],
  ['exemptions', { '/a': null }],
  ['any case', { '/A': { to: '/b', caseSensitive: false } }],
])('whole paths are always allowed, with %s', (_, rules) => {
  expect(refusedLines(rules, [])).toEqual([]);
});

test('rules that never apply are not refused', () => {
  const { rules, order, findings } = compiled({ '/a/*': '/b', '/c': '/d' });
  const list = { rules, findings, order: order.filter((i) => rules[i].from === '/c') };
  expect(storeEntries(list, '', ['paths']).problems).toEqual([]);
});

const LISTS: [RuleFormat, fc.Arbitrary<string>][] = [
  ['json', fc.array(jsonRules, { minLength: 1, maxLength: 3 }).map((all) => JSON.stringify(all.flat()))],
  ['netlify', lines],
];

// A store can be written without these checks.
test.each(LISTS)('rules of other kinds in a store (%s) let requests pass with a line, and never answer wrongly', async (format, text) => {
  let [failed, answered] = [0, 0];
  const requests = fc.array(request, { minLength: 12, maxLength: 12 });
  const kinds = fc.subarray([...OPTIONAL_KINDS], { maxLength: OPTIONAL_KINDS.length - 1 });
  await fc.assert(fc.asyncProperty(text, requests, kinds, async (file, all, declared) => {
    const { rules } = parseRules(file, { format });
    const list = { rules, order: ranked(rules), findings: [] };
    fc.pre(rules.length > 0 && storeEntries(list).problems.length === 0);
    const [answer, wanted] = [loadedStore([storeStep('', {}, declared)], Object.fromEntries(entriesOf(list))), engine(list)];
    for (const each of all.map((any) => aimed(any, rules.map(({ from }) => from))).filter(isSent)) {
      const { reads: _, log, ...got } = await answer(each);
      const expected: Answer = log.length === 0 ? wanted(each) : { uri: each.path, query: each.query };
      expect({ ...each, answer: got }).toEqual({ ...each, answer: expected });
      if (log.length > 0) {
        expect(log).toEqual([expect.stringContaining('a rule of the store is of a kind for which the function has no code')]);
        expect(log[0]).toContain('"code":"EDGE_STEP_FAILED"');
        failed++;
      } else if (got.uri !== each.path) {answered++;}
    }
  }), { numRuns: cases(300) });
  expect([failed, answered].map((count) => count > cases(300) / 6)).toEqual([true, true]);
});
