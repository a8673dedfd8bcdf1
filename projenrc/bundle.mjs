// Builds assets/: the code at the edge, in the preview's workers and of the command line.
import { build } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { errorHelp } from './error-help.mjs';
import { bundleParts, loadRegistry, reportSizes } from './edge-parts.mjs';
import { notices } from './notices.mjs';

const tools = [
  { entry: 'src/cli/main.ts', out: 'cli/main.js', minify: true },
  { entry: 'src/preview/edge/worker.ts', out: 'cli/worker.js' },
];

rmSync('assets', { recursive: true, force: true });
mkdirSync('assets', { recursive: true });
const [parts, toolInputs] = await Promise.all([
  loadRegistry().then((registry) => bundleParts(registry, 'assets')),
  Promise.all(tools.map(async ({ entry, out, minify = false }) => {
    const { metafile } = await build({
      bundle: true,
      metafile: true,
      legalComments: 'none',
      logLevel: 'warning',
      tsconfig: 'tsconfig.json',
      entryPoints: [entry],
      outfile: `assets/${out}`,
      format: 'cjs',
      target: 'node20',
      platform: 'node',
      minifySyntax: true,
      minify,
    });
    return Object.keys(metafile.inputs);
  })),
]);
writeFileSync('assets/cli/errors.json', JSON.stringify(errorHelp()));
writeFileSync('assets/NOTICES.txt', notices([...parts.flatMap(({ inputs }) => inputs), ...toolInputs.flat()]));
process.exitCode = reportSizes(parts) === 0 ? 0 : 1;
