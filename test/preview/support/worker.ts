import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

let built: string | undefined;

/** The worker, bundled from source as the build does it: a test never runs an old one, nor needs a build before it. */
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
