import { compileRules } from '../../../../../src/core/redirects/compile';
import { writeCsv } from '../../../../../src/core/redirects/formats/csv/write';
import { writeJson } from '../../../../../src/core/redirects/formats/json/write';
import { openProgram } from '../../../../../src/core/redirects/program/read/open';
import { CONDITIONS, isConditional, WHEN_CONDITIONS } from '../../../../../src/core/redirects/rule/conditions';
import type { Condition } from '../../../../../src/core/redirects/rule/conditions/condition';
import { DATES_CONDITION } from '../../../../../src/core/redirects/rule/conditions/dates';
import { HEADER_CONDITION } from '../../../../../src/core/redirects/rule/conditions/header';
import { PARAMETERS_CONDITION } from '../../../../../src/core/redirects/rule/conditions/parameters';
import type { RedirectRule, TextTest } from '../../../../../src/core/redirects/rule/model';
import { requestOf } from '../../../../../src/core/redirects/rule/probe';
import type { RedirectRequest } from '../../../../../src/core/redirects/rule/types';
import { isImpliedBy } from '../../../../../src/core/redirects/traits/implies';
import { sampleProbe, sampleRequest } from '../../../../../src/core/redirects/traits/sample';
import { satisfying } from '../../../../../src/core/redirects/traits/satisfying';
import { HOST, rulesOf } from '../../support';

const when = (name: string, ...values: unknown[]): object[] => values.map((value) => ({ when: { [name]: value } }));

/** Some values of each condition, as files have them: a new condition needs some, too. */
const VALUES: Readonly<Record<string, readonly object[]>> = {
  method: when('method', 'POST', ['POST', 'PUT'], 'HEAD'),
  country: when('country', 'DE', ['AT', 'DE'], 'FR'),
  language: when('language', 'de', 'de-ch', ['en', 'de-at'], 'fr', ['fr', 'de']),
  originStatus: when('originStatus', 404, [403, 404], 500),
  cookie: when('cookie', { plan: true }, { plan: 'pro' }, { plan: 'pro', seen: true }, { seen: '1' }),
  header: when(
    'header',
    { 'x-a': true },
    { 'x-a': { contains: 'b' } },
    { 'x-a': 'abc' },
    { 'x-a': { contains: 'c' } },
    { 'x-a': 'x', 'x-b': 'y' },
  ),
  dates: [
    { start: '2026-01-01' },
    { end: '2026-03-01' },
    { start: '2026-02-01', end: '2026-02-20' },
    { start: '2027-01-01' },
  ],
  parameters: [{ from: '/a?x' }, { from: '/a?x=1' }, { from: '/a?x=2' }, { from: '/a?x=:x' }, { from: '/a?x=1&y=:y' }],
};
const named = (name: string): Condition =>
  (({ dates: DATES_CONDITION, parameters: PARAMETERS_CONDITION }) as Record<string, Condition>)[name]
  ?? WHEN_CONDITIONS.find((condition) => condition.name === name);

const rulesFor = (name: string): RedirectRule[] =>
  VALUES[name].map((value) => rulesOf([{ from: '/a', to: '/b', ...value }])[0]);

function answers(rule: RedirectRule, request: RedirectRequest): boolean {
  return openProgram(compileRules([rule]).program!).match(request) !== undefined;
}

/** Whether no cookie or header would need two values. */
function isCompatible(a: RedirectRule, b: RedirectRule): boolean {
  const [tests, others] = [a, b].map((rule) => [...rule.when.cookies ?? [], ...rule.when.headers ?? []]);
  const holds = (one: TextTest, other: TextTest): boolean =>
    one.is !== 'equal'
    || other.is === 'present'
    || (other.is === 'equal' ? one.value === other.value : one.value.includes(other.value));
  return tests.every((one) =>
    others.every((other) => one.name !== other.name || (holds(one.test, other.test) && holds(other.test, one.test))),
  );
}

const NOW = Date.UTC(2026, 1, 10);

test('values are listed for every condition', () => {
  expect(new Set(Object.keys(VALUES).map(named))).toEqual(new Set(CONDITIONS));
});

describe.each(Object.keys(VALUES))('what is known of %s agrees with the edge', (name) => {
  const condition = named(name);
  const rules = rulesFor(name);
  const valueOf = (rule: RedirectRule): unknown => condition.from(rule);

  test.each(rules)(
    'a sample of $when $source.query $start $end is answered, and who fails the condition is not',
    (rule) => {
      expect(isConditional(rule)).toBe(true);
      const blank = {
        method: 'GET',
        host: HOST,
        path: '/a',
        query: '',
        now: NOW,
        headers: {},
        cookies: {},
        statuses: {},
      };
      for (let choice = 0; choice < condition.choices(valueOf(rule)); choice++) {
        const probe = satisfying(blank, rule, { at: blank, anything: 'x', choice });
        const at = { ...requestOf(probe), originStatus: Object.values(probe.statuses)[0] };
        expect(answers(rule, at)).toBe(true);
        const failing = condition.fail(valueOf(rule), probe, { at: blank, since: 0 });
        expect(failing.length).toBeGreaterThan(0);
        for (const other of failing) {
          expect(answers(rule, { ...requestOf(other), originStatus: Object.values(other.statuses)[0] })).toBe(false);
        }
      }
      expect(condition.describe(valueOf(rule))).toHaveLength(condition.count(valueOf(rule)));
    },
  );

  test('a request of an implied value passes as well, and the value is found by its keys', () => {
    let implied = 0;
    for (const a of rules) {
      for (const b of rules) {
        if (!isImpliedBy(a, b)) continue;
        implied += a === b ? 0 : 1;
        expect(answers(a, sampleRequest(b, HOST, NOW))).toBe(true);
        const offers = condition.offers(valueOf(b));
        for (const keys of condition.requires(valueOf(a))) expect(keys.some((key) => offers.includes(key))).toBe(true);
      }
    }
    expect(implied).toBeGreaterThan(0);
  });

  test('a request of an intersection passes for both', () => {
    for (const a of rules) {
      for (const b of rules) {
        const both = condition.intersect(valueOf(a), valueOf(b));
        if (both === undefined) {
          expect([answers(a, sampleRequest(b, HOST, NOW)), answers(b, sampleRequest(a, HOST, NOW))]).toEqual([
            false,
            false,
          ]);
        } else {
          const request = sampleRequest(condition.withValue(a, both), HOST, NOW);
          const met = [answers(a, request), answers(b, request)];
          // A name that would need two values has one of them.
          expect(isCompatible(a, b) ? met : [met.includes(true), true]).toEqual([true, true]);
        }
      }
    }
  });
});

test.each(WHEN_CONDITIONS.map(({ name }) => name))('%s is printed as it is parsed', (name) => {
  for (const rule of rulesFor(name)) {
    expect(rulesOf(writeJson([rule]))[0].when).toEqual(rule.when);
    if ((rule.when.headers?.length ?? 0) < 2) expect(rulesOf(writeCsv([rule]), 'csv')[0].when).toEqual(rule.when);
  }
});

test('a sample satisfies conditions that share a header', () => {
  const [cookies, languages] = rulesOf([
    { from: '/a', to: '/b', when: { cookie: { plan: 'pro' }, header: { cookie: { contains: 'x=' } } } },
    { from: '/a', to: '/b', when: { language: ['en', 'de'], header: { 'accept-language': { contains: 'de-ch' } } } },
  ]);
  expect([cookies, languages].map((rule) => answers(rule, sampleRequest(rule, HOST, NOW)))).toEqual([true, true]);
});

test('a header may be called like a member of objects', () => {
  for (const name of ['constructor', '__proto__']) {
    const tested = `"when": {"header": {"${name}": {"contains": "x"}}}`;
    const rules = rulesOf(
      `[{"from": "/a", "to": "/b", ${tested}}, {"from": "/b", "to": "/a", ${tested}}, {"from": "/b", "to": "/c"}]`,
    );
    expect(answers(rules[0], sampleRequest(rules[0], HOST, NOW))).toBe(true);
    const sampled = sampleProbe(rules[0], HOST, NOW);
    const failing = HEADER_CONDITION.fail(rules[0].when.headers!, sampled, { at: sampled, since: 0 });
    expect(failing.map((probe) => answers(rules[0], requestOf(probe)))).toEqual([false, false]);
    expect(compileRules(rules).problems.map(({ code }) => code)).toEqual(['EDGE_REDIRECT_LOOP']);
  }
});
