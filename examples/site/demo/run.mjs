import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Runs a Node program of this repository and waits for it. Its output is printed only if it fails. */
export function run(what, args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => { output += chunk; });
  child.stderr.on('data', (chunk) => { output += chunk; });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      console.error(problemsIn(output) ?? output.trimEnd());
      reject(new Error(`${what} failed (${signal ?? `exit code ${code}`})`));
    });
  });
}

/** The problems of the app that the library reports, without the stack trace, which would not help. */
function problemsIn(output) {
  const [, problems] = /^EdgeConfigError: ([^]*?)\n(?= {4}at )/m.exec(output) ?? [];
  return problems;
}
