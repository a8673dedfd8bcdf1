// The preview of an app that was synthesized by one version of the CDK answers as that of another version: a bucket,
// functions of both kinds across regions and in nested stacks, policies, and a stage.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ROOT } from './app.mjs';

const DISTRIBUTIONS = ['Web/Site', 'Prod/Web/Site'];
const REQUESTS = ['/', '/old', '/gone', '/docs/index.html', '/missing', '/index.html?v=1&w=2'];
const CHANGING = ['date', 'last-modified', 'via', 'x-amz-cf-id', 'x-amz-id-2', 'x-amz-request-id'];

/** Fails where the answers for an app of one CDK differ from those of another; both are installed in folders. */
export const equalPreviews = (work, ...folders) => async (run) => {
  const all = [];
  for (const [at, folder] of folders.entries()) {
    const out = join(work, String(at));
    await run(process.execPath, [join(import.meta.dirname, 'preview-app.mjs'), folder, out], { cwd: folder });
    for (const distribution of DISTRIBUTIONS) all.push(await answersOf(join(out, 'cdk.out'), distribution));
  }
  const [first] = all;
  return all.flatMap((answers, at) => REQUESTS.flatMap((path, n) => (isDeepStrictEqual(answers[n], first[n]) ? []
    : [`${path} (${at}): ${JSON.stringify(answers[n])}, and not ${JSON.stringify(first[n])}`])));
};

async function answersOf(assembly, distribution) {
  const options = ['--strict', '--port', '0', '--distribution', distribution];
  const preview = spawn(join(ROOT, 'bin', 'cdk-cloudfront-edge'), ['preview', assembly, ...options]);
  try {
    const url = await ready(preview);
    return await Promise.all(REQUESTS.map(async (path) => {
      const response = await fetch(url + path, { redirect: 'manual' });
      const headers = [...response.headers].filter(([name]) => !CHANGING.includes(name));
      return [path, response.status, headers, await response.text()];
    }));
  } finally {
    preview.kill('SIGTERM');
  }
}

function ready(preview) {
  let said = '';
  return new Promise((resolve, reject) => {
    for (const stream of [preview.stdout, preview.stderr]) stream.on('data', (data) => {
      said += data;
      const url = /^ready (\S+)$/m.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    preview.on('exit', () => reject(new Error(`the preview ended:\n${said}`)));
  });
}
