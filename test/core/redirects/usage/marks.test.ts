import { composeCloudFrontFunction } from '../../../../src/attach/slots/function-code';
import { redirectFunctionFile } from '../../../../src/attach/slots/redirect-function';
import { redirectStoreFile, redirectStoreParts } from '../../../../src/attach/slots/redirect-store';
import { compileRules, type CompiledRules } from '../../../../src/core/redirects/compile';
import { functionSite } from '../../../../src/core/redirects/function/site';
import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import { storeEntries } from '../../../../src/core/redirects/store/entries';
import { markIn, RuleMarks } from '../../../../src/core/redirects/usage/marks';
import { RuleLines, type LoggedRule } from '../../../../src/core/redirects/usage/rule-lines';
import { loadCloudFrontFunction } from '../../../../src/preview/edge/load-cloudfront-function';
import { builtFunction } from '../../../support/bundles';
import { edgeEvent } from '../../../support/events';
import { viewerEvent } from '../../../support/redirect-function';

/** Rules of all kinds, in an order in which those of the tables do not follow each other. */
const RULES = [
  { from: '/z', to: '/1' },
  { from: '/b/*', to: '/c/:splat' },
  { from: '/a', to: '/2', statusCode: 302 },
  { from: '/y', to: '/3' },
  { from: '/gone', statusCode: 410 },
  { from: '/plan', to: '/pro', when: { header: { 'x-plan': 'pro' } } },
  { from: '/plan', to: '/free' },
  { from: '/same/1', to: '/one' },
  { from: '/same/2', to: '/one' },
  { from: '/app', to: '/index.html', statusCode: 200 },
  { from: '/:lang/shop', to: '/shop/:lang' },
  { from: 'https://old.example.com/*', to: 'https://www.example.com/:splat' },
  { from: '/caf%C3%A9', to: '/coffee' },
  { from: '/b/own', to: null },
];
type Asked = readonly [path: string, headers: Readonly<Record<string, string>>, rule: number | undefined];
const REQUESTS: readonly Asked[] = [
  ['/z', {}, 0], ['/z/', {}, 0], ['/b/x/y', {}, 1], ['/a', {}, 2], ['/y', {}, 3], ['/gone', {}, 4], ['/plan', { 'x-plan': 'pro' }, 5],
  ['/plan', {}, 6], ['/same/1', {}, 7], ['/same/2/', {}, 8], ['/app', {}, 9], ['/de/shop', {}, 10], ['/x', { host: 'old.example.com' }, 11],
  ['/caf%c3%a9', {}, 12], ['/b/own', {}, undefined], ['/none', {}, undefined],
];

function compiled(rules: readonly object[] = RULES): Required<CompiledRules> {
  const { rules: parsed, problems } = parseRules(JSON.stringify(rules), { format: 'json' });
  const list = compileRules(parsed);
  if (list.program === undefined) throw new Error(JSON.stringify([...problems, ...list.problems]));
  return list as Required<CompiledRules>;
}

/** What a CloudFront Function gives to `cf.logCustomData` for a request. */
async function loggedBy(
  step: object, keyValues: Readonly<Record<string, string>>, path: string, headers: Readonly<Record<string, string>>,
): Promise<string[]> {
  const code = composeCloudFrontFunction([{ part: 'redirect', config: { name: 'redirect', pass: true }, logs: true, ...step }])
    .replace(/const edgeCloudFront = \w+;/, 'const log$ = [], edgeCloudFront = { logCustomData: function (text) { log$.push(text); } };')
    .replace(/(async )?function handler\(event\) \{(.*)\}\n$/, '$1function inner$$(event) {$2}\n')
    + 'async function handler(event) { await inner$(event); return log$; }\n';
  const run = loadCloudFrontFunction({ host: 'cloudfront-function', code, keyValues }, () => undefined);
  const { host = 'www.example.com', ...more } = headers;
  const event = viewerEvent({ path, query: 'a=1', now: 0, host, headers: more });
  return await run(JSON.stringify(event), {}, 0) as unknown as string[];
}

const list = compiled();
const marks = new RuleMarks(list);
const site = functionSite({ ttl: 300, rootObject: '', errorPages: [] }, list);

describe.each(REQUESTS)('a request for %s with %j', (path, headers, rule) => {
  const found = (texts: readonly string[]) => texts.map((text) => marks.ruleOf(markIn(text)!, path));
  const expected = rule === undefined ? [] : [rule];

  test('is of the rule that the program finds', () => {
    const { host = 'www.example.com' } = headers;
    const decision = openProgram(list.program).match({ path, query: '', host, method: 'GET', header: (name: string) => headers[name], now: 0 });
    expect(decision?.rule).toBe(rule);
  });

  test('is logged by a CloudFront Function with the rules in its code', async () => {
    const step = { code: redirectFunctionFile(list, site, true) };
    expect(found(await loggedBy(step, {}, path, headers))).toEqual(expected);
  });

  test('is logged by a CloudFront Function with the rules in a store', async () => {
    const { entries, problems } = storeEntries(list);
    expect(problems).toEqual([]);
    const step = {
      code: redirectStoreFile('', site), shared: redirectStoreParts(site, undefined, true), varies: true, keyValueStore: 'arn',
    };
    expect(found(await loggedBy(step, Object.fromEntries(entries), path, headers))).toEqual(expected);
  });

  test('is logged by Lambda@Edge, in one line', async () => {
    const lines: string[] = [];
    const config = { cacheControl: 'max-age=300', logRules: true };
    const handler = builtFunction([{ part: 'redirect', config, data: list.program }], (line) => lines.push(line), { Date });
    await handler(edgeEvent('viewer-request', { uri: path, headers: { Host: 'www.example.com', ...headers } }));
    const logged: LoggedRule[] = [];
    const reader = new RuleLines((one) => logged.push(one));
    reader.push(Buffer.from(lines.join('\n')));
    reader.end();
    expect(logged.map((one) => marks.ruleOf(String(one.rule), one.path))).toEqual(expected);
    expect(lines).toHaveLength(expected.length);
  });
});

test('without "logRules" a function has no code for it', () => {
  expect(redirectFunctionFile(list, site)).not.toMatch(/logCustomData|log:/);
  expect(redirectStoreParts(site)).not.toContain('redirect-log-stored');
});

test('a rule of another version of the list, or of another list, is not found', () => {
  const shorter = new RuleMarks(compiled(RULES.slice(2)));
  expect(shorter.ruleOf('0', '/z')).toBeUndefined();
  expect(shorter.ruleOf('13', '/b/own')).toBeUndefined();
  expect(shorter.ruleOf('hzzz', '/a')).toBeUndefined();
});

test.each([['rule=12', '12'], ['rule%3D12', '12'], ['rule=h-1x', 'h-1x'], ['-', undefined], [undefined, undefined], ['user=7', undefined], ['rule=12;x', undefined]])(
  'the mark in %s is %s', (text, mark) => {
    expect(markIn(text)).toBe(mark);
  });
