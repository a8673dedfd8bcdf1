// `npm run demo [-- --port 8080]`: the example site as CloudFront would serve it, on this machine and without an AWS account.
// Builds what is missing, synthesizes the stack of this folder, and serves the result until Ctrl-C.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi } from './api-server.mjs';
import { portAsked } from './demo/arguments.mjs';
import { buildIfStale, synthesize } from './demo/build.mjs';
import { guide } from './demo/guide.mjs';
import { portToUse } from './demo/port.mjs';
import { startPreview, waitUntilAnswering } from './demo/preview.mjs';

const API_HOST = 'api.fathomandfell.example';

const cleanups = [];
let stopping;

/** Ends what was started, last first, once. */
function stop(code) {
  stopping ??= (async () => {
    for (const cleanup of cleanups.reverse()) await cleanup().catch((error) => console.error(error.message));
    process.exit(code);
  })();
  return stopping;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));

// npm passes a signal to its shell and the shell to nobody: under npm, a parent that is gone says the same.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => { if (process.ppid !== parent) void stop(0); }, 500).unref();

try {
  const port = await portToUse(portAsked(process.argv.slice(2), process.env));

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
    console.error(`The preview ended by itself (${how}).`);
    void stop(1);
  });

  await waitUntilAnswering(preview.url);
  console.log(guide(preview.url, api.origin));
  console.log(`ready ${preview.url}`);
} catch (error) {
  // Ending the children makes what waits for them fail; that is no news.
  if (!stopping) console.error(`The demo cannot run: ${error.message}`);
  await stop(1);
}
