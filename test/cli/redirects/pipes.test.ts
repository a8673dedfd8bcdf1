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
});
