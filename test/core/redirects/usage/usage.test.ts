import { LogReader } from '../../../../src/core/access-logs/reader';
import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import { unseenReads } from '../../../../src/core/redirects/usage/unseen';
import { Usage } from '../../../../src/core/redirects/usage/usage';
import { legacy } from '../../access-logs/support';

const RULES = [
  { from: '/old', to: '/new' },
  { from: '/café', to: '/coffee', statusCode: 302 },
  { from: '/find?q=a%20b', to: '/found' },
  { from: 'https://old.example.com/*', to: 'https://www.example.com/:splat' },
  { from: '/gone', statusCode: 410 },
  { from: '/app', to: '/index.html', statusCode: 200 },
  { from: '/de', to: '/deutsch', when: { country: 'DE' } },
  { from: '/mail', to: '/m', when: { header: { 'user-agent': { contains: 'Thunder bird' } } } },
  { from: '/plan', to: '/p', when: { header: { 'x-plan': 'pro' } } },
  { from: '/sale', to: '/winter', end: '2026-11-28T10:00:00Z' },
];

function usageOf(...lines: string[]): Usage {
  const { rules, problems } = parseRules(JSON.stringify(RULES), { format: 'json' });
  const { program } = compileRules(rules);
  if (program === undefined) throw new Error(JSON.stringify(problems));
  const usage = new Usage(rules.length, openProgram(program));
  const reader = new LogReader((record) => usage.add(record), true);
  reader.push(new TextEncoder().encode(lines.join('\n')));
  expect(reader.end()).toEqual([]);
  return usage;
}

/** The numbers of rules that were hit. */
const hits = (usage: Usage): number[] => usage.rules.flatMap(({ hits: n }, i) => Array.from({ length: n }, () => i));
const line = (stem: string, status: number, more: Readonly<Record<string, string>> = {}): string => (
  legacy({ 'cs-uri-stem': stem, 'sc-status': String(status), ...more }));

test.each<[string, string, number[]]>([
  ['an exact path', line('/old', 301), [0]],
  ['an exact path with a slash', line('/old/', 301), [0]],
  ['a status of something else', line('/old', 302), []],
  ['a path that the site answers', line('/old', 200), []],
  ['escapes that the log has escaped', line('/caf%25C3%25A9', 302), [1]],
  ['escapes as they were sent', line('/caf%C3%A9', 302), [1]],
  ['a query', line('/find', 301, { 'cs-uri-query': 'x=1&q=a%2520b' }), [2]],
  ['another query', line('/find', 301, { 'cs-uri-query': 'q=c' }), []],
  ['a host', line('/x', 301, { 'x-host-header': 'old.example.com' }), [3]],
  ['a status of a rule', line('/gone', 410), [4]],
  ['a rewrite', line('/app', 200), [5]],
  ['a rewrite that the origin had not', line('/app', 404), []],
  ['a header of the viewer', line('/mail', 301, { 'cs(User-Agent)': 'Thunder%20bird/1' }), [7]],
  ['another header', line('/mail', 301, { 'cs(User-Agent)': 'curl' }), []],
  ['a rule that had ended', line('/sale', 301), []],
  ['a rule before its end', line('/sale', 301, { time: '09:59:59' }), [9]],
])('%s', (_, text, expected) => expect(hits(usageOf(text))).toEqual(expected));

test('a country, if the log has it', () => {
  const json = (country: string): string => JSON.stringify({ 'sc-status': '301', 'cs-uri-stem': '/de', 'c-country': country });
  expect(hits(usageOf(json('DE'), json('FR')))).toEqual([6]);
});

test('a real-time log, with its query in the stem', () => {
  const json = JSON.stringify({
    'timestamp': 1795860672.5,
    'sc-status': 301,
    'cs-uri-stem': '/old?a=1',
    'cs-host': 'old.example.com',
    'x-host-header': 'd111111abcdef8.cloudfront.net',
  });
  const usage = usageOf(json);
  expect(hits(usage)).toEqual([3]);
  expect(usage.first).toBe('2026-11-28T10:11:12Z');
});

test('times, days, redirects of others, pages and paths without one', () => {
  const usage = usageOf(
    line('/old', 301, { date: '2026-11-27' }), line('/old', 301), line('/old', 301, { time: '09:00:00' }),
    line('/other', 301), line('/page', 200), line('/nowhere', 404), line('/nowhere', 404), line('/nowhere2', 404),
  );
  expect(usage.rules[0]).toEqual({ hits: 3, last: '2026-11-28T10:11:12Z' });
  expect(usage).toMatchObject({
    requests: 8, otherRedirects: 1, first: '2026-11-27T10:11:12Z', last: '2026-11-28T10:11:12Z',
  });
  expect([...usage.days]).toEqual([['2026-11-27', 1], ['2026-11-28', 2]]);
  expect(usage.missing.top(5)).toEqual([['/nowhere', 2], ['/nowhere2', 1]]);
  expect(usage.pages.top(5)).toEqual([['/page', 1]]);
});

test('what rules read that no log has', () => {
  const { rules } = parseRules(JSON.stringify([
    ...RULES, { from: '/s', to: '/t', when: { language: 'de', cookie: { a: true }, header: { 'x-a': true } } },
  ]), { format: 'json' });
  const { findings, rules: compiled } = compileRules(rules);
  const unseen = compiled.map((rule, i) => unseenReads(rule, findings[i])).map((reads, i) => [i, ...reads]);
  expect(unseen.filter(({ length }) => length > 1)).toEqual([[8, 'header:x-plan'], [10, 'header:x-a', 'language']]);
});
