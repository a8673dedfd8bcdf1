// Starts the preview with an installed command and asks it for what the constructs promise.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const LONGEST_START_MS = 60_000;

/** What is wrong with the answers of `command preview` for an app's cloud assembly. */
export async function wrongAnswers(command, app, env) {
  mkdirSync(join(app, 'pages'));
  const preview = await start(
    command,
    ['preview', 'cdk.out', '--distribution', 'Ireland/Site', '--origin', 'Ireland/Pages=pages', '--port', '0'],
    { cwd: app, env },
  );
  try {
    return [
      ...await wrongRedirect(`${preview.url}/old`, 301, '/new'),
      ...await wrongRedirect(`${preview.url}/blog/2019/gauges`, 301, '/articles/gauges'),
      ...await wrongRedirect(`${preview.url}/not-there`, 302, '/404.html'),
    ];
  } finally {
    preview.stop();
  }
}

async function wrongRedirect(url, status, location) {
  const response = await fetch(url, { redirect: 'manual' });
  const answer = `${response.status} ${response.headers.get('location')}`;
  const policy = response.headers.get('content-security-policy') ?? '';
  return [
    ...answer === `${status} ${location}` ? [] : [`${url} answers ${answer}, expected ${status} ${location}`],
    ...policy.includes('connect-src https://api.example.com') ? [] : [`${url} has the Content-Security-Policy ${JSON.stringify(policy)}`],
  ];
}

/** Starts a preview, in a process group of its own: pip's command is a Python program that starts Node. */
export function start(command, args, options) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, ...options });
  const stop = () => {
    try {
      process.kill(-child.pid, 'SIGTERM');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  };
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why) => {
      clearTimeout(timer);
      if (child.pid) stop();
      reject(new Error(`${command} ${args.join(' ')}\n${why}:\n${output}`));
    };
    const timer = setTimeout(() => fail(`served nothing within ${LONGEST_START_MS / 1000} s`), LONGEST_START_MS);
    const listen = (chunk) => {
      output += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (!url) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve({ url, stop });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code) => fail(`ended with ${code}`));
  });
}
