import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { file, folder } from './support';

let tool: string;
beforeEach(() => {
  tool = join(folder, 'assets/cli/main.js');
  buildSync({ entryPoints: [join(__dirname, '../../../src/cli/main.ts')], outfile: tool, bundle: true, format: 'cjs', platform: 'node', target: 'node20', logLevel: 'error' });
});

/** A line of a shell in which `$TOOL` is the command. */
function shell(line: string): { status: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line], { encoding: 'utf8', cwd: folder, env: { ...process.env, TOOL: `${process.execPath} ${tool} redirects` } });
  return { status, out: stdout, error: stderr };
}

(process.platform === 'linux' ? describe : describe.skip)('output that nobody reads', () => {
  const wrong = (): string => file('redirects.json', JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`/${i}`, `${i}`]))));

  test('a list with errors stays one with errors when its reader goes away', () => {
    wrong();
    expect(shell('set -o pipefail; $TOOL check redirects.json | head -1')).toEqual({ status: 1, out: expect.stringMatching(/^redirects\.json:1:7: error/), error: '' });
  });

  test('a full disk is told', () => {
    file('redirects.json', '{"/a": "/b"}');
    expect(shell('$TOOL check redirects.json > /dev/full')).toEqual({ status: 1, out: '', error: expect.stringMatching(/^cdk-cloudfront-edge: the output cannot be written: ENOSPC[^\n]*\[EDGE_CLI_OUTPUT\]\n$/) });
  });

  test('messages that cannot be written change nothing', () => {
    expect(shell('$TOOL check nowhere.json 2> /dev/full').status).toBe(2);
  });

  test('a pipe is as good as a file', () => {
    file('redirects.json', '{"/a": "/b"}');
    expect(shell('$TOOL check --format json <(cat redirects.json)').out).toMatch(/: 1 rule, nothing to complain about\n$/);
    expect(shell('cat redirects.json | $TOOL check --format json /dev/stdin').out).toMatch(/: 1 rule, nothing to complain about\n$/);
  });

  test('- is standard input', () => {
    file('redirects.json', '{"/a": "/b"}');
    const cat = 'cat redirects.json | $TOOL';
    expect(shell(`${cat} check --format json -`).out).toBe('<stdin>: 1 rule, nothing to complain about\n');
    expect(shell(`${cat} check --format json - - | tail -1`).out).toBe('<stdin>: 1 rule, nothing to complain about\n');
    expect(shell(`${cat} resolve --format json - /a`).out).toBe('301 /b\n  by <stdin>:1  /a → /b\n');
    expect(shell(`${cat} diff --format json - redirects.json --exit-code`)).toMatchObject({ status: 0, out: '0 rules added, 0 removed, 0 changed\n' });
    expect(shell(`${cat} convert --format json - --to netlify`).out).toBe('/a /b 301\n');
    file('batch.jsonl', '{"id":1,"format":"json","rules":"{}","url":"/"}');
    expect(shell('$TOOL resolve --batch - < batch.jsonl').out).toBe('{"id":1,"status":null}\n');
    expect(shell(`${cat} check -`).error).toMatch(/<stdin>: the name does not tell the format; .*\[EDGE_REDIRECT_FORMAT\]\n$/);
    expect(shell('echo "{" | $TOOL check --format json --sarif -')).toMatchObject({ status: 1, error: '' });
  });

  test('a list that is read through standard input is not replaced either', () => {
    file('redirects.json', '{"/a": "/b"}');
    for (const name of ['-', '/dev/stdin']) {
      const { status, error } = shell(`$TOOL convert --format json ${name} --to csv --out redirects.json < redirects.json`);
      expect([status, error, shell('cat redirects.json').out]).toEqual([2, expect.stringContaining('--out is the list itself'), '{"/a": "/b"}']);
    }
  });

  test('a new list that does not fit on the disk leaves the old file as it was', () => {
    file('redirects.json', JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`/${i}`, '/x']))));
    file('out.csv', 'precious');
    const { status, error } = shell('ulimit -f 1; $TOOL convert redirects.json --to csv --out out.csv');
    expect([status, error]).toEqual([2, expect.stringMatching(/EFBIG.*\[EDGE_REDIRECT_FILE\]\n$/)]);
    expect(shell('cat out.csv; ls -A').out).toBe('preciousassets\nout.csv\nredirects.json\n');
  });

  test('the help is quiet for a reader that goes away, and told of a full disk', () => {
    expect(shell('set -o pipefail; $TOOL check --help | head -1')).toMatchObject({ status: 0, error: '' });
    expect(shell('$TOOL check --help > /dev/full')).toMatchObject({ status: 1, error: expect.stringContaining('[EDGE_CLI_OUTPUT]') });
    expect(shell('$TOOL 2> /dev/full')).toMatchObject({ status: 2, out: '' });
  });
});
