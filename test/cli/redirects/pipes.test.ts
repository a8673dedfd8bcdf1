import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { file, folder } from './support';
import { projectWithTool } from '../support/project';

let project: string;
beforeAll(() => {
  project = projectWithTool();
  chmodSync(project, 0o755);
});
afterAll(() => rmSync(project, { recursive: true }));

/** Runs a shell command in which `$TOOL` is `cdk-cloudfront-edge redirects`. */
function shell(line: string, uid?: number): { status: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', line], {
    encoding: 'utf8',
    cwd: folder,
    uid,
    env: { ...process.env, TOOL: `${join(project, 'node_modules/.bin/cdk-cloudfront-edge')} redirects` },
  });
  return { status, out: stdout, error: stderr };
}

(process.platform === 'linux' ? describe : describe.skip)('pipes and full disks', () => {
  const longListOfErrors = (): string =>
    file(
      'redirects.json',
      JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`/${i}`, `${i}`]))),
    );

  test('the exit code stays 1 for a list with errors when the reader goes away', () => {
    longListOfErrors();
    expect(shell('set -o pipefail; $TOOL check redirects.json | head -1')).toEqual({
      status: 1,
      out: expect.stringMatching(/^redirects\.json:1:7: error/),
      error: '',
    });
  });

  test('a full disk is reported', () => {
    file('redirects.json', '{"/a": "/b"}');
    expect(shell('$TOOL check redirects.json > /dev/full')).toEqual({
      status: 1,
      out: '',
      error: expect.stringMatching(
        /^cdk-cloudfront-edge: the output cannot be written: ENOSPC[^\n]*\[EDGE_CLI_OUTPUT\]\n$/,
      ),
    });
  });

  test('the exit code stays the same if messages cannot be written', () => {
    expect(shell('$TOOL check nowhere.json 2> /dev/full').status).toBe(2);
  });

  test('a pipe is read like a file', () => {
    file('redirects.json', '{"/a": "/b"}');
    expect(shell('$TOOL check --format json <(cat redirects.json)').out).toMatch(
      /: 1 rule, no problems\n$/,
    );
    expect(shell('cat redirects.json | $TOOL check --format json /dev/stdin').out).toMatch(
      /: 1 rule, no problems\n$/,
    );
  });

  test('- is standard input', () => {
    file('redirects.json', '{"/a": "/b"}');
    const cat = 'cat redirects.json | $TOOL';
    expect(shell(`${cat} check --format json -`).out).toBe('<stdin>: 1 rule, no problems\n');
    expect(shell(`${cat} check --format json - - | tail -1`).out).toBe('<stdin>: 1 rule, no problems\n');
    expect(shell(`${cat} resolve --format json - /a`).out).toBe('301 /b\n  by <stdin>:1  /a → /b\n');
    expect(shell(`${cat} diff --format json - redirects.json --exit-code`)).toMatchObject({
      status: 0,
      out: '0 rules added, 0 removed, 0 changed\n',
    });
    expect(shell(`${cat} convert --format json - --to netlify`).out).toBe('/a /b 301\n');
    file('batch.jsonl', '{"id":1,"format":"json","rules":"{}","url":"/"}');
    expect(shell('$TOOL resolve --batch - < batch.jsonl').out).toBe('{"id":1,"status":null}\n');
    expect(shell(`${cat} check -`).error).toMatch(
      /<stdin>: the name does not tell the format; .*\[EDGE_REDIRECT_FORMAT\]\n$/,
    );
    expect(shell('echo "{" | $TOOL check --format json --sarif -')).toMatchObject({ status: 1, error: '' });
  });

  test('a list that is read through standard input is not replaced either', () => {
    file('redirects.json', '{"/a": "/b"}');
    for (const name of ['-', '/dev/stdin']) {
      const { status, error } = shell(
        `$TOOL convert --format json ${name} --to csv --out redirects.json < redirects.json`,
      );
      expect([status, error, shell('cat redirects.json').out]).toEqual([
        2,
        expect.stringContaining('--out is the list itself'),
        '{"/a": "/b"}',
      ]);
    }
  });

  test('a new list that does not fit on the disk leaves the old file as it was', () => {
    file(
      'redirects.json',
      JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`/${i}`, '/x']))),
    );
    file('out.csv', 'precious');
    const { status, error } = shell('ulimit -f 1; $TOOL convert redirects.json --to csv --out out.csv');
    expect([status, error]).toEqual([2, expect.stringMatching(/EFBIG.*\[EDGE_REDIRECT_FILE\]\n$/)]);
    expect(shell('cat out.csv; ls -A').out).toBe('preciousout.csv\nredirects.json\n');
  });

  test('the help ends quietly when its reader goes away, and reports a full disk', () => {
    expect(shell('set -o pipefail; $TOOL check --help | head -1')).toMatchObject({ status: 0, error: '' });
    expect(shell('$TOOL check --help > /dev/full')).toMatchObject({
      status: 1,
      error: expect.stringContaining('[EDGE_CLI_OUTPUT]'),
    });
    expect(shell('$TOOL 2> /dev/full')).toMatchObject({ status: 2, out: '' });
  });
});

test('a failure of the tool itself exits with 70 and prints the stack trace', () => {
  const list = file('redirects.json', '{"/a": "/b"}');
  const broken = file('broken.cjs', 'JSON.stringify = () => { throw new Error("broken"); };');
  const { status, out, error } = shell(`NODE_OPTIONS="--require ${broken}" $TOOL check --json ${list}`);
  expect([status, out, error]).toEqual([
    70,
    '',
    expect.stringMatching(/^cdk-cloudfront-edge failed {2}\[EDGE_CLI_FAULT\]\nError: broken\n +at /),
  ]);
});

// Permissions do not apply to root, which runs the tests in a container; then the tool runs as the user `nobody`.
const unprivileged = process.getuid?.() === 0 ? 65_534 : undefined;
(process.platform === 'linux' ? describe : describe.skip)('permissions', () => {
  beforeEach(() => {
    chmodSync(folder, 0o777);
    file('redirects.json', '{"/a": "/b"}');
  });
  const converted = (out: string) => shell(`$TOOL convert redirects.json --to csv --out ${out}`, unprivileged);
  const usageError = (why: string) => ({
    status: 2,
    out: '',
    error: `cdk-cloudfront-edge redirects ${why}  [EDGE_REDIRECT_FILE]\n`,
  });

  test('with all permissions, the file is written', () => {
    expect(converted('new.csv')).toEqual({ status: 0, out: '', error: '' });
  });

  test('a list that may not be read is refused', () => {
    chmodSync(join(folder, 'redirects.json'), 0);
    expect(shell('$TOOL check redirects.json', unprivileged)).toEqual(
      usageError('check: redirects.json: you have no permission to open it'),
    );
  });

  test('a write-protected file is not replaced', () => {
    chmodSync(file('out.csv', 'precious'), 0o444);
    expect(converted('out.csv')).toEqual(usageError('convert: out.csv: you have no permission to open it'));
    expect(shell('cat out.csv').out).toBe('precious');
  });

  test('a file in a write-protected folder is an error, since it cannot be replaced', () => {
    mkdirSync(join(folder, 'closed'));
    chmodSync(file('closed/out.csv', 'precious'), 0o666);
    chmodSync(join(folder, 'closed'), 0o555);
    const why = 'you have no permission to write to its folder, where the new list is written first';
    for (const name of ['out.csv', 'new.csv']) {
      expect(converted(`closed/${name}`)).toEqual(usageError(`convert: closed/${name}: ${why}`));
    }
    expect(shell('cat closed/*; chmod 755 closed').out).toBe('precious');
  });
});
