// `npm run demo [-- --port 8080]`: serves the example site as CloudFront would, on this machine, without an AWS
// account. Builds what is missing, synthesizes the stack of this folder, and serves the result until Ctrl-C.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi } from './api-server.mjs';
import { requestedPort } from './demo/arguments.mjs';
import { buildIfStale, synthesize } from './demo/build.mjs';
import { guide } from './demo/guide.mjs';
import { portToUse } from './demo/port.mjs';
import { startPreview, waitUntilAnswering } from './demo/preview.mjs';

const API_HOST = 'api.fathomandfell.example';

const cleanups = [];
let stopping;

/** Stops everything that was started, last first, once. */
function stop(code) {
  stopping ??= (async () => {
    for (const cleanup of cleanups.reverse()) await cleanup().catch((error) => console.error(error.message));
    process.exit(code);
  })();
  return stopping;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));

// npm sends a signal to its shell, which does not pass it on: under npm, a parent that has ended means the same.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => { if (process.ppid !== parent) void stop(0); }, 500).unref();

try {
  const port = await portToUse(requestedPort(process.argv.slice(2), process.env));

  await buildIfStale();
  const assembly = await mkdtemp(join(tmpdir(), 'cdk-cloudfront-edge-demo-'));
  cleanups.push(() => rm(assembly, { recursive: true, force: true }));

  const api = await startApi();
  cleanups.push(async () => {
    api.server.close();
    api.server.closeAllConnections();
  });

  console.log('Synthesizing the example ...');
  await synthesize(assembly, { apiOrigin: api.origin });

  const preview = await startPreview(assembly, port, { [API_HOST]: api.origin });
  cleanups.push(preview.stop);
  void preview.ended.then((how) => {
    if (stopping) return;
    console.error(`The preview ended unexpectedly (${how}).`);
    void stop(1);
  });

  await waitUntilAnswering(preview.url);
  console.log(guide(preview.url, api.origin));
  console.log(`ready ${preview.url}`);
} catch (error) {
  // After a stop, errors of what waits for the children are expected.
  if (!stopping) console.error(`The demo cannot run: ${error.message}`);
  await stop(1);
}
