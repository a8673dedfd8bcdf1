import { linkSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { file, folder, run } from './support';

const SOUND =
  '{\n  "/old": { "to": "/new", "note": "QR code" },\n  "/docs/*": "https://docs.example.com/:splat",\n  "/docs/de": { "to": "/de", "when": { "country": "DE" } }\n}';

describe('check', () => {
  test('a list without problems', async () => {
    expect(await run('check', file('redirects.json', SOUND))).toEqual({
      code: 0,
      out: ['redirects.json: 3 rules, no problems'],
      err: [],
    });
  });

  test('prints problems with line and column, and exits with 1 for errors', async () => {
    const path = file('redirects.json', '{\n"/a": "//x",\n"/b": "/b",\n"/c": "/d",\n"/c/": "/d"\n}');
    expect(await run('check', path)).toEqual({
      code: 1,
      err: [],
      out: [
        'redirects.json:2:7: error: "//x" would leave for another host; write /path, or https://host/path [EDGE_REDIRECT_TARGET]',
        'redirects.json:3:1: error: "/b" redirects to itself; remove the rule [EDGE_REDIRECT_LOOP]',
        'redirects.json:5:1: warning: "/c/" is already on line 4 as "/c", with the same response; remove one of them [EDGE_REDIRECT_DUPLICATE]',
        'redirects.json: 3 rules, 2 errors, 1 warning',
      ],
    });
  });

  test('exits with 0 for warnings alone', async () => {
    expect((await run('check', file('_redirects', '/a /b\n/a /c'))).code).toBe(0);
  });

  test('--json', async () => {
    const { out } = await run('check', '--json', file('a.csv', 'from,to\n/a'));
    expect(JSON.parse(out[0])).toMatchObject({
      rules: 0,
      problems: [{ code: 'EDGE_REDIRECT_ROW', severity: 'error', line: 2, column: 1 }],
    });
  });

  test('--sarif', async () => {
    const { code, out } = await run('check', '--sarif', file('redirects.json', '{"/a": "b"}'));
    expect(code).toBe(1);
    expect(JSON.parse(out.join('\n'))).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          results: [
            {
              ruleId: 'EDGE_REDIRECT_TARGET',
              level: 'error',
              locations: [{ physicalLocation: { region: { startLine: 1, startColumn: 8 } } }],
            },
          ],
        },
      ],
    });
  });

  test.each<[string, string, Uint8Array | string, string]>([
    ['bytes that are not UTF-8', 'a.csv', Buffer.from('from,to\n/caf\xe9,/b\n', 'latin1'), 'a.csv:2:5: error: the file is not UTF-8 from here on; save it as UTF-8 ("CSV UTF-8" in Excel) [EDGE_REDIRECT_ENCODING]'],
    ['UTF-16', 'a.csv', Buffer.from('\ufefffrom,to\n', 'utf16le'), 'a.csv:1:1: error: the file is UTF-16; save it as UTF-8 [EDGE_REDIRECT_ENCODING]'],
    ['an empty file', 'redirects.json', '', 'redirects.json:1:1: error: the file is empty; write {} for no rules [EDGE_REDIRECT_SYNTAX]'],
    ['a trailing comma', 'redirects.json', '{"/a": "/b",\r\n}', 'redirects.json:2:1: error: the comma before this place is one too many: the last entry has none [EDGE_REDIRECT_SYNTAX]'],
  ])('%s', async (_, name, content, message) => {
    const { code, out } = await run('check', file(name, content));
    expect([code, out[0]]).toEqual([1, message]);
  });

  test('a list that is named twice, also through links, is checked once', async () => {
    const path = file('redirects.json', '{"/a": "b"}');
    symlinkSync(path, join(folder, 'link.json'));
    linkSync(path, join(folder, 'hard.json'));
    const other = file('other.json', '{"/a": "b"}'); // a copy is another list
    const names = [path, `${folder}/./redirects.json`, 'link.json', 'hard.json', other].map((name) =>
      resolve(folder, name),
    );
    const { out } = await run('check', ...names, '--json');
    expect(JSON.parse(out[0]).problems.map((problem: { file: string }) => problem.file)).toEqual([
      'redirects.json',
      'other.json',
    ]);
  });

  test('a name that does not tell the format', async () => {
    const { code, err } = await run('check', file('list.txt', '/a /b'));
    expect([code, err]).toEqual([2, [
      'cdk-cloudfront-edge redirects check: list.txt: the name does not tell the format; add --format json, csv, netlify '
      + 'or cloudflare  [EDGE_REDIRECT_FORMAT]',
    ]]);
  });

  test('--format replaces the format of the name', async () => {
    expect((await run('check', file('list.txt', '/a /b'), '--format', 'cloudflare')).out).toEqual([
      'list.txt: 1 rule, no problems',
    ]);
  });
});

describe('the command line', () => {
  test.each<[string[], string]>([
    [['check'], "check: missing required argument 'files'; see --help"],
    [['check', 'nowhere.json'], 'check: nowhere.json: there is no such file  [EDGE_REDIRECT_FILE]'],
    [['check', 'list.txt'], 'check: list.txt: there is no such file  [EDGE_REDIRECT_FILE]'],
    [['check', '.'], 'check: .: is a folder, not a file  [EDGE_REDIRECT_FILE]'],
    [['check', '--jsn', 'x.json'], "check: unknown option '--jsn'; did you mean --json?"],
    [['check', '--colour', 'x.json'], "check: unknown option '--colour'; see --help"],
    [['check', 'x.json', '--format', 'xml'], "check: option '--format <format>' argument 'xml' is invalid. Allowed choices are json, csv, netlify, cloudflare; see --help"],
    [['resolve'], 'resolve: a file and a URL are needed, such as: resolve redirects.json /old-page; see --help'],
    [['resolve', 'x.json'], 'resolve: a file and a URL are needed, such as: resolve redirects.json /old-page; see --help'],
    [['resolve', 'x.json', 'page'], "resolve: 'page' is not a URL; write /path or https://host/path"],
    [['resolve', 'x.json', '/a', '/b'], "resolve: too many arguments for 'resolve'. Expected 2 arguments but got 3; see --help"],
    [['resolve', 'x.json', '/a', '--date', 'soon'], "resolve: option '--date <date>' argument 'soon' is invalid. Write it like 2026-06-01 or 2026-06-01T08:00Z; see --help"],
    [['resolve', 'x.json', '/a', '--origin-status', 'gone'], "resolve: option '--origin-status <status>' argument 'gone' is invalid. Write a status such as 404; see --help"],
    [['resolve', '--batch', 'x', 'x.json'], "resolve: --batch is used instead of a file and a URL, got 'x.json'; see --help"],
    [['resolve', '--batch', 'x', '--country', 'DE'], "resolve: option '--batch <file>' cannot be used with option '--country <code>'; see --help"],
    [['diff', 'x.json'], "diff: missing required argument 'new'; see --help"],
    [['diff', '-', '-', '--format', 'csv'], 'diff: standard input can be only one of the two lists; see --help'],
    [['convert', 'x.json'], "convert: required option '--to <format>' not specified; see --help"],
    [['merge'], ": unknown command 'merge'; there are check, resolve, diff, convert, publish, report, cost, help  [EDGE_CLI_COMMAND]"],
    [['chek'], ": unknown command 'chek'; did you mean check?  [EDGE_CLI_COMMAND]"],
    [['merge', '--help'], ": unknown command 'merge'; there are check, resolve, diff, convert, publish, report, cost, help  [EDGE_CLI_COMMAND]"],
    [['--json', 'check', 'x.json'], ": unknown option '--json'; see --help"],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(...args);
    const expected = `cdk-cloudfront-edge redirects${message.startsWith(':') ? '' : ' '}${message}`;
    expect([code, out, err]).toEqual([2, [], [expected.endsWith(']') ? expected : `${expected}  [EDGE_CLI_USAGE]`]]);
  });

  test('--help', async () => {
    const { code, out } = await run('check', '--help');
    expect([code, out[0]]).toEqual([
      0,
      expect.stringContaining('Usage: cdk-cloudfront-edge redirects check [options] <files...>'),
    ]);
    expect((await run('--help')).out[0]).toContain('\n  resolve [options] [file] [url]  what a viewer of a URL gets\n');
  });

  test('without a command, the help goes to standard error', async () => {
    expect(await run()).toEqual({
      code: 2,
      out: [],
      err: [expect.stringMatching(/^Usage: cdk-cloudfront-edge redirects /), expect.any(String)],
    });
  });
});
