import * as fc from 'fast-check';
import { aimed, AnyRequest, cloudflareLines, jsonRules, lines, request } from './arbitraries';
import { parameters } from './reference';
import { request as requestOf, rulesOf } from './support';
import { compileRules } from '../../../src/core/redirects/compile';
import { parseRules } from '../../../src/core/redirects/parse';
import { openLimited } from '../../../src/core/redirects/program/read/limited';
import { openProgram } from '../../../src/core/redirects/program/read/open';
import { readLimits, readsOf, undeclaredReads } from '../../../src/core/redirects/reads';
import type { RuleFormat } from '../../../src/core/redirects/rule/types';
import { cases } from '../../support/cases';

const RULES = {
  '/keeps': '/x/keeps',
  '/drops': { to: '/x/drops', query: 'drop' },
  '/some': { to: '/x/some', query: { only: ['utm_*', 'id'] } },
  '/tests?id=:id': { to: '/x/:id', query: 'drop' },
  '/referer': { to: '/x/referer', query: 'drop', when: { header: { Referer: true }, cookie: { plan: 'pro' } } },
  '/country': { to: '/x/country', query: 'drop', when: { country: 'DE', language: 'de', method: 'GET' } },
  'https://old.example.com/host': { to: '/x/host', query: 'drop' },
};
const compiled = compileRules(rulesOf(RULES));

describe('readsOf', () => {
  it('lists what rules read besides the path', () => {
    expect(readsOf(compiled)).toEqual([
      'cookie:plan', 'country', 'header:referer', 'host', 'language', 'method', 'query', 'query:id', 'query:utm_*',
    ]);
  });

  it('is empty for rules of the path alone, and for those that only compare the query', () => {
    expect(readsOf(compileRules(rulesOf({ '/a': { to: '/b', query: 'drop' }, '/c': { statusCode: 410 } })))).toEqual([]);
    expect(readsOf(compileRules(rulesOf({ '/*': { to: '/closed', query: 'drop' } })))).toEqual([]);
  });

  it('leaves out rules that are not in the program', () => {
    const { rules } = compileRules(rulesOf('/a /b\n/b /a\n/c /d\n', 'netlify'));
    const left = compileRules(rules);
    expect(left.excluded.size).toBeGreaterThan(0);
    expect(readsOf({ ...left, order: [] })).toEqual([]);
  });
});

describe('undeclaredReads', () => {
  const from = (declared: readonly string[]) => undeclaredReads(compiled, declared).map(({ message }) => /^"([^"]*)"/.exec(message)![1]);
  const all = Object.keys(RULES);
  const without = (...names: string[]) => all.filter((name) => !names.includes(name));

  it.each<[readonly string[], string[]]>([
    [[], without('/drops')],
    [['query'], without('/keeps', '/drops', '/some', '/tests?id=:id')],
    [['query:id'], without('/drops', '/tests?id=:id')],
    [['query:*'], without('/drops', '/tests?id=:id', '/some')],
    [['query:id', 'query:u*'], without('/drops', '/tests?id=:id', '/some')],
    [['header:referer'], without('/drops')],
    [['header:referer', 'cookie:plan'], without('/drops', '/referer')],
    [['country', 'language', 'method'], without('/drops', '/country')],
    [['header:cloudfront-viewer-country', 'header:accept-language', 'method'], without('/drops', '/country')],
    [['header:host'], without('/drops', 'https://old.example.com/host')],
    [['constructor', '__proto__'], without('/drops')],
  ])('reports the rules that read more than %j', (declared, expected) => {
    expect(from(declared)).toEqual(expected);
  });

  it('says what to do, with the place of the rule', () => {
    const [first] = undeclaredReads(compileRules(rulesOf('{\n  "/a": "/b"\n}')), []);
    expect(first).toEqual({
      code: 'EDGE_REDIRECT_READS',
      severity: 'error',
      line: 2,
      column: 3,
      message: '"/a" reads the whole query string, which the redirector does not declare, so that it is not known to be '
        + 'in the cache key; declare it with "reads" of the source, or write "query": "drop" in the rule',
    });
    expect(undeclaredReads(compiled, ['query'])[0]!.message).toContain(
      'reads the cookie "plan" and the header "referer", which the redirector does not declare');
  });
});

test.each<[readonly string[], string | undefined]>([
  [['country', 'cookie:nf_country', 'cookie:nf_lang', 'query'], '/y'],
  [['country', 'cookie:nf_*', 'query'], '/y'],
  [['country', 'cookie:nf_country', 'query'], undefined],
  [['country', 'cookie:nf_lang', 'query'], undefined],
  [['country', 'query'], undefined],
])('with %j declared, a cookie that chooses the country leads to %s', (declared, location) => {
  const { program } = compileRules(rulesOf('/x /y 302 Country=de\n', 'netlify'));
  const { match } = openLimited(program!.slice(), undefined, readLimits(declared));
  expect(match(requestOf('/x', { country: 'DE' }))?.location).toBe('/y');
  expect(match(requestOf('/x', { country: 'FR', headers: { cookie: 'nf_country=de' } }))?.location).toBe(location);
});

const placeOf = ({ line, column }: { line?: number; column?: number }): string => `${line}:${column}`;
const DECLARED = ['query', 'query:id', 'query:q', 'host', 'header:referer', 'header:x-plan', 'cookie:seen', 'country', 'language', 'method'];

/** The request of another viewer, equal in all parts that are declared. */
function twin(one: AnyRequest, other: AnyRequest, declared: readonly string[]): AnyRequest {
  const names = declared.filter((text) => text.startsWith('query:')).map((text) => text.slice('query:'.length));
  const pick = (query: string, own: boolean): string[] =>
    parameters(query).filter(({ name }) => names.includes(name) === own).map(({ raw }) => raw);
  const is = (text: string): boolean => declared.includes(text);
  const header = (name: string, text: string): object => ({ [name]: (is(text) ? one : other).headers[name] });
  return {
    ...one,
    host: is('host') ? one.host : other.host,
    country: is('country') ? one.country : other.country,
    query: is('query') ? one.query : [...pick(one.query, true), ...pick(other.query, false)].join('&'),
    headers: {
      ...header('referer', 'header:referer'),
      ...header('x-plan', 'header:x-plan'),
      ...header('accept-language', 'language'),
      // Cookies of one name are one part, which the requests of these tests have all or none of.
      cookie: declared.some((text) => text.startsWith('cookie:')) ? one.headers.cookie : other.headers.cookie,
    },
  };
}

test.each<[RuleFormat, fc.Arbitrary<string>]>([
  ['json', jsonRules.map((rules) => JSON.stringify(rules))], ['netlify', lines], ['cloudflare', cloudflareLines],
])('%s: requests that are equal in the declared parts get equal answers, none from a refused rule', (format, text) => {
  const counts = { refused: 0, answered: 0 };
  const pairs = fc.array(fc.tuple(request, request), { minLength: 16, maxLength: 16 });
  fc.assert(fc.property(text, fc.subarray(DECLARED), pairs, (file, declared, all) => {
    const made = compileRules(parseRules(file, { format }).rules, { siteHosts: ['www.example.com'] });
    fc.pre(made.program !== undefined && made.rules.length > 0);
    const limited = openLimited(made.program!.slice(), undefined, readLimits(declared));
    const refused = new Set(undeclaredReads(made, declared).map(placeOf));
    expect(limited.refused.length > 0).toBe(refused.size > 0);
    const urls = made.rules.flatMap(({ from, to }) => [from, to ?? from]);
    const answer = (each: AnyRequest, method: string) =>
      limited.match({ ...each, method, header: (name) => each.headers[name] });
    for (const [any, other] of all) {
      const one = aimed(any, urls);
      const second = twin(one, other, declared);
      const [first, again] = [answer(one, 'GET'), answer(second, declared.includes('method') ? 'GET' : 'POST')];
      if (JSON.stringify(first) !== JSON.stringify(again)) {
        expect({ declared, one, second, again }).toEqual({ declared, one, second, again: first });
      }
      if (first === undefined) continue;
      counts.answered++;
      expect(refused.has(placeOf(made.rules[first.rule]))).toBe(false);
    }
    if (refused.size > 0) counts.refused++;
  }), { numRuns: cases(300) });
  expect(Math.min(counts.refused, counts.answered)).toBeGreaterThan(cases(300) / 6);
});

test('a list of many rules that read the same takes a few bytes more', () => {
  const list = (rest: object) => compileRules(rulesOf(Object.fromEntries(
    Array.from({ length: 1_000 }, (_, n) => [`/old/${n}`, { to: `/new/${n}`, ...rest }])))).program!.length;
  expect(Math.abs(list({}) - list({ query: 'drop' }))).toBeLessThan(20 + 1_000);
});

test('requests are not changed by a matcher without limits', () => {
  const one = requestOf('/keeps?a=1');
  expect(openProgram(compiled.program!).match(one)?.location).toBe('/x/keeps?a=1');
  expect(one.query).toBe('a=1');
});
