import { compileRules } from '../../../../src/core/redirects/compile';
import { timingText } from '../../../../src/core/redirects/diff/decision-text';
import { writeCsv } from '../../../../src/core/redirects/formats/csv/write';
import { writeJson } from '../../../../src/core/redirects/formats/json/write';
import { writeCloudflare } from '../../../../src/core/redirects/formats/lines/write-cloudflare';
import { writeNetlify } from '../../../../src/core/redirects/formats/lines/write-netlify';
import { parseRules } from '../../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { answer, matcherOf, rulesOf } from '../support';

const end = Date.UTC(2036, 0, 1);
const END = 'Tue, 01 Jan 2036 00:00:00 GMT';
const faults = (rule: object, format: RuleFormat = 'json'): string[] =>
  parseRules(JSON.stringify({ '/a': rule }), { format }).problems.map(({ code, message }) => `${code} ${message}`);
const timing = (rule: object): string | undefined => timingText(answer({ '/a': rule }, '/a')?.timing);

describe('cacheTtl of a rule', () => {
  test.each<[object, string | undefined]>([
    [{ to: '/b' }, undefined],
    [{ to: '/b', cacheTtl: 60 }, '(cached for 60 s)'],
    [{ to: '/b', cacheTtl: 0 }, '(cached for 0 s)'],
    [{ to: '/b', cacheTtl: 2_147_483_647 }, '(cached for 2147483647 s)'],
    [{ statusCode: 410, cacheTtl: 86_400 }, '(cached for 86400 s)'],
  ])('is in its decision: %j', (rule, text) => {
    expect(timing(rule)).toBe(text);
  });

  test.each<[object]>([[{ cacheTtl: -1 }], [{ cacheTtl: 1.5 }], [{ cacheTtl: 2_147_483_648 }]])('is whole seconds: %j', (rule) => {
    expect(faults({ to: '/b', ...rule })).toEqual(['EDGE_REDIRECT_SECONDS "cacheTtl" must be whole seconds, from 0 to 2,147,483,647']);
  });

  test('means nothing for a page of the site', () => {
    expect(faults({ to: '/b', statusCode: 200, cacheTtl: 1 })).toEqual([
      'EDGE_REDIRECT_SECONDS "/a" shows a page, which says how long it is cached; remove "cacheTtl"',
    ]);
  });

  test('is that of the file, for redirects and errors that last', () => {
    const rules = rulesOf({ '$defaults': { cacheTtl: 60 }, '/a': '/b', '/b/x': { to: '/c', cacheTtl: 5 }, '/d': { statusCode: 410 }, '/e': { statusCode: 503 }, '/f': { to: '/g', statusCode: 200 }, '/h': null });
    expect(rules.map(({ cacheTtl }) => cacheTtl)).toEqual([60, 5, 60, undefined, undefined, undefined]);
  });

  test('of a chain has to be the same, or the chain is not shortened', () => {
    const codes = (rules: object): string[] => compileRules(rulesOf(rules)).problems.map(({ code, severity }) => `${severity} ${code}`);
    expect(codes({ '/a': { to: '/b', cacheTtl: 9 }, '/b': { to: '/c', cacheTtl: 9 } })).toEqual(['note EDGE_REDIRECT_CHAIN']);
    expect(codes({ '/a': { to: '/b', cacheTtl: 9 }, '/b': { to: '/c', cacheTtl: 5 } })).toEqual(['warning EDGE_REDIRECT_CHAIN']);
    expect(codes({ '/a': '/b', '/b': { to: '/c', cacheTtl: 5 } })).toEqual(['warning EDGE_REDIRECT_CHAIN']);
  });

  test('makes two rules different', () => {
    const rules = rulesOf([{ from: '/a', to: '/b', cacheTtl: 5 }, { from: '/a', to: '/b' }]);
    expect(compileRules(rules).problems).toMatchObject([{ code: 'EDGE_REDIRECT_CONFLICT', message: expect.stringContaining('to "/b" (cacheTtl 5) on line 1') as string }]);
  });
});

describe('503', () => {
  test.each<[object, string]>([
    [{}, '(cached for 0 s)'],
    [{ retryAfter: 600 }, '(cached for 0 s, Retry-After: 600)'],
    [{ retryAfter: 0 }, '(cached for 0 s, Retry-After: 0)'],
    [{ end: '2036-01-01T00:00Z' }, `(cached for 0 s, Retry-After: ${END})`],
    [{ end: '2035-12-31', retryAfter: 5, cacheTtl: 30 }, '(cached for 30 s, Retry-After: 5)'],
  ])('tells when to come back: %j', (more, text) => {
    expect(timing({ statusCode: 503, ...more })).toBe(text);
  });

  test('has no target', () => {
    expect(answer({ '/*': { statusCode: 503 } }, '/a/b')).toEqual({ status: 503, rule: 0, timing: { ttl: 0, after: '' } });
    expect(faults({ statusCode: 503, to: '/b' })).toMatchObject([expect.stringContaining('EDGE_REDIRECT_TARGET')]);
  });

  test.each([[{ to: '/b' }, 'has 301'], [{ statusCode: 410 }, 'has 410'], [{ to: null }, 'is left to the site']])(
    'is the only status with retryAfter: %j', (rule, what) => {
      expect(faults({ ...rule, retryAfter: 5 })).toEqual([
        `EDGE_REDIRECT_SECONDS "retryAfter" is for status 503, and "/a" ${what}; remove it, or set the status to 503`,
      ]);
    });

  test('for the whole site is not reported', () => {
    for (const more of [{}, { end: '2036-01-01' }]) {
      const { problems } = compileRules(rulesOf({ '/*': { statusCode: 503, ...more } }), { event: 'viewer-request' });
      expect(problems).toEqual([]);
    }
  });

  test('is a dead end, like 410', () => {
    expect(compileRules(rulesOf({ '/a': '/b', '/b': { statusCode: 503 } })).problems).toMatchObject([{ code: 'EDGE_REDIRECT_DEAD_END' }]);
  });
});

describe('dates that are to come', () => {
  const seen = (rules: object, now: number, headers = {}): number[] => {
    const times: number[] = [];
    const all: Record<string, string> = headers;
    matcherOf(rules).match({ method: 'GET', path: '/a', query: '', header: (name) => all[name], now, until: (time) => times.push(time) });
    return [...new Set(times)].sort((a, b) => a - b);
  };

  test('are known: the end of the rule that applies, and the start of another one', () => {
    const rules = [{ from: '/a', to: '/b', start: '2035-01-01', end: '2036-01-01T00:00Z' }, { from: '/a', to: '/c' }];
    expect(seen(rules, Date.UTC(2034, 0, 1))).toEqual([Date.UTC(2035, 0, 1)]);
    expect(seen(rules, Date.UTC(2035, 5, 1))).toEqual([end]);
    expect(seen(rules, end)).toEqual([]);
  });

  test('are known among many', () => {
    const rules = Array.from({ length: 100 }, (_, i) => ({ from: '/a', to: `/t${i}`, start: new Date(1000 * i).toISOString(), end: new Date(1000 * (i + 1)).toISOString() }));
    for (const i of [0, 1, 17, 50, 98]) expect(seen(rules, 1000 * i + 1)[0]).toBe(1000 * (i + 1));
  });
});

describe('written and read again', () => {
  const rules = rulesOf({ '/a': { to: '/b', cacheTtl: 60 }, '/c': { statusCode: 503, retryAfter: 5 }, '/d': { statusCode: 503, cacheTtl: 0, end: '2036-01-01T00:00Z' } });
  const times = rules.map(({ cacheTtl, retryAfter }) => ({ cacheTtl, retryAfter }));

  test.each([['json', writeJson], ['csv', writeCsv]] as const)('as %s', (format, write) => {
    expect(rulesOf(write(rules), format).map(({ cacheTtl, retryAfter }) => ({ cacheTtl, retryAfter }))).toEqual(times);
  });

  test('as lines, which have no words for it', () => {
    expect(() => writeNetlify([rules[0]])).toThrow('cacheTtl cannot be expressed');
    expect(() => writeNetlify([rules[1]])).toThrow('retryAfter cannot be expressed');
    expect(() => writeCloudflare([rules[0]])).toThrow('cacheTtl cannot be expressed');
    expect(() => writeCloudflare([rules[1]])).toThrow('status 503 cannot be expressed');
    expect(writeNetlify(rulesOf({ '/c': { statusCode: 503 } }))).toBe('/c /503.html 503\n');
  });

  test('in columns of a table', () => {
    expect(writeCsv(rules)).toBe('from,to,statusCode,end,cacheTtl,retryAfter\n/a,/b,301,,60,\n/c,,503,,,5\n/d,,503,2036-01-01T00:00Z,0,\n');
    const bad = parseRules('from,to,cacheTtl\n/a,/b,soon\n', { format: 'csv' }).problems;
    expect(bad).toMatchObject([{ code: 'EDGE_REDIRECT_FIELD', line: 2, column: 7 }]);
  });
});
