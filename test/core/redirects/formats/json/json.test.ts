import { parseRules } from '../../../../../src/core/redirects/parse';
import { rulesOf, sends } from '../../support';
import { parseProblems } from '../../support-problems';

describe('shapes', () => {
  test('a map, with the target alone or in an object', () => {
    const rules = rulesOf(
      '{\n  "/a": "/b",\n  "/c": { "to": "/d", "statusCode": 308, "note": "why", "owner": "who" }\n}',
    );
    expect(rules).toMatchObject([
      { from: '/a', to: '/b', status: 301, line: 2, column: 3 },
      { from: '/c', to: '/d', status: 308, note: 'why', owner: 'who', line: 3, column: 3 },
    ]);
  });

  test('an array, for a source that occurs twice', () => {
    const rules = [{ from: '/a', to: '/de', when: { country: 'DE' } }, { from: '/a', to: '/b' }];
    expect(sends(rules, '/a', { country: 'DE' })).toBe('301 /de');
    expect(sends(rules, '/a', { country: 'FR' })).toBe('301 /b');
  });

  test('an envelope with defaults and a schema', () => {
    const file = {
      $schema: './redirects.schema.json',
      $defaults: { statusCode: 302, query: 'drop', caseSensitive: false },
      rules: [{ from: '/a', to: '/b' }],
    };
    expect(sends(file, '/A?x=1')).toBe('302 /b');
  });

  test('defaults in a map', () => {
    expect(sends({ '$defaults': { statusCode: 307 }, '/a': '/b' }, '/a')).toBe('307 /b');
  });

  test('a map in which a path is called rules', () => {
    expect(sends({ '/rules': '/b' }, '/rules')).toBe('301 /b');
  });

  test('equal keys are both read', () => {
    expect(rulesOf('{"/a": "/b", "/a": "/b"}')).toHaveLength(2);
  });

  test('__proto__ and constructor are paths like others', () => {
    expect(sends('{"/__proto__": "/b", "/constructor": "/c"}', '/__proto__')).toBe('301 /b');
    expect(parseProblems('{"__proto__": "/b"}')).toEqual([
      '1:2 EDGE_REDIRECT_SOURCE "__proto__" must begin with a slash or with https://; did you mean "/__proto__"?',
    ]);
    expect(parseProblems('[{"from": "/a", "to": "/b", "__proto__": 1}]')[0]).toContain('"__proto__" is unknown');
  });

  test('a byte order mark and CRLF do not change positions', () => {
    expect(rulesOf('\ufeff{\r\n"/a": "/b",\r\n"/c": "/d"}').map(({ line }) => line)).toEqual([2, 3]);
  });

  test('an empty object has no rules', () => {
    expect(rulesOf('{}')).toEqual([]);
  });
});

describe('is reported', () => {
  test.each<[string, string]>([
    ['', '1:1 EDGE_REDIRECT_SYNTAX the file is empty; write {} for no rules'],
    ['{"/a": "/b",}', '1:13 EDGE_REDIRECT_SYNTAX the comma before this place is one too many: the last entry has none'],
    ['[{"from": "/a", "to": "/b"},]', '1:29 EDGE_REDIRECT_SYNTAX the comma before this place is one too many: the last entry has none'],
    ['{"/a": "/b"\n "/c": "/d"}', '2:2 EDGE_REDIRECT_SYNTAX a comma or } must stand here'],
    ['{"/a": "/b"', '1:12 EDGE_REDIRECT_SYNTAX the file ends before its }'],
    ["{'/a': '/b'}", '1:2 EDGE_REDIRECT_SYNTAX text must stand in double quotes, not single ones'],
    ["{\"/a\": '/b'}", '1:8 EDGE_REDIRECT_SYNTAX text must stand in double quotes, not single ones'],
    ['{"/a" "/b"}', '1:7 EDGE_REDIRECT_SYNTAX a colon must follow the key'],
    ['{"/a": /b}', '1:8 EDGE_REDIRECT_SYNTAX unexpected "/"'],
    ['{"/a": undefined}', '1:8 EDGE_REDIRECT_SYNTAX undefined is not JSON; text must stand in double quotes'],
    ['{"/a": "/b', '1:8 EDGE_REDIRECT_SYNTAX the text that begins here is not closed; a double quote is missing'],
    ['{"/a": "\\x"}', '1:9 EDGE_REDIRECT_SYNTAX a backslash must be doubled'],
    ['{} {}', '1:4 EDGE_REDIRECT_SYNTAX there is more text after the end of the JSON value'],
    ['{ // comment\n}', '1:3 EDGE_REDIRECT_SYNTAX JSON has no comments; use the "note" of a rule'],
    ['"/a"', '1:1 EDGE_REDIRECT_SYNTAX the file must hold an object like {"/old": "/new"} or an array of rules'],
    ['{"/a": 1}', '1:8 EDGE_REDIRECT_FIELD "/a" must have a text or an object like {"to": "/new"}; got 1'],
    ['[1]', '1:2 EDGE_REDIRECT_FIELD a rule must be an object like {"from": "/old", "to": "/new"}; got 1'],
    ['[{"to": "/b"}]', '1:2 EDGE_REDIRECT_FIELD the rule has no "from"'],
    ['{"/a": {"to": "/b", "too": 1}}', '1:21 EDGE_REDIRECT_FIELD "too" is unknown; did you mean "to"?'],
    ['{"/a": {"destination": "/b"}}', '1:9 EDGE_REDIRECT_FIELD "destination" is unknown; did you mean "to"?'],
    ['{"/a": {"to": "/b", "to": "/c"}}', '1:21 EDGE_REDIRECT_FIELD "to" occurs twice; remove one of them'],
    ['{"/a": {"to": 1}}', '1:15 EDGE_REDIRECT_FIELD "to" must be a text in double quotes; got 1'],
    ['{"/a": {"to": "/b", "statusCode": "301"}}', '1:35 EDGE_REDIRECT_FIELD "statusCode" must be a number without quotes, such as 301; got "301"'],
    ['{"/a": {"to": "/b", "caseSensitive": "no"}}', '1:38 EDGE_REDIRECT_FIELD "caseSensitive" must be true or false; got "no"'],
    ['{"/a": {"to": "/b", "query": "keep"}}', '1:30 EDGE_REDIRECT_FIELD "query" must be "merge", "drop", "replace" or {"only": ["ref", "utm_*"]}; got "keep"'],
    ['{"/a": {"to": "/b", "when": "DE"}}', '1:29 EDGE_REDIRECT_FIELD "when" must be an object like {"country": ["DE", "AT"]}; got "DE"'],
    ['{"$defaults": 301}', '1:15 EDGE_REDIRECT_FIELD "$defaults" must be an object like {"statusCode": 302}; got 301'],
    ['{"rules": [], "/a": "/b"}', '1:15 EDGE_REDIRECT_FIELD "/a" is unknown beside "rules"; move it into the array'],
  ])('%s', (text, problem) => {
    const { rules, problems } = parseRules(text, { format: 'json' });
    expect(rules).toEqual([]);
    expect(problems.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`)).toEqual([
      problem,
    ]);
  });

  test('a file that is nested too deeply', () => {
    expect(parseProblems('['.repeat(100_000))).toEqual(['1:101 EDGE_REDIRECT_SYNTAX nested deeper than 100 levels']);
  });

  test('all errors of a file are reported at once, and the other rules are kept', () => {
    const { rules, problems } = parseRules('{\n"/a": {"to": "//x"},\n"b": "/c",\n"/ok": "/fine"\n}', {
      format: 'json',
      file: 'redirects.json',
    });
    expect(rules.map(({ from }) => from)).toEqual(['/ok']);
    expect(problems.map(({ file, line, code }) => [file, line, code])).toEqual([
      ['redirects.json', 2, 'EDGE_REDIRECT_TARGET'], ['redirects.json', 3, 'EDGE_REDIRECT_SOURCE'],
    ]);
  });
});
