import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lambdaAt, site, type Running } from '../support/site';

const file = () => join(mkdtempSync(join(tmpdir(), 'edge-group-')), 'pid');

function running(code: string, properties: Record<string, unknown> = {}): Running {
  const body = `if (event.Records[0].cf.request.uri === '/bad') { ${code} } return { status: '200', body: 'fine' };`;
  return site({
    fill: (stack) =>
      lambdaAt('viewer-request', stack.lambda('Fn', `exports.handler = async (event) => { ${body} };`, properties)),
  });
}

/** Starts a program that would outlive the function by far, and writes down its number. */
const starting = (pidFile: string, stdio: string) => `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => 0, 60000)'], { stdio: ${stdio} });
  require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));`;

async function isGone(pid: number): Promise<boolean> {
  for (let i = 0; i < 250; i++) {
    try {
      process.kill(pid, 0);
      // A zombie whose parent has gone waits for the system's first process, which is not everywhere in a hurry.
      if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return true;
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

// Windows has no groups of processes.
(process.platform === 'linux' ? describe : describe.skip)('programs that a function starts end with it', () => {
  test.each<[string, string, string]>([
    ['when the preview is closed', '', '"ignore"'],
    ['when the function ends itself', 'process.exit(3);', '"ignore"'],
    ['when its time is over', 'await new Promise(() => undefined);', '"ignore"'],
    ['with its output', '', '"inherit"'],
    ['with the pipe to the preview', 'process.exit(3);', '["ignore", "inherit", "inherit", 3]'],
  ])('%s', async (_, then, stdio) => {
    const pidFile = file();
    const fn = running(`${starting(pidFile, stdio)} ${then}`, { Timeout: 1 });
    await fn.fetch('/bad');
    const pid = Number(readFileSync(pidFile, 'utf8'));
    expect(pid).toBeGreaterThan(1);
    expect((await fn.fetch('/next')).status).toBe(200);
    await fn.close();
    expect(await isGone(pid)).toBe(true);
  });
});

test('memory has its end while the thread of the function is in native code, which nobody can interrupt', async () => {
  const fn = running(
    `
    new (require('node:worker_threads').Worker)('const all = []; for (let i = 0; i < 200; i++) all.push(Buffer.alloc(1 << 20, 1)); setTimeout(() => 0, 60000);', { eval: true })
      .on('error', () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    require('node:child_process').execFileSync(process.execPath, ['-e', 'setTimeout(() => 0, 60000)']);`,
    { Timeout: 9 },
  );
  expect((await fn.fetch('/bad')).status).toBe(503);
  expect(fn.exchanges[0]!.acts.at(-1)!.what).toMatch(
    /signal: killed; the function used more than its memory of 128 MB$/,
  );
});
