import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Runs a Node program of this repository to its end. Its output appears only when it fails. */
export function run(what, args, env = {}) {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
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

/** What the library says is wrong with the app, which is for whoever changed it: no stack trace makes it clearer. */
function problemsIn(output) {
  const [, problems] = /^EdgeConfigError: ([^]*?)\n(?= {4}at )/m.exec(output) ?? [];
  return problems;
}
