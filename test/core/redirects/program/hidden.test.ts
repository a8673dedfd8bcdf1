import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import { withoutHidden } from '../../../../src/core/redirects/program/write/hidden';
import { writeProgram } from '../../../../src/core/redirects/program/write/program';
import type { RedirectRule } from '../../../../src/core/redirects/rule/model';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { sourceKeys } from '../../../../src/core/redirects/traits/source-key';

/** The rules of a list for one path that are in the program. */
function kept(text: string, format: RuleFormat): readonly number[] {
  const { rules } = parseRules(text, { format, defaults: { targetHosts: ['*.example.com'] } });
  const ruleAt = (index: number): RedirectRule => rules[index];
  return withoutHidden(ranked(rules), { ruleAt, keyOf: sourceKeys(rules), findingsOf: () => ({}) });
}

test.each<[string, string, number[]]>([
  ['the first of equal ones', '/a /x\n/a /y\n/a /z', [0]],
  ['equal ones of equal conditions', '/a /x 301 Country=at\n/a /y 301 Country=at\n/a /z', [0, 2]],
  ['no condition before one', '/a /x\n/a /y 301 Country=at\n/a id=1 /z', [0]],
  ['one before none', '/a /x 301 Country=at\n/a /y 301 Country=de\n/a /z', [0, 1, 2]],
  ['a query that is captured', '/a id=:id /x/:id\n/a id=:id /y', [0, 1]],
  ['a rule that exempts what is under its target', '/* /x/:splat 301 Country=at\n/* /y/:splat 301 Country=at\n/* /z', [0, 1, 2]],
  ['such a rule behind one without conditions', '/* /x\n/* /y/:splat 301 Country=at', [0]],
])('of lines for one path, those that can apply: %s', (_, text, expected) => {
  expect(kept(text, 'netlify')).toEqual(expected);
});

test.each<[string, object[], number[]]>([
  ['an answer that may climb', [{ from: '/p:x', to: '/t/:x' }, { from: '/p:x', to: '/u' }], [0, 1]],
  ['a capture in the host', [{ from: '/p/:x', to: 'https://:x.example.com/' }, { from: '/p/:x', to: '/u' }], [0, 1]],
  ['a status', [{ from: '/p:x', statusCode: 410 }, { from: '/p:x', to: '/u' }], [0]],
  ['other letters', [{ from: '/P', to: '/t', caseSensitive: false }, { from: '/p', to: '/u' }], [0, 1]],
  ['dates', [{ from: '/p', to: '/t', start: '2026-01-01' }, { from: '/p', to: '/u', end: '2026-01-02' }], [0, 1]],
  ['equal dates', [{ from: '/p', to: '/t', start: '2026-01-01' }, { from: '/p', to: '/u', start: '2026-01-01' }], [0]],
])('of rules for one path, those that can apply: %s', (_, list, expected) => {
  expect(kept(JSON.stringify(list), 'json')).toEqual(expected);
});

test('lines with and without a slash at the end are different, as the path is', () => {
  expect(kept('/a/ /x\n/a /y', 'cloudflare')).toEqual([0, 1]);
  expect(kept('/a/ /x\n/a /y', 'netlify')).toEqual([0]);
});

test('a list of which a thousand lines are equal is as short as with two', () => {
  const program = (text: string): Uint8Array => {
    const { rules } = parseRules(text, { format: 'netlify' });
    return writeProgram(rules, ranked(rules), []);
  };
  const [one, many] = [program('/a/:x /x\n/a/:x /x'), program('/a/:x /x\n'.repeat(1000))];
  expect(many).toHaveLength(one.length);
  const request = { method: 'GET', path: '/a/b', query: '', now: 0, header: () => undefined };
  expect(openProgram(many).match(request)).toEqual(openProgram(one).match(request));
});
