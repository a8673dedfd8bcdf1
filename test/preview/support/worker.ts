import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

let built: string | undefined;

/** The worker, bundled from source as in the build, so that tests need no build and never run an outdated bundle. */
export function workerFile(): string {
  if (built === undefined) {
    built = join(mkdtempSync(join(tmpdir(), 'edge-worker-')), 'worker.js');
    buildSync({
      entryPoints: [join(__dirname, '../../../src/preview/edge/worker.ts')],
      outfile: built,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      logLevel: 'error',
    });
  }
  return built;
}
