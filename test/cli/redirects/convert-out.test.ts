import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { file, folder, run } from './support';
import * as meaning from '../../../src/cli/redirects/same-meaning';

const LIST = '{"/a": "/b"}';
const CSV = 'from,to,statusCode\n/a,/b,301\n';
const at = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');
const converted = (name: string, ...options: string[]) => run('convert', at(name), ...options);

describe('convert --out', () => {
  test('writes the list and nothing else', async () => {
    file('a.json', LIST);
    expect(await converted('a.json', '--to', 'csv', '--out', at('b.csv'))).toEqual({ code: 0, out: [], err: [] });
    expect([read('b.csv'), readdirSync(folder).sort()]).toEqual([CSV, ['a.json', 'b.csv']]);
  });

  test.each<[string, string, string]>([
    ['an error in one line', '_redirects', '/a /b\n/c //d\n'],
    ['a loop between lines', '_redirects', '/a /b\n/b /a\n/c /d\n'],
    ['an error in the only rule', 'list.json', '{"/a": "b"}'],
    ['an error beside valid rules', 'list.json', '{"/a": "/b", "/c": "d"}'],
    ['an error in a row', 'list.csv', 'from,to\n/a,/b\n/c\n'],
    ['bytes that are not UTF-8', 'list.csv', 'from,to\n/a,/b\n/c,/\xff\n'],
    ['a rule that the format cannot express', 'list.json', '{"/a": {"statusCode": 410}, "/b": {"to": "/c", "when": {"method": "GET"}}}'],
  ])('%s: the file stays as it was, nothing is printed, and the exit code is 1', async (_, name, text) => {
    writeFileSync(at(name), Buffer.from(text, 'latin1'));
    const out = file('out', 'precious');
    for (const target of [['--out', out], []]) {
      const { code, out: printed, err } = await converted(name, '--to', 'netlify', ...target);
      expect([code, printed, err.at(-1)]).toEqual([1, [], expect.stringMatching(/: nothing is written[;,] /)]);
    }
    expect([read('out'), readdirSync(folder).length]).toEqual(['precious', 2]);
  });

  test('lines that their platform ignores are left out, and reported', async () => {
    file('_redirects', '/a /a\n/a /b\n/c d\n/c#x /d\n/e /f\n');
    const { code, err } = await converted('_redirects', '--to', 'netlify', '--out', at('new_redirects'));
    expect([code, err.filter((line) => line.includes('EDGE_REDIRECT_IGNORED')).map((line) => line.split(': ')[0])]).toEqual(
      [0, ['_redirects:1:1', '_redirects:3:1', '_redirects:4:1']],
    );
    expect(read('new_redirects')).toBe('/a /b 301\n/e /f 301\n');
  });

  test('warnings and notes do not prevent writing', async () => {
    file('_redirects', '/a /b\n/a /c\n');
    expect((await converted('_redirects', '--to', 'csv', '--out', at('b.csv'))).code).toBe(0);
    expect(read('b.csv')).toContain('/a,/b,301');
  });

  test.each<[string, (input: string) => string]>([
    ['by its name', (input) => input],
    ['by another path', () => `${folder}/./sub/../a.json`],
    ['by a relative path', (input) => relative(process.cwd(), input)],
    ['by a symbolic link', (input) => { symlinkSync(input, at('link.csv')); return at('link.csv'); }],
    ['by a link to a link', (input) => { symlinkSync(input, at('l1')); symlinkSync('l1', at('l2')); return at('l2'); }],
    ['by a linked folder', () => { symlinkSync(folder, at('same')); return at('same/a.json'); }],
    ['by a hard link', (input) => { linkSync(input, at('hard.csv')); return at('hard.csv'); }],
  ])('the list itself %s is refused', async (_, named) => {
    mkdirSync(at('sub'));
    const out = named(file('a.json', LIST));
    const { code, err } = await run('convert', at('a.json'), '--to', 'csv', '--out', out);
    const message =
      /convert: --out is the list itself, got '.*'; use --in-place to replace it {2}\[EDGE_CLI_USAGE\]$/;
    expect([code, err]).toEqual([2, [expect.stringMatching(message)]]);
    expect(read('a.json')).toBe(LIST);
  });

  test('the list itself is refused where the input is the link', async () => {
    symlinkSync(file('a.json', LIST), at('in.json'));
    expect((await converted('in.json', '--to', 'csv', '--out', at('a.json'))).code).toBe(2);
    expect(read('a.json')).toBe(LIST);
  });

  test('keeps symbolic links and permissions', async () => {
    file('a.json', LIST);
    mkdirSync(at('real'));
    writeFileSync(at('real/b.csv'), 'old');
    chmodSync(at('real/b.csv'), 0o640);
    symlinkSync('real/b.csv', at('b.csv'));
    symlinkSync('real/new.csv', at('new.csv'));
    for (const name of ['b.csv', 'new.csv']) {
      expect((await converted('a.json', '--to', 'csv', '--out', at(name))).code).toBe(0);
      expect([read(`real/${name}`), readlinkSync(at(name))]).toEqual([CSV, `real/${name}`]);
    }
    expect((statSync(at('real/b.csv')).mode % 0o1000).toString(8)).toBe('640');
  });

  test('writes to a device without replacing it', async () => {
    file('a.json', LIST);
    if (process.platform === 'win32') return;
    expect((await converted('a.json', '--to', 'csv', '--out', '/dev/null')).code).toBe(0);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('- is standard output', async () => {
    file('a.json', LIST);
    expect((await converted('a.json', '--to', 'csv', '--out', '-')).out).toEqual([CSV.trimEnd()]);
    expect(existsSync('-')).toBe(false);
  });

  test('replaces the file and does not overwrite it, so that readers see the old or the new content', async () => {
    file('a.json', LIST);
    const [out, other] = [file('b.csv', 'old'), at('reader.csv')];
    // A hard link keeps the old content if the file is replaced.
    linkSync(out, other);
    await converted('a.json', '--to', 'csv', '--out', out);
    expect([read('b.csv'), read('reader.csv')]).toEqual([CSV, 'old']);
  });

  test.each<[string, string, string]>([
    ['a folder', 'dir', 'dir: is a folder, not a file'],
    ['a folder that does not exist', 'none/', 'none/: is a folder, not a file'],
    ['a file in a folder that does not exist', 'none/b.csv', 'none/b.csv: there is no such file or folder'],
    ['a file below a file', 'a.json/b.csv', 'a.json/b.csv: there is no such file or folder'],
  ])('%s is refused', async (_, name, message) => {
    file('a.json', LIST);
    mkdirSync(at('dir'));
    expect(await converted('a.json', '--to', 'csv', '--out', `${folder}/${name}`)).toEqual({
      code: 2, out: [], err: [`cdk-cloudfront-edge redirects convert: ${message}  [EDGE_REDIRECT_FILE]`],
    });
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'dir']);
  });

  test('a link to itself is refused', async () => {
    file('a.json', LIST);
    symlinkSync('self', at('self'));
    const { code, err } = await converted('a.json', '--to', 'csv', '--out', at('self'));
    expect([code, err[0]]).toEqual([2, expect.stringMatching(/ELOOP.*\[EDGE_REDIRECT_FILE\]$/)]);
  });
});

describe('convert --in-place', () => {
  test('replaces the list', async () => {
    file('a.json', LIST);
    expect(await converted('a.json', '--to', 'json', '--in-place')).toEqual({ code: 0, out: [], err: [] });
    expect(read('a.json')).toBe('{\n  "/a": "/b"\n}\n');
  });

  test('does not change a list with errors', async () => {
    const text = '/a /b\n/c //d\n';
    file('_redirects', text);
    expect((await converted('_redirects', '--to', 'netlify', '--in-place')).code).toBe(1);
    expect(read('_redirects')).toBe(text);
  });

  test.each<[string, string[], string]>([
    ['a.json', ['--to', 'csv'], '--in-place would write csv to a file whose name says json; write it to another file with --out'],
    ['a.json', ['--to', 'json', '--out', 'b'], "option '--in-place' cannot be used with option '--out <file>'; see --help"],
    ['-', ['--to', 'json'], '--in-place needs a file; standard input cannot be replaced'],
  ])('%s %j is refused', async (name, options, message) => {
    file('a.json', LIST);
    const { code, err } = await run('convert', name === '-' ? '-' : at(name), '--in-place', ...options);
    expect([code, err]).toEqual([2, [`cdk-cloudfront-edge redirects convert: ${message}  [EDGE_CLI_USAGE]`]]);
    expect(read('a.json')).toBe(LIST);
  });

  test('writes either dialect to _redirects, and any format to a name without one', async () => {
    file('_redirects', '/a /b 301\n');
    expect((await converted('_redirects', '--to', 'cloudflare', '--in-place')).code).toBe(0);
    expect(read('_redirects')).toBe('/a /b 301\n/a/ /b 301\n');
    file('list.txt', LIST);
    expect((await converted('list.txt', '--format', 'json', '--to', 'csv', '--in-place')).code).toBe(0);
    expect(read('list.txt')).toBe(CSV);
  });
});

test('removes the draft if writing fails', async () => {
  file('a.json', LIST);
  file('b.csv', 'old');
  // Writing a value of this type throws, after the draft was opened.
  jest.spyOn(meaning, 'convertedText').mockReturnValue({ text: { toString: undefined } as unknown as string, faults: [], chains: [] });
  await expect(converted('a.json', '--to', 'csv', '--out', at('b.csv'))).rejects.toThrow();
  jest.restoreAllMocks();
  expect([read('b.csv'), readdirSync(folder).sort()]).toEqual(['old', ['a.json', 'b.csv']]);
});
