import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { lambdaAt, siteAssembly } from '../preview/support/site';

const root = join(__dirname, '../..');

/** The tool as the package ships it: two bundles in one folder, two levels below package.json. */
const tool = join(mkdtempSync(join(tmpdir(), 'edge-cli-')), 'assets/cli');
beforeAll(() => {
  buildSync({
    entryPoints: { main: join(root, 'src/cli/main.ts'), worker: join(root, 'src/preview/edge/worker.ts') },
    outdir: tool,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
});

function start(...args: string[]) {
  const child = spawn(process.execPath, [join(tool, 'main.js'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { out: '', error: '' };
  child.stdout.on('data', (data: Buffer) => { printed.out += data.toString(); });
  child.stderr.on('data', (data: Buffer) => { printed.error += data.toString(); });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (let i = 0; i < 400; i++) {
      const match = pattern.exec(printed.out);
      if (match !== null) return match;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`${String(pattern)} was not printed:\n${printed.out}\n${printed.error}`);
  };
  return { child, printed, ended, until };
}

describe('cdk-cloudfront-edge preview', () => {
  test('serves until it is stopped, and says what it does', async () => {
    const answers = "console.log('asked'); exports.handler = async () => ({ status: '200', body: 'from the function' });";
    const assembly = siteAssembly({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', answers)) });
    const running = start('preview', assembly, '--port', '0');
    const [, url] = await running.until(/^Serving Web\/Site on (http:\/\/127\.0\.0\.1:\d+)$/m);
    expect(await (await fetch(`${url}/x`)).text()).toBe('from the function');
    await running.until(/GET \/x 200 LambdaGeneratedResponse \d+ ms {2}behavior: \* \| viewer-request: Web\/Fn answered 200/);
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(0);
    expect(running.printed.error).toContain('Web/Fn: asked');
    await expect(fetch(url!)).rejects.toThrow();
  });

  test('a second one on the same port says so, and ends with 1', async () => {
    const assembly = siteAssembly();
    const first = start('preview', assembly, '--port', '0');
    const [, port] = await first.until(/127\.0\.0\.1:(\d+)$/m);
    const second = start('preview', assembly, '--port', port!);
    expect(await second.ended).toBe(1);
    expect(second.printed).toEqual({ out: '', error: expect.stringMatching(/^cdk-cloudfront-edge preview: --port: \d+ is in use .*\[EDGE_PREVIEW_PORT\]\n$/) });
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  });

  test('a folder that holds no app ends with 1, a wrong option with 2', async () => {
    const nowhere = start('preview', join(tmpdir(), 'no-such-app'));
    const wrong = start('preview', '--nope');
    expect([await nowhere.ended, await wrong.ended]).toEqual([1, 2]);
    expect(nowhere.printed.error).toContain('[EDGE_PREVIEW_NO_ASSEMBLY]');
    expect(wrong.printed.error).toContain('[EDGE_CLI_USAGE]');
  });

  test('--help', async () => {
    const help = start('preview', '--help');
    expect(await help.ended).toBe(0);
    expect(help.printed.out).toMatch(/^Usage: cdk-cloudfront-edge preview \[cdk\.out\]/);
  });
});

test('the executable may be executed', () => {
  expect(() => accessSync(join(root, 'bin/cdk-cloudfront-edge'), constants.X_OK)).not.toThrow();
});
