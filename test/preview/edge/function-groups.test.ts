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

/** Starts a program that would outlive the function, and writes its process id to a file. */
const starting = (pidFile: string, stdio: string) => `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => 0, 60000)'], { stdio: ${stdio} });
  require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));`;

async function isGone(pid: number): Promise<boolean> {
  for (let i = 0; i < 250; i++) {
    try {
      process.kill(pid, 0);
      // A zombie counts as gone: it waits for init to reap it, which may take long in containers.
      if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return true;
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

// Windows has no process groups.
(process.platform === 'linux' ? describe : describe.skip)('processes that a function starts end with it', () => {
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

test('the memory limit applies while the thread of the function blocks in native code, which cannot be interrupted', async () => {
  const fn = running(
    `
    new (require('node:worker_threads').Worker)('const all = []; for (let i = 0; i < 200; i++) all.push(Buffer.alloc(1 << 20, 1)); setTimeout(() => 0, 60000);', { eval: true })
      .on('error', () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    require('node:child_process').execFileSync(process.execPath, ['-e', 'setTimeout(() => 0, 60000)']);`,
    { Timeout: 9 },
  );
  expect((await fn.fetch('/bad')).status).toBe(503);
  expect(fn.exchanges[0]!.summaries.at(-1)!.text).toMatch(
    /signal: killed; the function used more than its memory of 128 MB$/,
  );
});
