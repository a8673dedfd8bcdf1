import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import { isKeyOf } from '../../../../src/core/redirects/store/keys';
import { utf8Bytes } from '../../../../src/core/redirects/store/limits';
import { storeEntries } from '../../../../src/core/redirects/store/entries';
import type { TimedRequest } from '../../../support/redirect-function';
import { engine, type RuleList } from '../../../support/redirect-function';
import { entriesOf, loadedStore, storeStep } from '../../../support/redirect-store';

const get = (path: string, more: Partial<TimedRequest> = {}): TimedRequest => (
  { path, query: '', host: 'www.example.com', now: 0, headers: {}, ...more });

function compiled(rules: object): RuleList {
  const list = compileRules(parseRules(JSON.stringify(rules), { format: 'json' }).rules);
  expect(list.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return list;
}

function numbered(count: number, rule: (i: number) => [string, unknown]): object {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => rule(i)));
}

const long = 'x'.repeat(300);

/** Lists, and requests with the number of reads that they take. */
const LISTS: [string, object, [string | TimedRequest, number][]][] = [
  ['whole paths', numbered(1000, (i) => [`/old/${i}`, `/new/${i}`]), [['/old/7', 1], ['/old/7/', 1], ['/none', 2]]],
  ['patterns by their first segment', numbered(1000, (i) => [`/s${i}/:a/*`, `/t${i}/:a/:splat`]),
    [['/s7/x/y/z', 3], ['/s7/', 3], ['/none', 3], ['/', 2]]],
  ['patterns by their last segment', numbered(1000, (i) => [`/*/f${i}.html`, `/t${i}/:splat`]), [['/a/b/f9.html', 3]]],
  ['patterns by two segments', numbered(1600, (i) => [`/a${i % 40}/b${Math.floor(i / 40)}/*`, `/t${i}/:splat`]),
    [['/a3/b7/x', 3], ['/a3/none', 4], ['/a39/b39', 4]]],
  ['hosts', numbered(500, (i) => [`https://h${i}.example.com/*`, `https://www.example.com/${i}/:splat`]),
    [[get('/a', { host: 'h77.example.com:443' }), 3], ['/a', 3]]],
  ['many hosts for one path', numbered(500, (i) => [`https://h${i}.example.com/`, `https://www.example.com/${i}/`]),
    [[get('/', { host: 'h77.example.com' }), 3], ['/', 3]]],
  ['a rule for everything above all', { 'https://old.example.com/*': 'https://www.example.com/:splat', ...numbered(50, (i) => [`/a/${i}`, `/b/${i}`]) },
    [['/a/3', 1], [get('/a/3', { host: 'old.example.com' }), 1], ['/none', 2]]],
  ['many rules for one path', { rules: numbered(0, () => ['', '']), ...numbered(40, (i) => [`/p?id=${i}`, `/product/number-${i}/`]) },
    [[get('/p', { query: 'id=3' }), 1], [get('/p', { query: 'id=39' }), 3], [get('/p', { query: 'id=none' }), 3]]],
  ['any case', { $defaults: { caseSensitive: false }, ...numbered(50, (i) => [`/A/${i}`, `/b/${i}`]), ...numbered(50, (i) => [`/S${i}/*`, `/t${i}`]) },
    [['/a/3', 1], ['/A/3', 3], ['/s3/x', 3], ['/S3/x', 4]]],
  ['long paths', { [`/${long}/a`]: '/1', [`/${long}/b`]: '/2', [`/${long}/*`]: '/3', '/*': '/4', ...numbered(60, (i) => [`/${long}${i}/*`, '/5']) },
    [[`/${long}/a`, 1], [`/${long}/b`, 1], [`/${long}/c`, 3], [`/${long}7/c`, 3], [`/${long}x`, 3]]],
];

describe.each(LISTS)('a store with %s', (_, rules, requests) => {
  const { rules: unused, ...file } = rules as Record<string, unknown>;
  const list = compiled(file);
  const answer = loadedStore([storeStep('x')], Object.fromEntries(entriesOf(list, 'x')));

  it.each(requests)('%p takes %i reads', async (asked, reads) => {
    const request = typeof asked === 'string' ? get(asked) : asked;
    const { cacheControl, ...got } = await answer(request);
    const { cacheControl: unsaid, ...wanted } = engine(list)(request);
    expect(got).toEqual({ ...wanted, reads, log: [] });
  });

  it('keeps the limits of keys and values', () => {
    for (const [key, value] of entriesOf(list, 'x')) {
      expect([isKeyOf('x', key), isKeyOf('', key)]).toEqual([true, false]);
      expect(utf8Bytes(key)).toBeLessThanOrEqual(512);
      expect(utf8Bytes(value)).toBeLessThanOrEqual(1024);
    }
  });
});

describe('a store that is damaged lets requests pass, and logs a line', () => {
  const rules = { '/a': '/b', '/p/:x': '/q/:x', ...numbered(40, (i) => [`/many?id=${i}`, `/product/number-${i}/`]) };
  const whole = Object.fromEntries(entriesOf(compiled(rules)));
  const damages: [string, Record<string, string>, TimedRequest][] = [
    ['is empty', {}, get('/a')],
    ['is of another version', Object.fromEntries(Object.entries(whole).map(([key, value]) => [key.replace('1', '2'), value])), get('/a')],
    ['has a cut value', { ...whole, '1=/a': '["",[0,301' }, get('/a')],
    ['has another value', { ...whole, '1=/a': 'null' }, get('/a')],
    ['has an unknown status', { ...whole, '1=/a': '999/b' }, get('/a')],
    ['has no text', { ...whole, '1=/a': '' }, get('/a')],
    ['has a cut first node', { ...whole, '1/': '[' }, get('/p/1')],
    ['has an unknown condition', { ...whole, '1=/a': '["",[0,301,0,"/b",[["moon","full"]]]]' }, get('/a')],
    ['has lost a part', Object.fromEntries(Object.entries(whole).filter(([key]) => !key.startsWith('1+'))), get('/many', { query: 'id=39' })],
  ];

  it.each(damages)('if it %s', async (_, store, request) => {
    const { uri, status, log } = await loadedStore([storeStep()], store)(request);
    expect({ uri, status }).toEqual({ uri: request.path, status: undefined });
    expect(log).toEqual([expect.stringContaining('"code":"EDGE_STEP_FAILED"')]);
  });
});

describe('rules that cannot be filed are refused with their line', () => {
  const problems = (rules: object) => storeEntries(compiled(rules)).problems;

  it('a rule of more than a value', () => expect(problems({ '/a': '/b', '/c': `/${'d'.repeat(1100)}` })).toEqual([
    expect.objectContaining({ code: 'EDGE_REDIRECT_STORE_VALUE', line: 1, column: expect.any(Number) })]));

  it('patterns without a text that tells them apart', () => (
    expect(problems(numbered(200, (i) => [`/p/item-${i}-:id`, `/n/${i}`]))).toEqual([
      expect.objectContaining({ code: 'EDGE_REDIRECT_STORE_READS', line: 1 })])));

  it('more than a store holds', () => (
    expect(problems(numbered(8000, (i) => [`/${i}/${'s'.repeat(300)}`, `/${'t'.repeat(600)}`]))).toEqual([
      expect.objectContaining({ code: 'EDGE_REDIRECT_STORE_SIZE', line: 1 })])));

  it('a prefix with a colon', () => expect(() => storeEntries(compiled({ '/a': '/b' }), 'a:b')).toThrow(RangeError));
});

test('a change of one rule changes the entry of its path alone', () => {
  const [before, after] = ['/b', '/c'].map((to) => entriesOf(compiled({
    ...numbered(500, (i) => [`/old/${i}`, `/new/${i}`]), '/a': to, '/p/:x': '/q/:x', '/s/*': '/t',
  })));
  expect([...after].filter(([key, value]) => before.get(key) !== value)).toEqual([['1=/a', '301/c']]);
});
