import { compileRules } from '../../../../src/core/redirects/compile';
import { readCsv } from '../../../../src/core/redirects/formats/csv/tokens';
import { readJson } from '../../../../src/core/redirects/formats/json/tokens';
import { PatternTree } from '../../../../src/core/redirects/overlap/pattern-tree';
import { parseRules } from '../../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { exactPath } from '../../../../src/core/redirects/traits/texts';
import { rulesOf } from '../support';

const faults = (text: string, format: RuleFormat): [string, number?][] =>
  parseRules(text, { format }).problems.map(({ code, line }) => [code, line]);

/** What keeps a list of a million rules small: work and memory that nearly all of its rules do not need. */
describe('rules of a list share', () => {
  const [one, two, wild] = rulesOf('{"/old/a": "/new/a", "/old/b": "/new/b", "/x/:y": "/new/:y"}');

  test('their folders', () => {
    expect(one.source.segments[0]).toBe(two.source.segments[0]);
    expect(one.source.segments[1]).not.toBe(two.source.segments[1]);
  });

  test('that they have no query, captures or conditions', () => {
    expect(one.source.query).toBe(two.source.query);
    expect(one.source.query).toBe(wild.source.query);
    expect(one.source.captures).toBe(two.source.captures);
    const [first, second] = rulesOf('/a /b\n/c /d', 'netlify');
    expect(first.when).toBe(second.when);
  });

  test('but not what differs', () => {
    const [query, conditional] = rulesOf('/a?x=1 /b\n/a /b 302 Country=de', 'netlify');
    expect(query.source.query).toEqual([{ name: 'x', is: 'equal', value: '1' }]);
    expect(conditional.when).toEqual({ countries: ['DE'] });
    expect(one.source.query).toEqual([]);
    expect(wild.source.captures).toEqual(['y']);
  });
});

describe('the path of a source without wildcards', () => {
  test.each([
    ['/a/b', '/a/b'], ['/a/b/', '/a/b'], ['/', ''], ['/a?x=1', '/a'], ['https://a.test/b', '/b'], ['/é', '/%C3%A9'],
    ['/a%62', '/ab'], ['/Ab', '/Ab'],
  ])('%s', (from, path) => {
    const [rule] = rulesOf(JSON.stringify({ [from]: '/to' }));
    expect(exactPath(rule)).toBe(path);
  });
});

describe('entries of a file are read one at a time', () => {
  test('rows whenever they are iterated', () => {
    const { rows } = readCsv('from,to\n/a,/b\n\n/c,/d');
    const texts = (): string[] => [...rows].map(({ cells }) => cells.map(({ value }) => value).join());
    expect(texts()).toEqual(['from,to', '/a,/b', '/c,/d']);
    expect(texts()).toEqual(texts());
  });

  test('a fault in the last row is the only problem, whatever is wrong above it', () => {
    expect(faults('from,to\nno-slash,/b\n/c,"/d', 'csv')).toEqual([['EDGE_REDIRECT_SYNTAX', 3]]);
    expect(faults('from,foo\n/a,/b\n/c,"/d', 'csv')).toEqual([['EDGE_REDIRECT_SYNTAX', 3]]);
  });

  test.each([
    ['[{"from": "no-slash", "to": "/b"}, {"from" "/c"}]', 'array'],
    ['{"rules": [{"from": "no-slash", "to": "/b"}, {"from" "/c"}]}', 'envelope'],
    ['{"no-slash": {"to": "/b"}, "/c": {"to" "/d"}}', 'map'],
  ])('%s', (text) => {
    expect(faults(text, 'json')).toEqual([['EDGE_REDIRECT_SYNTAX', 1]]);
  });

  test('a rule as deep as a file may be is read again', () => {
    const deep = (levels: number): string => '[{"x":'.repeat(levels / 2) + '1' + '}]'.repeat(levels / 2);
    const document = readJson(deep(100));
    let [levels, value] = [0, document];
    while (value.type === 'array' || value.type === 'object') {
      value = value.type === 'array' ? value.items[0] : value.members[0].value;
      levels++;
    }
    expect(levels).toBe(100);
    expect(() => readJson(deep(102))).toThrow('nested deeper than 100 levels');
  });
});

describe('the tree of all sources is built', () => {
  const adds = (text: string): number => {
    const add = jest.spyOn(PatternTree.prototype, 'add');
    try {
      compileRules(rulesOf(text));
      return add.mock.calls.length;
    } finally {
      add.mockRestore();
    }
  };

  test('not for targets in folders without rules', () => {
    expect(adds('{"/old/*": "/new/:splat", "/a": "/b", "/": "/home"}')).toBe(0);
  });

  test.each([
    ['{"/old/*": "/new/:splat", "/new/a": "/b"}', 'a rule in the folder'],
    ['{"/old/*": "/new/:splat", "/New/a": {"to": "/b", "caseSensitive": false}}', 'in another case'],
    ['{"/old/*": "/new/:splat", "/:any/a": "/b"}', 'a rule for any folder'],
    ['{"/old/*": "/new/:splat", "/n:any/a": "/b"}', 'a rule for some folders'],
    ['{"/old/:a": "/:a/x", "/b": "/c"}', 'a target in any folder'],
  ])('%s', (text) => {
    expect(adds(text)).toBeGreaterThan(0);
  });
});
