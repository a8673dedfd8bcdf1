import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from './run.mjs';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 3_000;

/**
 * Starts the preview of a cloud assembly and waits until it serves.
 *
 * @param {Record<string, string>} origins the URL that replaces each host name
 */
export async function startPreview(assembly, port, origins) {
  const args = ['bin/cdk-cloudfront-edge', 'preview', assembly, '--port', String(port)];
  for (const [host, url] of Object.entries(origins)) args.push('--origin', `${host}=${url}`);
  // In its own process group, so that Ctrl-C reaches only this process, which then stops the preview.
  const child = spawn(process.execPath, args, { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    signalGroup(child.pid, 'SIGTERM');
    await Promise.race([ended, delay(STOP_LIMIT_MS, undefined, { ref: false })]);
    signalGroup(child.pid, 'SIGKILL');
  };
  try {
    const url = await Promise.race([
      readyLine(child),
      ended.then((how) => {
        throw new Error(`the preview did not start (${how})`);
      }),
      delay(START_LIMIT_MS, undefined, { ref: false }).then(() => {
        throw new Error('the preview did not start within a minute');
      }),
    ]);
    return { url, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Prints the preview's output, and resolves to the URL when it answers: the demo says so after its guide. */
function readyLine(child) {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, url] = /^ready (http:\/\/127\.0\.0\.1:\d+)$/.exec(line) ?? [];
      if (url) resolve(url);
      else console.log(line);
    });
  });
}

/** A process group that has already ended is not an error. */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Waits for the first HTTP answer with any status. */
export async function waitUntilAnswering(url) {
  const limit = Date.now() + START_LIMIT_MS;
  for (;;) {
    try {
      await (await fetch(`${url}/index.html`, { redirect: 'manual' })).arrayBuffer();
      return;
    } catch (error) {
      if (Date.now() > limit) throw new Error(`nothing answers on ${url}: ${error.cause?.message ?? error.message}`);
      await delay(100);
    }
  }
}
