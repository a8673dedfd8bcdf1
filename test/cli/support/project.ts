import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(__dirname, '../../..');

/** A folder with the tool installed as npm does it: `npx cdk-cloudfront-edge` finds it without a network. */
export function projectWithTool(): string {
  const project = mkdtempSync(join(tmpdir(), 'edge-project-'));
  const installed = join(project, 'node_modules/cdk-cloudfront-edge');
  const folders = [join(installed, 'bin'), join(project, 'node_modules/.bin')];
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'bin/cdk-cloudfront-edge']) copyFileSync(join(root, name), join(installed, name));
  for (const name of ['console', 'synth']) {
    cpSync(join(root, 'assets', name), join(installed, 'assets', name), { recursive: true });
  }
  chmodSync(join(installed, 'bin/cdk-cloudfront-edge'), 0o755);
  symlinkSync('../cdk-cloudfront-edge/bin/cdk-cloudfront-edge', join(project, 'node_modules/.bin/cdk-cloudfront-edge'));
  buildSync({
    entryPoints: { main: join(root, 'src/cli/main.ts'), worker: join(root, 'src/preview/edge/worker.ts') },
    outdir: join(installed, 'assets/cli'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  return project;
}
