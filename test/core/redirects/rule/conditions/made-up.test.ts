import './made-up-list';
import { conditionsText } from '../../../../../src/cli/redirects/conditions';
import { example } from '../../../../../src/cli/redirects/example';
import { RedirectEventType } from '../../../../../src/constructs/redirects/redirect-event-type';
import { eventProblems } from '../../../../../src/core/redirects/checks/event-rules';
import { compileRules } from '../../../../../src/core/redirects/compile';
import { changesOf } from '../../../../../src/core/redirects/diff/changes';
import { writeCsv } from '../../../../../src/core/redirects/formats/csv/write';
import { writeJson } from '../../../../../src/core/redirects/formats/json/write';
import { writeNetlify } from '../../../../../src/core/redirects/formats/lines/write-netlify';
import { ownWitnesses, witnessesOfBoth } from '../../../../../src/core/redirects/overlap/witnesses';
import { parseRules } from '../../../../../src/core/redirects/parse';
import { partsRead } from '../../../../../src/core/redirects/parts-read';
import { matcherOf, request, rulesOf } from '../../support';

const HEADER = 'cloudfront-viewer-http-version';
const rule = (httpVersion: unknown, to = '/new', from = '/old'): object => ({ from, to, when: { httpVersion } });
const codes = (list: readonly object[]): string[] => compileRules(rulesOf(list)).problems.map(({ code }) => code);
const over = (version?: string) => request('/old', { headers: version === undefined ? {} : { [HEADER]: version } });

describe('a condition that is one file and one line in the list', () => {
  test('is read from JSON and CSV, and a wrong value is reported', () => {
    expect(rulesOf([rule(['2.0', '3.0'])])[0].when).toEqual({ httpVersions: ['2.0', '3.0'] });
    expect(rulesOf('from,to,HTTP Version\n/old,/new,2.0 3.0\n', 'csv')[0].when).toEqual({
      httpVersions: ['2.0', '3.0'],
    });
    const messages = [
      rule('h3'),
      { from: '/a', to: '/b', when: { httpversion: '3.0' } },
      { from: '/a', to: '/b', when: { zzzzzzzz: 1 } },
    ].map((wrong) => parseRules(JSON.stringify([wrong]), { format: 'json' }).problems[0].message);
    expect(messages).toEqual([
      'the condition "httpVersion" must be a version such as "3.0", or a list of them; got "h3"',
      'the condition "httpversion" is unknown; did you mean "httpVersion"?',
      'the condition "zzzzzzzz" is unknown; there are method, country, language, originStatus, cookie, header, httpVersion',
    ]);
  });

  test('is written in the formats that can express it', () => {
    const rules = rulesOf([rule('3.0')]);
    expect(JSON.parse(writeJson(rules))).toEqual({ '/old': { to: '/new', when: { httpVersion: '3.0' } } });
    expect(writeCsv(rules)).toBe('from,to,statusCode,httpVersion\n/old,/new,301,3.0\n');
    expect(() => writeNetlify(rules)).toThrow(
      'a condition on the method, a header, the status of the origin or the HTTP version cannot be expressed in a _redirects file',
    );
    expect(conditionsText(rules[0])).toBe('HTTP version 3.0');
  });

  test('is tested at the edge, before rules without it', () => {
    const matcher = matcherOf([{ from: '/old', to: '/any' }, rule(['2.0', '3.0'])]);
    expect(['3.0', '2.0', '1.1', undefined].map((version) => matcher.match(over(version))?.location)).toEqual([
      '/new',
      '/new',
      '/any',
      '/any',
    ]);
  });

  test('separates a long list of rules for one path', () => {
    const matcher = matcherOf([
      ...Array.from({ length: 20 }, (_, i) => ({ ...rule('1.0', `/${i}`), start: `20${i + 30}-01-01` })),
      rule('3.0'),
    ]);
    expect(matcher.match(over('3.0'))?.location).toBe('/new');
  });

  test('is compared: equal, weaker and other rules', () => {
    expect(codes([rule('3.0'), rule('3.0', '/other')])).toEqual(['EDGE_REDIRECT_CONFLICT']);
    expect(codes([rule(['2.0', '3.0']), rule('3.0', '/other')])).toEqual(['EDGE_REDIRECT_UNREACHABLE']);
    expect(codes([rule('3.0'), rule(['2.0', '3.0'], '/other')])).toEqual([]);
  });

  test('is satisfied and failed by the search for loops', () => {
    expect(codes([rule('3.0', '/b', '/a'), rule('3.0', '/a', '/b')])).toEqual(['EDGE_REDIRECT_LOOP']);
    expect(codes([rule('3.0', '/b', '/a'), rule('2.0', '/a', '/b')])).toEqual([]);
    // Only a request that fails it reaches the rule without a condition.
    const { problems } = compileRules(
      rulesOf([{ from: '/a', to: '/b' }, { from: '/b', to: '/a' }, rule('3.0', 'https://to.test/', '/b')]),
    );
    expect(problems.map(({ code }) => code)).toEqual(['EDGE_REDIRECT_LOOP']);
  });

  test('is part of the cache key, and unseen on an event', () => {
    const rules = rulesOf([rule('3.0')]);
    expect(partsRead(compileRules(rules))).toContainEqual({ kind: 'header', name: HEADER, line: 1 });
    expect(eventProblems(rules, RedirectEventType.VIEWER_REQUEST).map(({ code }) => code)).toEqual([
      'EDGE_REDIRECT_HTTP_VERSION_EARLY',
    ]);
    expect(eventProblems(rules, RedirectEventType.ORIGIN_REQUEST)).toEqual([]);
  });

  test('is satisfied by samples of one rule and of two', () => {
    const [a, b, c] = rulesOf([rule(['2.0', '3.0'], '/a', '/*'), rule('3.0', '/b', '/old'), rule('1.0', '/c', '/old')]);
    const [own] = ownWitnesses(a, '', 0);
    expect(example(own, 0).options).toEqual(['--header', `${HEADER}: 2.0`]);
    expect([...witnessesOfBoth(a, b, '', 0)].map(({ request: { header } }) => header(HEADER))).toEqual(['3.0']);
    expect([...witnessesOfBoth(a, c, '', 0)]).toEqual([]);
  });

  test('is reported by diff where rules have changed their order', () => {
    const list = (rules: readonly object[]) => ({ ...compileRules(rulesOf(rules)), format: 'json' as const });
    const both = [rule(['2.0', '3.0'], '/a'), rule(['1.0', '3.0'], '/b')];
    const { differences } = changesOf(list(both), list([...both].reverse()), 0);
    expect(differences.map((one) => example(one, 0).options)).toEqual([['--header', `${HEADER}: 3.0`]]);
  });
});
